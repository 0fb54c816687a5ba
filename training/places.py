"""Learn the weights of the place reader: ``python -m training.places [OUT.json]``.

Reads KHRONIKA_CORPORA/geoparse/*.jsonl (LGL, GeoVirus) without the documents held back (a third, by the
SHA-256 of doc_id), a part of them a second time in capitals. The recogniser is a logistic regression over
the features of ``describing.py``, the resolver a softmax over a name's entries with the features of
``resolving.py``, both trained with AdaGrad and pruned of rare features. Deterministic.
"""

import argparse
import hashlib
import json
import math
import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from khronika.reading.places.candidate import Candidate
from khronika.reading.places.choosing import choose
from khronika.reading.places.describing import PRIORS, Describer
from khronika.reading.places.finding import THRESHOLD, score_candidates
from khronika.reading.places.lexicon import place_words
from khronika.reading.places.linear import Weights
from khronika.reading.places.resolving import Resolver, key_of
from khronika.reference.gazetteer import Entry, Gazetteer

ROOT = Path(__file__).resolve().parents[1]
CORPORA = Path(os.environ.get("KHRONIKA_CORPORA", ROOT.parent / "shared" / "corpora"))
RAREST = 4
NEAR_KM = 161.0
Document = dict[str, Any]
Gold = dict[tuple[int, int], dict[str, Any]]
Case = tuple[list[list[str]], list[bool]]
"""Features of each entry that a name may mean, and which of them are right."""


def held_back(doc_id: str) -> bool:
    """Whether a document is only ever scored."""
    return int(hashlib.sha256(doc_id.encode()).hexdigest(), 16) % 3 == 0


def documents() -> list[Document]:
    """The training documents."""
    paths = [CORPORA / "geoparse" / f"{name}.jsonl" for name in ("lgl", "geovirus")]
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    return [document for document in map(json.loads, lines) if not held_back(document["doc_id"])]


def in_capitals(documents: Iterable[Document]) -> list[Document]:
    """A fifth of the documents in capitals, where that moves no offset."""
    some = [document for number, document in enumerate(documents) if number % 5 == 0]
    shouted = [document | {"text": document["text"].upper()} for document in some]
    return [loud for loud, document in zip(shouted, some, strict=True) if len(loud["text"]) == len(document["text"])]


def kilometres(lat: float, lon: float, entry: Entry) -> float:
    """Great-circle distance."""
    a, b, c, d = map(math.radians, (lat, lon, entry.lat, entry.lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def right(gold: dict[str, Any], entry: Entry) -> bool:
    """Whether the entry is the one that the annotators chose, or lies near it."""
    if gold.get("geonames_id") and gold["geonames_id"] == entry.geonames_id:
        return True
    return gold.get("lat") is not None and kilometres(gold["lat"], gold["lon"], entry) <= NEAR_KM


def train_recogniser(documents: list[Document], gazetteer: Gazetteer, epochs: int = 8) -> dict[str, float]:
    """Logistic regression on every candidate of every document."""
    lexicon, empty = place_words(), Weights({}, {})
    rows: list[list[str]] = []
    labels: list[float] = []
    for document in documents:
        gold = {(toponym["start"], toponym["end"]) for toponym in document["toponyms"]}
        scored = score_candidates(document["text"], gazetteer, lexicon, empty)
        for candidate in scored.candidates:
            rows.append(scored.describer.features(candidate))
            labels.append(float((candidate.start, candidate.end) in gold))
    counts = Counter(feature for row in rows for feature in set(row))
    index = {
        feature: number
        for number, feature in enumerate(sorted(f for f, n in counts.items() if n >= RAREST and f not in PRIORS))
    }
    coded = [np.array([index[feature] for feature in row if feature in index], dtype=np.int64) for row in rows]
    weights, squares = np.zeros(len(index)), np.full(len(index), 1e-6)
    order = np.random.default_rng(0)
    for _ in range(epochs):
        for at in order.permutation(len(coded)):
            features = coded[at]
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, float(weights[features].sum()))))) - labels[at]
            gradient = error + 5e-3 * weights[features]
            squares[features] += gradient**2
            weights[features] -= 0.15 * gradient / np.sqrt(squares[features])
    return rounded({feature: float(weights[number]) for feature, number in index.items()})


def rounded(weights: dict[str, float]) -> dict[str, float]:
    """To three places, without those that hardly weigh."""
    return {feature: round(weight, 3) for feature, weight in sorted(weights.items()) if abs(weight) >= 0.005}


def train_resolver(
    documents: list[Document], gazetteer: Gazetteer, recognise: dict[str, float], rounds: int = 4
) -> dict[str, float]:
    """Softmax regression; the votes of the other names come from the weights of the round before."""
    lexicon = place_words()
    weights: dict[str, float] = {"largest": 1.0, "in what follows": 3.0, "not in what follows": -1.0}
    for _ in range(rounds):
        cases: list[Case] = []
        for document in documents:
            gold = {(toponym["start"], toponym["end"]): toponym for toponym in document["toponyms"]}
            scored = score_candidates(document["text"], gazetteer, lexicon, Weights(recognise, {}))
            cases += _cases(scored.describer, scored.candidates, weights, gold)
        weights = _fit(cases)
    return rounded(weights)


def _cases(describer: Describer, candidates: list[Candidate], weights: dict[str, float], gold: Gold) -> list[Case]:
    resolver = Resolver(weights, describer)
    chosen = choose(candidates, THRESHOLD)
    names = resolver.names(chosen)
    features = resolver.settle(names)
    first_gold: dict[str, dict[str, Any]] = {}
    for candidate in chosen:
        toponym = gold.get((candidate.start, candidate.end))
        if toponym and toponym["lat"] is not None:
            first_gold.setdefault(key_of(candidate), toponym)
    cases = []
    for name, rows in zip(names, features, strict=True):
        if name.key in first_gold:
            answers = [right(first_gold[name.key], hit.entry) for hit in name.hits]
            if any(answers) and not all(answers):
                cases.append((rows, answers))
    return cases


def _fit(cases: list[Case], epochs: int = 15) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-6)
    counts = Counter(feature for rows, _ in cases for feature in {f for row in rows for f in row})
    order = np.random.default_rng(0)
    for _ in range(epochs):
        for at in order.permutation(len(cases)):
            rows, answers = cases[at]
            scores = np.array([sum(weights[f] for f in row if counts[f] >= 3) for row in rows])
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            wanted = np.where(answers, shares, 0.0)
            wanted /= max(wanted.sum(), 1e-9)
            gradient: dict[str, float] = defaultdict(float)
            for row, share, want in zip(rows, shares, wanted, strict=True):
                for feature in row:
                    gradient[feature] += float(share - want)
            for feature, slope in gradient.items():
                if counts[feature] >= 3:
                    slope += 2e-3 * weights[feature]
                    squares[feature] += slope * slope
                    weights[feature] -= 0.15 * slope / math.sqrt(squares[feature])
    return weights


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", nargs="?", type=Path, default=ROOT / "src/khronika/reading/places/weights.json")
    out: Path = parser.parse_args().out
    with Gazetteer.open() as gazetteer:
        training = documents()
        recognise = train_recogniser(training + in_capitals(training), gazetteer)
        resolve = train_resolver(training, gazetteer, recognise)
    learned = {"recognise": recognise, "resolve": resolve}
    out.write_text(json.dumps(learned, indent=0, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    print(f"{out}: {len(recognise)} and {len(resolve)} weights from {len(training)} documents")


if __name__ == "__main__":
    main()
