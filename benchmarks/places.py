"""Score the place reader on KHRONIKA_CORPORA/geoparse: ``python -m benchmarks.places [--out FOLDER]``.

Prints for each corpus, for all documents and for those that trained nothing, the figures of the scorer
(KHRONIKA_SCORER, default ../shared/tools/score.py), the words read in a second of one processor, and the
ceiling: the share of toponyms with coordinates for which any entry that the reader weighs (by name, abbreviation or
demonym) lies within 161 km.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from training.places import CORPORA, ROOT, held_back, right

from khronika.reading.places import find_places
from khronika.reading.places.generating import Generator
from khronika.reading.places.lexicon import place_words
from khronika.reading.places.words import split_words
from khronika.reference.gazetteer import Gazetteer, Hit

SCORER = Path(os.environ.get("KHRONIKA_SCORER", ROOT.parent / "shared" / "tools" / "score.py"))


def predict(documents: list[dict[str, Any]], gazetteer: Gazetteer) -> tuple[list[dict[str, Any]], float]:
    """What ``annotate --layer places`` prints, and the processor seconds that reading took."""
    started = time.process_time()
    read = [(document, find_places(document["text"], gazetteer)) for document in documents]
    seconds = time.process_time() - started
    rows = []
    for document, mentions in read:
        listed = [
            {"start": m.span.start, "end": m.span.end, "text": m.span.of(document["text"]), "name": m.name}
            | {"geonames_id": m.geonames_id, "lat": m.lat, "lon": m.lon, "country": m.country, "kind": m.kind}
            for m in mentions
        ]
        rows.append({"doc_id": document["doc_id"], "mentions": listed})
    return rows, seconds


def ceiling(documents: list[dict[str, Any]], gazetteer: Gazetteer) -> float:
    """Share of gold toponyms with coordinates that a perfect choice among the reader's own candidates would place."""
    reached = placed = 0
    lexicon = place_words()
    for document in documents:
        known: dict[tuple[int, int], list[Hit]] = defaultdict(list)
        for candidate in Generator(split_words(document["text"], lexicon.ordinary), lexicon, gazetteer).candidates():
            known[candidate.start, candidate.end] += candidate.hits
        for toponym in document["toponyms"]:
            if toponym["lat"] is not None:
                entries = [hit.entry for hit in known[toponym["start"], toponym["end"]]]
                placed += 1
                reached += any(right(toponym, entry) for entry in entries or gazetteer.lookup(toponym["text"]))
    return reached / max(1, placed)


def score(gold: list[dict[str, Any]], predicted: list[dict[str, Any]], folder: Path, name: str) -> dict[str, Any]:
    """The scorer's own answer."""
    paths = folder / f"{name}.gold.jsonl", folder / f"{name}.pred.jsonl"
    for path, rows in zip(paths, (gold, predicted), strict=True):
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    answer = subprocess.run([sys.executable, SCORER, "places", *paths], capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(answer.stdout)
    return result


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="keep gold and predictions there")
    out: Path | None = parser.parse_args().out
    with tempfile.TemporaryDirectory() as scratch, Gazetteer.open() as gazetteer:
        folder = out or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        find_places("Once to load the weights.", gazetteer)
        for path in sorted((CORPORA / "geoparse").glob("*.jsonl")):
            documents = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            predicted, seconds = predict(documents, gazetteer)
            count = sum(len(document["text"].split()) for document in documents)
            print(f"{path.stem}: {count / seconds:,.0f} words/s; ceiling {ceiling(documents, gazetteer):.3f}")
            unseen = [document for document in documents if held_back(document["doc_id"])]
            for part, gold in (("all", documents), ("unseen", unseen)):
                s = score(gold, predicted, folder, f"{path.stem}.{part}")
                print(
                    f"  {part:7s} exact P {s['exact']['p']:.3f} R {s['exact']['r']:.3f} F1 {s['exact']['f1']:.3f}"
                    f"  overlap F1 {s['overlap']['f1']:.3f}  placed {s['resolved_161km_of_recognised']:.3f}"
                    f"  end to end {s['end_to_end']['f1']:.3f}  median {s['median_error_km']} km  gold {s['gold']}"
                )


if __name__ == "__main__":
    main()
