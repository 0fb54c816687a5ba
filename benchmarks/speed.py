"""How fast Khronika reads, beside spaCy's own small pipeline on the same texts in the same run.

    python -m benchmarks.speed [--documents N]

Each text is read once, one thread, process time. The peer is spaCy's tagger, parser and names (its lemmatizer
left out, which favours the peer). The accuracy that the fast profile loses is printed beside its speed: the share of
the full profile's figures, events and speakers that it finds too, and the toll sentences.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread for the peer's matrices and for ours

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import spacy

from benchmarks.corpora import CORPORA, ROOT, rows
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.reading.analysis import Profile, model_name
from khronika.reading.reader import read_dispatch
from khronika.reference.gazetteer import Gazetteer


def dispatches(count: int) -> list[Dispatch]:
    """Texts on violence from gva and muc4, general news from timex and LGL, half and half by number."""
    sources = ("gva/docs.jsonl.gz", "muc4/messages.jsonl.gz", "timex/tempeval3.jsonl", "geoparse/lgl.jsonl")
    found = []
    for name in sources:
        for row, _ in zip(rows(CORPORA / name), range(count // len(sources)), strict=False):
            day = row.get("published") or row.get("dct")
            published = datetime.fromisoformat(f"{day[:10]}T12:00+00:00") if day else None
            found.append(
                Dispatch(doc_id=DocId(str(row["doc_id"])), text=row["text"], published=published, language="en")
            )
    return found


def timed(work: Callable[[], object]) -> float:
    """Seconds of process time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _key(claim: Claim) -> tuple[object, ...]:
    figure = claim.figure
    values = (figure.measure, figure.low, figure.high) if figure else ()
    return claim.doc_id, claim.trigger, claim.event_type, values


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="speed of reading")
    parser.add_argument("--documents", type=int, default=600)
    count = parser.parse_args(arguments).documents
    texts = dispatches(count)
    words = sum(len(dispatch.text.split()) for dispatch in texts)
    peer = spacy.load(model_name(), exclude=["lemmatizer", "attribute_ruler"])
    claims: dict[Profile, list[Claim]] = {"full": [], "fast": []}
    with Gazetteer.open() as gazetteer:
        for profile in claims:
            read_dispatch(Dispatch(doc_id=DocId("warm"), text="Police shot a man."), gazetteer, profile)

        def read(profile: Profile) -> None:
            for dispatch in texts:
                claims[profile] += read_dispatch(dispatch, gazetteer, profile).claims

        seconds = {"spaCy tagger, parser, names": timed(lambda: list(peer.pipe(d.text for d in texts)))}
        seconds["khronika full"] = timed(lambda: read("full"))
        seconds["khronika fast"] = timed(lambda: read("fast"))
    base = seconds["spaCy tagger, parser, names"]
    print(f"{len(texts)} texts, {words:,} words, one thread, process time")
    for name, spent in seconds.items():
        print(f"{name:<30} {words / spent:>10,.0f} words/s  {base / spent:>5.2f} x")
    full, fast = ({_key(claim) for claim in claims[profile]} for profile in ("full", "fast"))
    both = len(full & fast)
    print(f"of the full profile's {len(full)} claims the fast one finds {both / len(full):.1%}")
    print(f"of the fast profile's {len(fast)} claims {both / len(fast):.1%} are the full one's")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB (the peer's included)")
    _cold()


def _cold() -> None:
    """Wall-clock seconds of whole commands from a cold interpreter."""
    command = Path(sys.executable).parent / "khronika"
    example = ROOT / "examples" / "dispatches" / "04-rolling-report.txt"
    with tempfile.TemporaryDirectory() as folder:
        for name, words in {
            "khronika --help": ["--help"],
            "one dispatch to the finished page": ["chronicle", str(example), "-o", f"{folder}/out", "--quiet"],
        }.items():
            spent = []
            for _ in range(5):
                start = time.perf_counter()
                subprocess.run([str(command), *words], capture_output=True, check=False)
                spent.append(time.perf_counter() - start)
            print(f"{name}: {min(spent):.2f} to {max(spent):.2f} s wall, 5 runs")


if __name__ == "__main__":
    main()
