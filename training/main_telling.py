"""Learns which day and which place a dispatch is mainly about; writes ``composing/main_day.json``, ``main_place.json``.

    python -m training.main_telling

Learns from the articles of the Gun Violence Archive that benchmarks/corpora.py does not set apart as unread, held
against the registry's date and point. Every article is one choice among the days, or the places, that it names:
multinomial logistic regression with a penalty on large weights, by L-BFGS, from zero, so that the result is the same
each time. Prints the share of right choices by cross-validation, the articles of one incident never on both sides.
Only names of features and numbers are written. Needs SciPy.
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks.corpora import CORPORA, rows, unread
from scipy.optimize import minimize

from khronika.intake.door import take_in
from khronika.model.dispatch import Dispatch
from khronika.reading.composing.choosing import Features
from khronika.reading.composing.main_telling import days_told, places_told
from khronika.reading.language import language
from khronika.reading.mentions import PlaceMention
from khronika.reading.reader import looked_through
from khronika.reference.gazetteer import Gazetteer

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src/khronika/reading/composing"
PENALTY = 2.0
RAREST = 8
"""Candidates that must have a feature for it to be learned."""
FOLDS = 5
NEAR_KM = 40.0
EARTH_KM = 12742.0
LEAST_WEIGHT = 0.02


class Choice(NamedTuple):
    """The candidates of one dispatch, and which of them are right."""

    incident: str
    candidates: list[Features]
    right: list[bool]


def articles() -> Iterator[tuple[Dispatch, dict[str, Any]]]:
    """The articles that may be read, each with the registry's record of its incident."""
    incidents = {row["incident_id"]: row for row in rows(CORPORA / "gva" / "incidents.jsonl")}
    home = {row["doc_id"]: row["incident_id"] for row in rows(CORPORA / "gva" / "docs.jsonl.gz")}
    for dispatch in take_in([CORPORA / "gva" / "docs.jsonl.gz"]).dispatches:
        if not unread(home[dispatch.doc_id]):
            yield dispatch, incidents[home[dispatch.doc_id]]


def choices() -> tuple[list[Choice], list[Choice]]:
    """The choices of days and of places."""
    days: list[Choice] = []
    places: list[Choice] = []
    spoken = language("en")
    with Gazetteer.open() as gazetteer:
        for dispatch, truth in articles():
            sentences, mentions = looked_through(dispatch, spoken, gazetteer, "full")
            if "text" not in mentions:
                continue
            told = days_told(dispatch, sentences["text"], mentions["text"])
            on_day = [one.day == truth["date"] for one in told]
            days.append(Choice(truth["incident_id"], [one.features for one in told], on_day))
            in_title = mentions["title"].places if "title" in mentions else ()
            found = places_told(dispatch, sentences["text"], mentions["text"], in_title)
            here = [_is_there(one.mention, truth) for one in found]
            places.append(Choice(truth["incident_id"], [one.features for one in found], here))
    return days, places


def _is_there(mention: PlaceMention, truth: dict[str, Any]) -> bool:
    """Whether the place, or one that bears its name as well, lies by the point of the registry; else has its name."""
    if truth["lat"] is None or mention.lat is None or mention.lon is None:
        return bool(truth["city"]) and mention.name.lower() == truth["city"].split(" (")[0].lower()
    points = [(mention.lat, mention.lon), *((other.lat, other.lon) for other in mention.others)]
    return any(_kilometres(truth["lat"], truth["lon"], *point) <= NEAR_KM for point in points)


def _kilometres(*degrees: float) -> float:
    a, b, c, d = map(math.radians, degrees)
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return EARTH_KM * math.asin(min(1, math.sqrt(h)))


def learned(choices: Sequence[Choice]) -> dict[str, float]:
    """The weight of each feature."""
    useful = [one for one in choices if any(one.right) and not all(one.right)]
    counted = Counter(name for one in useful for features in one.candidates for name in features)
    names = sorted(name for name, count in counted.items() if count >= RAREST)
    column = {name: index for index, name in enumerate(names)}
    sizes = [len(one.right) for one in useful]
    table = np.zeros((sum(sizes), len(names)))
    for row, features in enumerate(features for one in useful for features in one.candidates):
        for name, amount in features.items():
            if name in column:
                table[row, column[name]] = amount
    aims = np.concatenate([np.array(one.right, float) / sum(one.right) for one in useful])
    found = minimize(
        loss_of(table, aims, sizes, PENALTY),
        np.zeros(len(names)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 300},
    )
    weights = {name: round(float(weight), 3) for name, weight in zip(names, found.x, strict=True)}
    return {name: weight for name, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}


def loss_of(
    table: np.ndarray, aims: np.ndarray, sizes: Sequence[int], penalty: float
) -> Callable[[np.ndarray], tuple[float, np.ndarray]]:
    """What is made small: the surprise at the right candidates, and the weights; with its slope."""
    starts = np.cumsum([0, *sizes])[:-1]
    home = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        scores = scores - np.maximum.reduceat(scores, starts)[home]
        powers = np.exp(scores)
        totals = np.add.reduceat(powers, starts)[home]
        surprise = -(aims * (scores - np.log(totals))).sum() + penalty / 2 * weights @ weights
        return surprise, table.T @ (powers / totals - aims) + penalty * weights

    return loss


def right_choices(choices: Sequence[Choice]) -> float:
    """The share of choices that are right, each learned without its fold."""
    right = 0
    for fold in range(FOLDS):
        weights = learned([one for one in choices if fold_of(one.incident) != fold])
        for one in choices:
            if fold_of(one.incident) == fold and one.right:
                scores = [
                    sum(weights.get(name, 0.0) * amount for name, amount in each.items()) for each in one.candidates
                ]
                right += one.right[max(range(len(scores)), key=lambda at: (scores[at], -at))]
    return right / len(choices)


def fold_of(incident: str) -> int:
    """Which of the folds an incident falls into, by a digest of its id."""
    return int(hashlib.sha256(f"fold {incident}".encode()).hexdigest(), 16) % FOLDS


def main() -> None:
    """Learns both, prints how often each is right, and writes the weights."""
    for name, found in zip(("main_day", "main_place"), choices(), strict=True):
        reached = sum(any(one.right) for one in found) / len(found)
        print(f"{name}: {len(found)} articles, {reached:.3f} name the right one, {right_choices(found):.3f} chosen")
        text = json.dumps(learned(found), indent=0, ensure_ascii=False, sort_keys=True)
        (OUT / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
