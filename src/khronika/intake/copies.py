"""Which dispatches repeat another one, exactly or nearly: ten papers that print one wire story are one source.

Texts are compared by their runs of five words (shingles). Two texts become candidates when they share shingles of a
sketch that keeps every shingle whose hash falls into one of eight parts: a sketch by value modulo m, which unlike the
usual one of fixed size estimates how much of a short text a longer one *contains*; candidates are then compared on
all their shingles. Source: Broder (1997), "On the resemblance and containment of documents", Compression and
Complexity of Sequences, 21-29, sketches MOD_m.

What breaks it: a story rewritten sentence by sentence is not found, and two reports that quote one statement at
length, with little else, are taken for copies.
"""

import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from khronika.intake.lexicon import word_list
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId, short_digest
from khronika.reference.hosts import host_of
from khronika.reference.instants import moment_in
from khronika.settings import default, default_count

_WORD = re.compile(r"[^\W_]+")
_SKETCH_PARTS = 8
_WHOLE_SKETCH_BELOW = 200
_LONGEST_LIST = 40
"""Dispatches that one shingle of the sketch points to at most: a phrase that more share is boilerplate, or a story
whose copies all lead to the same original."""
_DATE_LINE = 40
"""Code points of the longest line that only says which day it is."""
_NUMBER = re.compile(r"\b\d[\d.,]*\b")


@dataclass(frozen=True, slots=True)
class _Fingerprint:
    doc_id: DocId
    shingles: "array[int]"
    publisher: str | None
    numbers: frozenset[str]

    def sketch(self) -> Iterable[int]:
        """The shingles that are looked up; all of a short text's, so that a brief item is found too."""
        if len(self.shingles) < _WHOLE_SKETCH_BELOW:
            return self.shingles
        return (shingle for shingle in self.shingles if shingle % _SKETCH_PARTS == 0)


def find_copies(dispatches: Sequence[Dispatch]) -> dict[DocId, DocId]:
    """The original of each dispatch that is a copy: the earliest of those that it repeats, however many stand between.

    Earliest by time of publication, those without a time last, then by the order of the input. A later text is a copy
    where hardly any of its wording is new, or where the two stand to each other as an excerpt and the whole. It is no
    copy where the same outlet brings it again with other numbers: that is a correction, and says something new.
    """
    originals: dict[DocId, DocId] = {}
    earlier: dict[DocId, _Fingerprint] = {}
    pointers: defaultdict[int, list[DocId]] = defaultdict(list)
    exact: dict[str, DocId] = {}
    for dispatch in _earliest_first(dispatches):
        words = _report_words(dispatch)
        digest = short_digest(" ".join(words))
        if words and digest in exact:
            originals[dispatch.doc_id] = exact[digest]
            continue
        print_ = _fingerprint(dispatch, words)
        original = _original_of(print_, earlier, pointers)
        if original is not None and _updates(print_, earlier.get(originals.get(original, original))):
            original = None  # what another outlet has copied from this one is not the original of its update
        if original is not None:
            originals[dispatch.doc_id] = originals.get(original, original)
        exact[digest] = originals.get(dispatch.doc_id, dispatch.doc_id)
        earlier[dispatch.doc_id] = print_
        for shingle in print_.sketch():
            if len(pointers[shingle]) < _LONGEST_LIST:
                pointers[shingle].append(dispatch.doc_id)
    return originals


def _earliest_first(dispatches: Sequence[Dispatch]) -> list[Dispatch]:
    last = datetime.max.replace(tzinfo=UTC)
    return sorted(dispatches, key=lambda dispatch: dispatch.published or last)


def _report_words(dispatch: Dispatch) -> list[str]:
    """The words of the report in lower case, the furniture around it left out."""
    kept, start = [], 0
    for span in dispatch.furniture:
        kept.append(dispatch.text[start : span.start])
        start = span.end
    kept.append(dispatch.text[start:])
    return _WORD.findall(" ".join(kept).lower())


def _fingerprint(dispatch: Dispatch, words: list[str]) -> _Fingerprint:
    size = min(default_count("shingle_words"), max(1, len(words)))
    runs = (
        {zlib.crc32(" ".join(words[i : i + size]).encode()) for i in range(len(words) - size + 1)} if words else set()
    )
    outlet = host_of(dispatch.url) or _masthead(dispatch.text) or dispatch.publisher
    return _Fingerprint(dispatch.doc_id, array("I", sorted(runs)), outlet, _numbers(dispatch, words))


def _masthead(text: str) -> str | None:
    """The name of the paper, where it stands in capitals above the day: whose print it is, whoever wrote it."""
    head = [line.strip() for line in text[:400].splitlines() if line.strip()][:2]
    if len(head) == 2 and head[0].isupper() and len(head[0]) <= _DATE_LINE and _dates_the_paper(head[1]):
        return head[0]
    return None


def _numbers(dispatch: Dispatch, words: list[str]) -> frozenset[str]:
    """The numbers of the text, in digits or words, but for the day that a paper prints at its head."""
    in_words = set(words).intersection(word_list("copies.toml", "number_words"))
    lines = (line for line in dispatch.text.splitlines() if not _dates_the_paper(line))
    return frozenset(in_words.union(number.rstrip(".,") for line in lines for number in _NUMBER.findall(line)))


def _dates_the_paper(line: str) -> bool:
    """Whether a line holds a date and hardly anything else ("Friday, 14 March 2031")."""
    if len(line) > _DATE_LINE or not any(mark.isdigit() for mark in line):
        return False
    moment = moment_in(line)
    return moment is not None and moment.has_date


def _original_of(
    later: _Fingerprint, earlier: dict[DocId, _Fingerprint], pointers: dict[int, list[DocId]]
) -> DocId | None:
    """The earlier dispatch that this one repeats most of, or None."""
    shared = Counter(doc_id for shingle in later.sketch() for doc_id in pointers.get(shingle, ()))
    runs = set(later.shingles)
    best: tuple[float, DocId] | None = None
    for doc_id, count in sorted(shared.items(), key=lambda pair: -pair[1])[:_LONGEST_LIST]:
        other = earlier[doc_id]
        if count < 3 and count < len(runs) // 20:
            break
        overlap = len(runs.intersection(other.shingles))
        if _is_copy(later, other, overlap) and (best is None or overlap > best[0]):
            best = (overlap, doc_id)
    return best[1] if best else None


def _is_copy(later: _Fingerprint, earlier: _Fingerprint, overlap: int) -> bool:
    if not later.shingles or not earlier.shingles:
        return False
    new_share = 1 - overlap / len(later.shingles)
    kept_share = overlap / len(earlier.shingles)
    if _updates(later, earlier):
        return False
    same_outlet = _same_outlet(later, earlier)
    if new_share <= float(default("copy_novelty_share")):
        return True
    # a paper that prints a shortened wire story before another prints it whole; in one outlet that is an update
    excerpt = kept_share >= float(default("excerpt_share")) and new_share <= float(default("excerpt_novelty_share"))
    return excerpt and not same_outlet


def _same_outlet(later: _Fingerprint, earlier: _Fingerprint) -> bool:
    return later.publisher is not None and later.publisher == earlier.publisher


def _updates(later: _Fingerprint, earlier: _Fingerprint | None) -> bool:
    """Whether one outlet brings its story again with other numbers."""
    return earlier is not None and _same_outlet(later, earlier) and bool(later.numbers - earlier.numbers)
