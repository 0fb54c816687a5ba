"""Many log-linear models fitted to the same counts at once.

The counts of the 2^k - 1 patterns are taken as Poisson with log-linear means; the intercept is the log of the number
of people on no list. Newton's steps are taken for a stack of models together, which is what makes thousands of models
a matter of seconds. A fit counts as settled only where its means are a proof that the estimate exists: positive, with
the model's own sums equal to those of the counts (Haberman 1974). What is not settled goes to ``existence``: with many
lists the smallest mean may lie below the rounding of the sums, and then only the linear program can prove it.

Source: Fienberg (1972), Biometrika 59:591-603; Cormack (1989), Biometrics 45:395-413.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, xlogy

from khronika.estimating.existence import Trouble, face
from khronika.estimating.lattice import Model

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_STEPS = 60
_LONGEST_STEP = 3.0  # of a parameter, on the log scale: from far away Newton's own step overshoots
_STILL = 1e-8  # a longest step below this is at rest
_OFF_BALANCE = 1e-3  # sums may be off by this share of the smallest mean; beyond it the mean may be on its way to zero
_ROUNDING = 1e-10  # of all people: sums of the counts and of the means are no closer than their own rounding
_STACK_NUMBERS = 3_000_000  # 24 MB a stack
_RIDGE = 1e-12  # of the largest curvature: keeps a step finite where the counts leave a direction open


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A fitted model.

    log_missing, variance: log of the number of people on no list, and its variance by Fisher's information.
    degrees: cells that the fit leaves positive less parameters that they determine.
    parameters: all parameters of the model, those at the edge too, as AIC and BIC count them.
    """

    log_missing: float
    variance: float
    deviance: float
    log_likelihood: float
    degrees: int
    parameters: int
    at_edge: bool


@dataclass(frozen=True, slots=True)
class _Task:
    """A model with what nobody stands on taken out: its parameters, and the cells that may hold people."""

    order: int
    terms: tuple[int, ...]
    cells: Mask
    parameters: int


def fit_models(counts: Array, models: Sequence[Model]) -> list[Fit | Trouble]:
    """Each model's fit, or why it has none, in the order of `models`.

    counts: people by pattern. Shape: (2^k - 1,); pattern p, a number whose bit i stands for list i, is at p - 1.
    """
    patterns = np.arange(1, len(counts) + 1)
    tasks = [_task(order, model, counts, patterns) for order, model in enumerate(models)]
    results: dict[int, Fit | Trouble] = {}
    for stack in _stacks(tasks, len(counts)):
        design = np.stack([_design(patterns, task.terms) for task in stack])
        cells = np.stack([task.cells for task in stack])
        at = np.zeros((len(stack), design.shape[2]))
        at[:, 0] = 1.0
        solved = _solve(design, counts, cells=cells, at=at)
        for place, task in enumerate(stack):
            whole = bool(cells[place].all())
            full_rank = whole or _rank(design[place][task.cells]) == design.shape[2]
            if solved.settled[place] and full_rank:
                degrees = int(task.cells.sum()) - len(task.terms)
                results[task.order] = _fit(solved, place, counts, task=task, degrees=degrees, at_edge=not whole)
            else:
                results[task.order] = _at_edge(design[place], counts, task)
    return [results[order] for order in range(len(tasks))]


def fit_design(design: Array, counts: Array) -> tuple[Fit, Array, bool]:
    """One model with a design of its own, its first column the intercept: the fit, its parameters, whether it settled.

    Shape: design (cells, parameters), counts (cells,), parameters (parameters,).
    """
    cells = np.ones((1, len(counts)), dtype=bool)
    size = design.shape[1]
    solved = _solve(design[None], counts, cells=cells, at=np.eye(1, size))
    task = _Task(0, tuple(range(size)), cells[0], size)
    fit = _fit(solved, 0, counts, task=task, degrees=len(counts) - size, at_edge=False)
    return fit, solved.beta[0], bool(solved.settled[0])


@dataclass(frozen=True, slots=True)
class _Solved:
    """Shape: (models,); beta (models, parameters), means (models, cells)."""

    log_missing: Array
    variance: Array
    beta: Array
    means: Array
    settled: Mask


def _task(order: int, model: Model, counts: Array, patterns: npt.NDArray[np.int64]) -> _Task:
    """A model's parameters; one that nobody's lists reach goes to minus infinity, and its cells hold nobody."""
    lists = len(counts).bit_length()
    terms = (0, *(1 << place for place in range(lists)), *sorted(model))
    reached = [bool(counts[(patterns & term) == term].sum()) for term in terms]
    cells = np.ones(len(counts), dtype=bool)
    for term, people in zip(terms, reached, strict=True):
        if not people:
            cells &= (patterns & term) != term
    kept = tuple(term for term, people in zip(terms, reached, strict=True) if people)
    return _Task(order, kept, cells, len(terms))


def _stacks(tasks: Sequence[_Task], cells: int) -> Iterator[list[_Task]]:
    """Tasks of the same number of parameters, in stacks of bounded memory."""
    by_size: dict[int, list[_Task]] = {}
    for task in tasks:
        by_size.setdefault(len(task.terms), []).append(task)
    for size, same in sorted(by_size.items()):
        step = max(1, _STACK_NUMBERS // (cells * size))
        yield from (same[start : start + step] for start in range(0, len(same), step))


def _design(patterns: npt.NDArray[np.int64], terms: Sequence[int]) -> Array:
    columns = np.asarray(terms)
    design: Array = ((patterns[:, None] & columns) == columns).astype(np.float64)
    return design


def _rank(design: Array) -> int:
    return int(np.linalg.matrix_rank(design)) if design.size else 0


def _solve(design: Array, counts: Array, *, cells: Mask, at: Array, exists: bool = False) -> _Solved:
    """Newton's method on a stack of models.

    exists: the estimate is known to exist, so that the sums need only be as equal as rounding lets them be.

    Shape: design (models, cells, parameters), counts (cells,), cells (models, cells), at (models, parameters): the
    combination of parameters that is the log of the number missing.
    """
    rounding = _ROUNDING * counts.sum() if exists else 0.0
    models = len(design)
    beta = _start(design, (counts + 0.5) * cells)
    open_ = np.arange(models)
    settled = np.zeros(models, dtype=bool)
    means = np.zeros(cells.shape)
    for _ in range(_STEPS):
        some = design[open_]
        mean = np.exp(np.clip(np.einsum("mcp,mp->mc", some, beta[open_]), -60.0, 40.0)) * cells[open_]
        means[open_] = mean
        slope = np.einsum("mcp,mc->mp", some, counts * cells[open_] - mean)
        step = np.linalg.solve(_information(some, mean), slope[..., None])[..., 0]
        longest = np.abs(step).max(axis=1)
        least = np.where(cells[open_], mean, np.inf).min(axis=1)
        still = (longest < _STILL) & (np.abs(slope).max(axis=1) < np.maximum(_OFF_BALANCE * least, rounding))
        settled[open_[still]] = True
        step *= np.minimum(1.0, _LONGEST_STEP / np.maximum(longest, _LONGEST_STEP))[:, None]
        beta[open_] += np.where(still[:, None], 0.0, step)
        open_ = open_[~still]
        if not open_.size:
            break
    variance = np.linalg.solve(_information(design, means), at[..., None])[..., 0]
    return _Solved((at * beta).sum(axis=1), (at * variance).sum(axis=1), beta, means, settled)


def _start(design: Array, means: Array) -> Array:
    """Parameters near `means`, by least squares on the log scale. Shape: (models, parameters)."""
    target = np.einsum("mcp,mc->mp", design, means * np.log(np.where(means > 0, means, 1.0)))
    start: Array = np.linalg.solve(_information(design, means), target[..., None])[..., 0]
    return start


def _information(design: Array, means: Array) -> Array:
    """Fisher's information of the parameters. Shape: (models, parameters, parameters)."""
    information = np.matmul(np.swapaxes(design, 1, 2) * means[:, None, :], design)
    ridge = _RIDGE * np.einsum("mpp->mp", information).max(axis=1)
    kept_open: Array = information + ridge[:, None, None] * np.eye(design.shape[2])
    return kept_open


def _fit(
    solved: _Solved, place: int, counts: Array, *, task: _Task, degrees: int, at_edge: bool, means: Array | None = None
) -> Fit:
    fitted = solved.means[place] if means is None else means
    ratio = np.divide(counts, fitted, out=np.ones_like(counts), where=fitted > 0)
    return Fit(
        log_missing=float(solved.log_missing[place]),
        variance=float(solved.variance[place]),
        deviance=float(max(0.0, 2 * (xlogy(counts, ratio) - (counts - fitted)).sum())),
        log_likelihood=float((xlogy(counts, fitted) - fitted - gammaln(counts + 1)).sum()),
        degrees=degrees,
        parameters=task.parameters,
        at_edge=at_edge,
    )


def _at_edge(design: Array, counts: Array, task: _Task) -> Fit | Trouble:
    """The extended estimate of one model: on the cells that its likelihood does not drive to nobody."""
    open_cells = design[task.cells]
    found = face(open_cells, counts[task.cells])
    if isinstance(found, Trouble):
        return found
    kept = np.flatnonzero(task.cells)[found]
    basis = _basis(design[kept])
    at = basis.T @ np.eye(design.shape[1])[0]
    cells = np.ones((1, len(kept)), dtype=bool)
    solved = _solve((design[kept] @ basis)[None], counts[kept], cells=cells, at=at[None], exists=True)
    if not solved.settled[0]:
        return Trouble.UNSETTLED
    means = np.zeros_like(counts)
    means[kept] = solved.means[0]
    degrees = len(kept) - basis.shape[1]
    return _fit(solved, 0, counts, task=task, degrees=degrees, at_edge=len(kept) < len(counts), means=means)


def _basis(design: Array) -> Array:
    """Directions of the parameters that these cells tell apart. Shape: (parameters, rank)."""
    _, sizes, directions = np.linalg.svd(design, full_matrices=False)
    basis: Array = directions[sizes > sizes[0] * 1e-9].T
    return basis
