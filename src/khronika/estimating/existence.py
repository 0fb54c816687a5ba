"""Whether counts with empty cells determine the number of people on no list at all.

Where some patterns hold nobody, the likelihood of a model may rise without end as some of its parameters run off to
infinity. The cells it then drives to nobody are found by a linear program; on the others, the face, the extended
maximum likelihood estimate lives. The number missing is estimable if the face determines it: otherwise it runs off
with the parameters, or may be anything.

Source: Fienberg and Rinaldo (2012), Annals of Statistics 40:996-1023; Geyer (2009), Electronic Journal of Statistics
    3:259-289, for the linear program; Chan, Silverman and Vincent (2021), JASA 116:1297-1306, for lists of people.
"""

from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_OPEN = 1e-7  # a slope of the linear program beyond rounding


class Trouble(StrEnum):
    """Why a model gives no number."""

    INFINITE = "no finite estimate: the more people are supposed missing, the better it fits"
    NONE_MISSING = "no estimate inside its range: the fewer people are supposed missing, the better it fits"
    NOT_UNIQUE = "no single estimate: quite different numbers fit equally well"
    UNSETTLED = "the fit did not settle"


def face(design: Array, counts: Array) -> Mask | Trouble:
    """The cells that the likelihood leaves with people, or why the number missing is not estimable on them.

    Shape: design (cells, parameters), its first column the intercept; counts and the answer (cells,).
    """
    kept = _face(design, counts)
    held = design[kept]
    intercept = np.zeros(design.shape[1])
    intercept[0] = 1.0
    if np.linalg.matrix_rank(np.vstack([held, intercept])) == np.linalg.matrix_rank(held):
        return kept
    return _way_out(held, design[~kept], intercept)


def _face(design: Array, counts: Array) -> Mask:
    """Cells outside it can fall together, those with people standing still: as many as the linear program finds."""
    empty = np.flatnonzero(counts == 0)
    if not empty.size:
        return np.ones(len(counts), dtype=bool)
    size = design.shape[1]
    # falling[i] <= -(design @ direction)[i], falling[i] <= 1; where people stand the direction changes nothing
    result = linprog(
        np.concatenate([np.zeros(size), -np.ones(empty.size)]),
        A_ub=np.hstack([design[empty], np.eye(empty.size)]),
        b_ub=np.zeros(empty.size),
        A_eq=np.hstack([design[counts > 0], np.zeros((int((counts > 0).sum()), empty.size))]),
        b_eq=np.zeros(int((counts > 0).sum())),
        bounds=[(None, None)] * size + [(0.0, 1.0)] * empty.size,
        method="highs",
    )
    kept = np.ones(len(counts), dtype=bool)
    kept[empty[result.x[size:] > 0.5]] = False
    return kept


def _way_out(held: Array, falling: Array, intercept: Array) -> Trouble:
    """Where the log of the number missing may run to, while the likelihood rises or stays."""
    ends = []
    for sign in (1.0, -1.0):
        result = linprog(
            -sign * intercept,
            A_ub=falling if len(falling) else None,
            b_ub=np.zeros(len(falling)) if len(falling) else None,
            A_eq=held,
            b_eq=np.zeros(len(held)),
            bounds=[(-1.0, 1.0)] * len(intercept),
            method="highs",
        )
        ends.append(-float(result.fun) > _OPEN)
    if all(ends):
        return Trouble.NOT_UNIQUE
    return Trouble.INFINITE if ends[0] else Trouble.NONE_MISSING
