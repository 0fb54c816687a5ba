"""Learns the weights of ``reconciling/linking.toml`` from dispatches whose events are known.

A logistic regression over pairs of accounts that blocking brings together, each the chief account of violence of its
dispatch: do both tell of one event? The evidence is that of ``reconciling.comparing``, so that the file's weights mean
what the program does with them. Its bar and the mean needed between groups are chosen by the operator, by what is
measured on dispatches that were not learned from.

    python training/reconciling.py DOCS.jsonl[.gz] OUT.toml

Each line of DOCS has "doc_id", "title", "published", "text" and "incident_id", the event that the dispatch is about.
Needs scikit-learn, which the program does not.
"""

import gzip
import json
import pickle
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from khronika.intake.dispatching import prepared
from khronika.intake.door import with_copies_marked
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.reading.reader import read_dispatch
from khronika.reconciling.aspects.traits import all_traits
from khronika.reconciling.incidents.blocking import candidate_pairs
from khronika.reconciling.incidents.comparing import evidence_of
from khronika.reconciling.incidents.gathering import accounts_of
from khronika.reconciling.incidents.portraits import Portrait, portraits_of
from khronika.reconciling.weights import linking_weights
from khronika.reference.gazetteer import Gazetteer
from khronika.reference.instants import parse_instant

CHOSEN = {
    ("across", "join"),
    ("across", "cohesion"),
    ("wording", "neutral"),
    ("wording", "around"),
    ("place", "apart_beside"),
    ("time", "apart_beside"),
    ("place", "far"),
    ("reality", "planned_and_actual"),
}
PENALTY = 1.0
NEIGHBOURS = 15
STEP = 211


def dispatches_in(path: Path) -> tuple[tuple[Dispatch, ...], dict[DocId, str]]:
    """The dispatches and, for each, the event it is about."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = [
        prepared(
            Dispatch(
                doc_id=DocId(str(row["doc_id"])),
                title=row["title"],
                text=row["text"],
                url=row.get("url"),
                published=parse_instant(row["published"]) if row["published"] else None,
            )
        )
        for row in rows
    ]
    return with_copies_marked(found), {DocId(str(row["doc_id"])): str(row["incident_id"]) for row in rows}


def claims_of(dispatches: Sequence[Dispatch], kept: Path) -> list[Claim]:
    """The claims, read once and kept beside the output."""
    if kept.exists():
        return list(pickle.loads(kept.read_bytes()))  # our own file, written a line below
    with Gazetteer.open() as gazetteer:
        claims = [claim for one in dispatches for claim in read_dispatch(one, gazetteer, "full").claims]
    kept.write_bytes(pickle.dumps(claims))
    return claims


def _other_pairs(portraits: Sequence[Portrait]) -> set[tuple[int, int]]:
    """Pairs that blocking may leave out: of one town on whatever days, and some that have nothing in common.

    Without them the weights would only tell near likenesses apart, and would be too lenient where a whole batch is of
    one town or one crisis.
    """
    chief = [index for index, portrait in enumerate(portraits) if portrait.opening]
    towns: dict[str, list[int]] = defaultdict(list)
    for index in chief:
        for town in {spot.town for spot in portraits[index].spots if spot.town}:
            towns[town].append(index)
    found = {
        (one, other)
        for here in towns.values()
        for place, one in enumerate(here)
        for other in here[place + 1 : place + 1 + NEIGHBOURS]
    }
    for place, one in enumerate(chief):
        found.update((one, chief[far]) for far in range(place + 1, len(chief), STEP))
    return found


def learn(portraits: Sequence[Portrait], about: Mapping[DocId, str]) -> dict[str, dict[str, float]]:
    """A weight for every name of evidence; names that no pair shows keep the weight that they have."""
    rows: list[dict[tuple[str, str], float]] = []
    same: list[bool] = []
    for a, b in sorted({*candidate_pairs(portraits), *_other_pairs(portraits)}):
        one, other = portraits[a], portraits[b]
        if one.opening and other.opening and one.root in about and other.root in about:
            row: dict[tuple[str, str], float] = defaultdict(float)
            for part in evidence_of(one, other):
                row[part.section, part.name] += part.amount
            rows.append(row)
            same.append(about[one.root] == about[other.root])
    names = sorted({name for row in rows for name in row} - {("across", "start")})
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    model = LogisticRegression(C=PENALTY, max_iter=5000).fit(matrix, np.array(same))
    print(f"{len(rows)} pairs, {sum(same)} of one event", file=sys.stderr)
    found = {section: dict(row) for section, row in linking_weights().items()}
    for (section, name), value in zip(names, model.coef_[0], strict=True):
        if (section, name) not in CHOSEN:
            found[section][name] = round(float(value), 2)
    found["across"]["start"] = round(float(model.intercept_[0]), 2)
    return found


def main(docs: Path, out: Path) -> None:
    """Read, learn, and write the file's sections; the comments that stand before its first section are kept."""
    dispatches, about = dispatches_in(docs)
    claims = claims_of(dispatches, out.with_suffix(".claims.pickle"))
    traits = all_traits(claims, {one.doc_id: one for one in dispatches})
    strands, _ = accounts_of([one for one in traits.values() if not one.claim.aside])
    found = learn(portraits_of(strands, {one.doc_id: one for one in dispatches}), about)
    head = out.read_text(encoding="utf-8").split("[", 1)[0] if out.exists() else ""
    body = "\n".join(
        f"[{section}]\n" + "".join(f"{name} = {value}\n" for name, value in row.items())
        for section, row in found.items()
    )
    out.write_text(head + body, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
