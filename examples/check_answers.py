"""Holds ``answers.jsonl`` against the dispatches, or the sources that they were made of: every quote stands there.

    python examples/check_answers.py

Prints what is wrong, one line each, and ends with 1; prints one line and ends with 0 where all is well.
Only the standard library is used, so that the answers can be checked where Khronika is not installed.
"""

import html
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
KINDS = {
    "figure", "event", "person", "time", "place", "tally", "copy", "update", "published",
    "incident", "apart", "not_held", "same_person", "furniture",
}  # fmt: skip
TAG = re.compile(r"<[^>]+>")
READ_AS_IT_STANDS = {".txt", ".md", ".html", ".jsonl"}
IN_PARTS = "17-drivers-chat.txt"
MADE = re.compile(r"\.(eml|pdf|docx|odt)$")
UNREADABLE = "21-scanned-leaflet.pdf.html"
EXACT = re.compile(r"[\w-]+\.(txt|md)|(?:radio|echo)-[\w-]+")
"""Dispatches whose text is that of the file; that of the others depends on what is taken out of it."""


def read_answers(path: Path = HERE / "answers.jsonl") -> list[dict]:
    """The answers, one dictionary a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def read_texts(folder: Path = HERE) -> dict[str, str]:
    """Text by doc_id: of `dispatches/` what can be read as it stands, of the others their `sources/`."""
    plain = [
        path
        for path in sorted((folder / "dispatches").iterdir())
        if path.suffix in READ_AS_IT_STANDS and path.name != IN_PARTS
    ]
    texts = dict(entry for path in plain for entry in texts_of(path, path.name))
    for path in sorted((folder / "sources").rglob("*.*")):
        if path.is_file() and path.name != UNREADABLE:
            texts |= texts_of(path, source_of(path.relative_to(folder / "sources").as_posix()))
    return texts


def texts_of(path: Path, name: str) -> Iterator[tuple[str, str]]:
    """Texts with their doc_ids: files unchanged, records of .jsonl by their own id, tags taken out of HTML."""
    raw = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        for record in map(json.loads, raw.splitlines()):
            yield record["doc_id"], record["text"] if "text" in record else html.unescape(TAG.sub("", record["html"]))
    else:
        yield name, html.unescape(TAG.sub("", raw)) if path.suffix == ".html" else raw


def source_of(path: str) -> str:
    """The doc_id whose text a source holds: its own path, without the suffix that was put behind that of the result."""
    stem, _, _ = path.rpartition(".")
    return stem if MADE.search(stem) else path.replace(".warc.gz/", ".warc.gz/http://lomyra-portal.example/")


def quoted(answer: dict) -> Iterator[dict]:
    """The parts of an answer that quote a dispatch."""
    yield from answer.get("together", ())
    yield from answer.get("pair", ())
    if "start" in answer:
        yield answer


def complaints(answers: list[dict], texts: dict[str, str]) -> list[str]:
    """What is wrong with the answers, one sentence each."""
    wrong = []
    for number, answer in enumerate(answers, 1):
        if answer["kind"] not in KINDS:
            wrong.append(f"line {number}: unknown kind {answer['kind']!r}")
        wrong += [f"line {number}: {why}" for part in quoted(answer) if (why := misplaced(part, texts))]
        wrong += [f"line {number}: no dispatch {doc!r}" for doc in named(answer) if doc not in texts]
    return wrong


def named(answer: dict) -> list[str]:
    """The dispatches that an answer names."""
    return [answer[key] for key in ("doc_id", "copy_of") if key in answer]


def misplaced(part: dict, texts: dict[str, str]) -> str | None:
    """Why the words of a quoted part do not stand where it says, or None."""
    words = part.get("quote") or part.get("name") or part.get("starts_with")
    text = texts.get(part["doc_id"], "")
    if not EXACT.fullmatch(part["doc_id"]):
        return None if part["start"] is None and words in text else f"not in {part['doc_id']}: {words!r}"
    if part["start"] is None or not text.startswith(words, part["start"]):
        return f"not at {part['start']} of {part['doc_id']}: {words!r}"
    return None


def main() -> int:
    """Check the files beside this script."""
    answers = read_answers()
    wrong = complaints(answers, read_texts())
    for line in wrong:
        print(line)
    if not wrong:
        print(f"{len(answers)} answers, every quote in its place")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
