"""How fast texts are read, beside spaCy's own small pipeline in the same run; what a worker needs.

    python -m benchmarks.speed [--documents 600]

Distinct texts, each read once, one thread, processor time. "mixed": by number half texts on violence (GVA, MUC-4), half
general news (TempEval-3, LGL). "general": news of business and politics (TempEval-3, PolNeAR), in which most sentences
hold nothing of interest. The peer is spaCy's tagger, parser and names; its lemmatizer is left out, which favours it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import spacy

from benchmarks.corpora import CORPORA, ROOT, rows
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.reading.analysis import Profile
from khronika.reading.pipeline import model_name
from khronika.reading.reader import read_dispatch
from khronika.reading.segmentation import segment
from khronika.reading.triage import worth_parsing
from khronika.reference.gazetteer import Gazetteer

SOURCES = {
    "mixed": ("gva/docs.jsonl.gz", "muc4/messages.jsonl.gz", "timex/tempeval3.jsonl", "geoparse/lgl.jsonl"),
    "general": ("timex/tempeval3.jsonl", "polnear/articles.jsonl.gz"),
}
PROFILES: tuple[Profile, ...] = ("full", "fast")
IN_TURN = 25
"""Texts that the peer and the profiles read in turn, so that other work on the machine slows all of them alike."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What one set of texts gave.

    texts, words: how many; kept: share of the words that the first pass keeps for the parser.
    peer, words_a_second: of the peer, and by profile. agreeing: share of the full profile's claims (same words, type
    and figure) that the fast one finds; precise: of the fast one's, those that are the full one's.
    """

    texts: int
    words: int
    kept: float
    peer: float
    words_a_second: dict[str, float]
    claims: dict[str, int]
    agreeing: float
    precise: float


def dispatches(corpus: str, count: int) -> list[Dispatch]:
    """The first texts of each source of a set."""
    sources = SOURCES[corpus]
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


def _kept(text: str) -> int:
    """Words in the sentences that the first pass keeps."""
    sentences = segment(text)
    kept = zip(sentences, worth_parsing(sentences), strict=True)
    return sum(len(sentence.text.split()) for sentence, keep in kept if keep)


def measured(corpus: str, count: int) -> Speed:
    """Reads `count` texts of a set with the peer and with both profiles."""
    texts = dispatches(corpus, count)
    words = sum(len(dispatch.text.split()) for dispatch in texts)
    peer = spacy.load(model_name(), exclude=["lemmatizer", "attribute_ruler"])
    claims: dict[str, list[Claim]] = {profile: [] for profile in PROFILES}
    seconds = dict.fromkeys(("peer", *PROFILES), 0.0)
    with Gazetteer.open() as gazetteer:
        for profile in PROFILES:
            read_dispatch(Dispatch(doc_id=DocId("warm"), text="Police shot a man."), gazetteer, profile)

        def read(profile: Profile, some: Sequence[Dispatch]) -> None:
            for dispatch in some:
                claims[profile] += read_dispatch(dispatch, gazetteer, profile).claims

        def read_by_peer(some: Sequence[Dispatch]) -> None:
            list(peer.pipe(dispatch.text for dispatch in some))

        for at in range(0, len(texts), IN_TURN):
            some = texts[at : at + IN_TURN]
            seconds["peer"] += timed(partial(read_by_peer, some))
            for profile in PROFILES:
                seconds[profile] += timed(partial(read, profile, some))
    full, fast = ({_key(claim) for claim in claims[profile]} for profile in PROFILES)
    both = len(full & fast)
    return Speed(
        texts=len(texts),
        words=words,
        kept=sum(_kept(dispatch.text) for dispatch in texts) / words,
        peer=words / seconds["peer"],
        words_a_second={profile: words / seconds[profile] for profile in PROFILES},
        claims={profile: len(claims[profile]) for profile in PROFILES},
        agreeing=both / max(1, len(full)),
        precise=both / max(1, len(fast)),
    )


_WORKER = """
import json, sys, time
begun, spent = time.perf_counter(), time.process_time()
from khronika.reading.reader import read_dispatch
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.reference.gazetteer import Gazetteer
gazetteer = Gazetteer.open()
read_dispatch(Dispatch(doc_id=DocId("first"), text="Police shot a man in Paris on Monday."), gazetteer, "full")
ready, worked = time.perf_counter() - begun, time.process_time() - spent
from benchmarks.speed import dispatches
for dispatch in dispatches("mixed", int(sys.argv[1])):
    read_dispatch(dispatch, gazetteer, "full")
lines = open("/proc/self/status", encoding="ascii").read().splitlines()  # getrusage counts the parent's memory, too
print(json.dumps([ready, worked, next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024]))
"""


def worker() -> dict[str, str]:
    """Seconds until a fresh process has read its first text, of five runs, and its memory after 400 more.

    As where Khronika is installed the modules are there as byte code: a run before, which is not counted, writes it.
    """
    found = []
    with tempfile.TemporaryDirectory() as byte_code:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": byte_code, "PYTHONDONTWRITEBYTECODE": ""}
        for texts in (0, 0, 0, 0, 0, 400):
            done = subprocess.run(
                [sys.executable, "-c", _WORKER, str(texts)],
                cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
            )  # fmt: skip
            found.append(json.loads(done.stdout))
    seconds, worked, memory = zip(*found[1:], strict=True)
    return {
        "seconds to the first text read, by the clock": f"{min(seconds):.2f}-{max(seconds):.2f}",
        "the same, of the processor": f"{min(worked):.2f}-{max(worked):.2f}",
        "MiB at most, 400 texts": f"{max(memory):.0f}",
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=600)
    count = parser.parse_args(arguments).documents
    for corpus in SOURCES:
        found = measured(corpus, count)
        print(f"{corpus}: {found.texts} texts, {found.words:,} words, {found.kept:.0%} of them kept by the first pass")
        print(f"  {'spaCy tagger, parser, names':<30} {found.peer:>10,.0f} words/s  1.00 x")
        for profile, rate in found.words_a_second.items():
            print(f"  {'khronika ' + profile:<30} {rate:>10,.0f} words/s  {rate / found.peer:.2f} x")
        print(f"  of the full profile's {found.claims['full']} claims the fast one finds {found.agreeing:.1%}")
        print(f"  of the fast profile's {found.claims['fast']} claims {found.precise:.1%} are the full one's")
    print("one worker:", "; ".join(f"{name} {value}" for name, value in worker().items()))
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
