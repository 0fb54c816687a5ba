"""Learns which of the numbers that an event's dispatches show counts the whole; writes ``counts/weighing.toml``.

    python -m training.counts

Learns from the articles of the Gun Violence Archive that benchmarks/corpora.py does not set apart as unread, held
against the registry's killed and injured. Each incident that is mainly told of is one choice among the numbers that
``reconciling/counts/candidates.py`` finds, as in training/main_telling.py. What is added for giving no number is chosen
by cross-validation so that both shares come as near to their floors as they can. Prints, by cross-validation over
incidents in which that choice is made within the folds that are learned from, how often the number is right where
somebody was harmed, and how often none is given where nobody was; then how often the right number is among those to
choose from. Only names of features and numbers are written. Needs SciPy.
"""

import argparse
import json
import pickle
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np
from benchmarks.corpora import CORPORA, rows, unread
from scipy.optimize import minimize

from khronika.intake.door import take_in
from khronika.model.chronicle import Chronicle
from khronika.model.incident import Incident
from khronika.reconciling.aspects.traits import all_traits
from khronika.reconciling.counts.candidates import HARMS, HELD, Candidate, Page, candidates_of
from khronika.reconciling.counts.weighing import left_alone, pages_of
from khronika.rounds import Order, chronicle_from
from training.main_telling import FOLDS, LEAST_WEIGHT, fold_of, loss_of

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src/khronika/reconciling/counts/weighing.toml"
GVA = CORPORA / "gva"
PENALTY = 2.0
RAREST = 4
"""Candidates that must have a feature for it to be learned."""
GROUNDS = 0.8
"""What speaks for the number that the grounds give beside all that was learned: a documenter has to be able to see why
it was left, and what two agree on is not left for a part. From 0.5 to 0.8 the shares move by half a point.
"""
FLOORS = {"killed": (0.85, 0.93), "injured": (0.72, 0.85)}
"""What the shares have to reach: right where somebody was, none given where nobody was."""
DEFAULTS = [round(step / 10, 1) for step in range(-20, 11)]
"""What may be added to the weight of giving no number: a missed death is weighed against an invented one by FLOORS."""
SLACK = 0.005
"""Differences of the shares that are too small to be told from chance."""

Weights = Mapping[str, float]


class Choice(NamedTuple):
    """The candidates of one incident, and what the registry says.

    held: whether the program leaves this one as the grounds have it, which is given.
    """

    incident: str
    measure: str
    truth: int
    candidates: list[Candidate]
    held: bool
    given: int | None

    @property
    def right(self) -> list[bool]:
        """Which of the candidates are right."""
        return [(one.number or 0) == self.truth for one in self.candidates]


def told(chronicle: Chronicle, truths: Mapping[str, Mapping[str, int]]) -> list[tuple[str, Incident, Page]]:
    """For each incident of the registry the one that most of its articles are mainly about."""
    home = {row["doc_id"]: row["incident_id"] for row in rows(GVA / "docs.jsonl.gz")}
    articles: dict[str, list[str]] = defaultdict(list)
    for doc_id, incident_id in home.items():
        articles[incident_id].append(doc_id)
    traits = all_traits(chronicle.claims, {one.doc_id: one for one in chronicle.dispatches})
    pages = pages_of(chronicle.incidents, traits, chronicle.incidents_of)
    by_name = {one.incident_id: one for one in chronicle.incidents}
    main = {str(doc_id): names[0] for doc_id, names in chronicle.incidents_of.items()}
    found: list[tuple[str, Incident, Page]] = []
    for incident_id in sorted(truths):
        names = Counter(main[one] for one in sorted(articles[incident_id]) if one in main)
        if names:
            name = names.most_common(1)[0][0]
            found.append((incident_id, by_name[name], pages[name]))
    return found


def learned(choices: Sequence[Choice]) -> dict[str, float]:
    """The weight of each feature."""
    useful = [one for one in choices if any(one.right) and not all(one.right)]
    counted = Counter(name for one in useful for each in one.candidates for name in each.features if name != HELD)
    names = sorted(name for name, count in counted.items() if count >= RAREST)
    column = {name: index for index, name in enumerate(names)}
    sizes = [len(one.right) for one in useful]
    table = np.zeros((sum(sizes), len(names)))
    for row, each in enumerate(each for one in useful for each in one.candidates):
        for name, amount in each.features.items():
            if name in column:
                table[row, column[name]] = amount
    aims = np.concatenate([np.array(one.right, float) / sum(one.right) for one in useful])
    loss = loss_of(table, aims, sizes, PENALTY)
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    weights = {name: round(float(weight), 3) for name, weight in zip(names, found.x, strict=True)}
    return {HELD: GROUNDS} | {name: weight for name, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}


def chosen(choice: Choice, weights: Weights) -> int | None:
    """The number with the highest sum of weights, or the one given where nothing is weighed."""
    if choice.held:
        return choice.given
    sums = [sum(weights.get(name, 0.0) * amount for name, amount in one.features.items()) for one in choice.candidates]
    return choice.candidates[max(range(len(sums)), key=lambda at: (sums[at], -at))].number


def with_default(weights: Weights, default: float) -> dict[str, float]:
    """The weights, with what is added for giving no number."""
    return {**weights, "none": round(weights.get("none", 0.0) + default, 3)}


def by_folds(choices: Sequence[Choice]) -> tuple[dict[str, int | None], float]:
    """What is chosen for each incident by weights that have not seen it, and what is added for giving no number.

    The latter is the middle one of those that the folds take, each of them by the incidents that it learns from.
    """
    found: dict[str, int | None] = {}
    defaults: list[float] = []
    for fold in range(FOLDS):
        others = _without(choices, fold)
        defaults.append(best_default(others))
        weights = with_default(learned(others), defaults[-1])
        found |= {one.incident: chosen(one, weights) for one in choices if fold_of(one.incident) == fold}
    return found, median(defaults)


def best_default(choices: Sequence[Choice]) -> float:
    """What is added for giving no number, so that by cross-validation the shares fall least short of their floors.

    Of those that are as good but for what chance makes of it (SLACK) the least is taken.
    """
    folds = sorted({fold_of(one.incident) for one in choices})
    trained = [
        ([one for one in choices if fold_of(one.incident) == fold], learned(_without(choices, fold))) for fold in folds
    ]

    def short(default: float) -> float:
        found = {one.incident: chosen(one, with_default(weights, default)) for held, weights in trained for one in held}
        floors = zip(shares(choices, found), FLOORS[choices[0].measure], strict=True)
        return sum(max(0.0, floor - share) for share, floor in floors)

    lacking = {default: short(default) for default in DEFAULTS}
    least = min(lacking.values())
    return min((default for default in DEFAULTS if lacking[default] <= least + SLACK), key=abs)


def _without(choices: Sequence[Choice], fold: int) -> list[Choice]:
    return [one for one in choices if fold_of(one.incident) != fold]


def shares(choices: Sequence[Choice], found: Mapping[str, int | None]) -> tuple[float, float]:
    """The share that is right where somebody was, and in which none is given where nobody was."""
    some = [found[one.incident] == one.truth for one in choices if one.truth]
    none = [not found[one.incident] for one in choices if not one.truth]
    return sum(some) / len(some), sum(none) / len(none)


def _told(choices: Sequence[Choice], found: Mapping[str, int | None]) -> str:
    reached = [any(one.right) for one in choices if one.truth]
    some, none = shares(choices, found)
    return (
        f"{some:.3f} of {len(reached)} right where somebody was ({sum(reached) / len(reached):.3f} to be had), "
        f"none given in {none:.3f} of {len(choices) - len(reached)} where nobody was"
    )


def main() -> None:
    """Learns both measures, the injured beside the killed that are chosen, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kept", type=Path, help="a chronicle of these articles by grounds alone, kept as a pickle")
    kept: Path | None = parser.parse_args().kept
    truths = {row["incident_id"]: row for row in rows(GVA / "incidents.jsonl") if not unread(row["incident_id"])}
    incidents = told(_chronicle(kept, truths), truths)
    dead: dict[str, int | None] = {}
    sections: dict[str, dict[str, float]] = {}
    for measure in HARMS:
        choices = [
            _choice(measure, name, truths[name][measure], incident, page, dead.get(name) or 0)
            for name, incident, page in incidents
        ]
        found, default = by_folds(choices)
        print(f"{measure}: {_told(choices, found)}; {default:+} for none", flush=True)
        dead = found
        sections[measure] = with_default(learned(choices), default)
    OUT.write_text(_text(sections), encoding="utf-8")


def _choice(measure: str, name: str, truth: int, incident: Incident, page: Page, dead: int) -> Choice:
    tally = next((one for one in incident.tallies if one.measure == measure and one.group is None), None)
    candidates = candidates_of(measure, incident.tallies, page, dead)
    return Choice(name, measure, truth, candidates, left_alone(tally, page), tally.best if tally else None)


def _chronicle(kept: Path | None, truths: Mapping[str, object]) -> Chronicle:
    if kept and kept.exists():
        found: Chronicle = pickle.loads(kept.read_bytes())  # our own file, written some lines below
        return found
    home = {row["doc_id"]: row["incident_id"] for row in rows(GVA / "docs.jsonl.gz")}
    articles = [one for one in take_in([GVA / "docs.jsonl.gz"]).dispatches if home[one.doc_id] in truths]
    made = chronicle_from(articles, Order(policy="ucdp-grounds"))
    if kept:
        kept.write_bytes(pickle.dumps(made))
    return made


def _text(sections: Mapping[str, Mapping[str, float]]) -> str:
    lines = [
        "# What speaks for a number being the whole, learned by training/counts.py: what each adds to the log-odds.",
        "# The names are those of candidates.py, and are printed with each choice.",
    ]
    for measure, weights in sections.items():
        lines += ["", f"[{measure}]", *(f"{json.dumps(name)} = {value}" for name, value in sorted(weights.items()))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
