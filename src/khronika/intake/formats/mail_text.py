"""Whose words stand in the body of a mail: its writer's own, and those of an earlier mail that it quotes or passes on.

Quoted lines (">", RFC 3676), the line above them ("On ... wrote:") and the blocks of headers under which mail programs
put an earlier mail are told apart. A signature (below a line "--", RFC 3676 section 4.3) holds names and telephone
numbers and nothing of the report: it is left out, and its length is told.
"""

import re
from dataclasses import dataclass
from functools import cache

from khronika.intake.lexicon import either, word_list
from khronika.reference.instants import moment_in

_WORDS = "formats/mail.toml"
_SIGNATURE_LINES = 15
_HEADER_LINES = 12
_LINES_ABOVE = 3
_LONGEST_ABOVE = 300
_SENTENCE_END = re.compile(r"[a-z]{3}[.!?]\s+[A-Z]")
_NAMED = re.compile(r"[^,;<>:\d]{0,60}<[^<>\s@]{1,64}@[^<>\s@]{1,200}>")
_QUOTED = re.compile(r"[ ]{0,2}>[ ]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier mail inside a mail, with what stands above it: its date, subject and sender in its own words."""

    text: str
    date: str | None = None
    subject: str | None = None
    sender: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The body taken apart; signature_lines: how many lines were left out as a signature."""

    own: str
    earlier: Earlier | None = None
    signature_lines: int = 0


def words_of_mail(body: str) -> Words:
    """The body of a mail as its writer's own words and the earlier mail in it; pure."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    passed_on = next((number for number in range(len(lines)) if _heads_earlier(lines, number)), None)
    if passed_on is not None:
        own, cut = _without_signature(lines[:passed_on])
        return Words(own=own, earlier=_below_headers(lines[passed_on:]), signature_lines=cut)
    return _unquoted(lines)


def _heads_earlier(lines: list[str], number: int) -> bool:
    """Whether an earlier mail begins here: a line that says so, or a block of its headers."""
    line = lines[number].strip()
    if _announces().fullmatch(line):
        return True
    if not _field("from").match(line):
        return False
    below = [text.strip("* \t") for text in lines[number + 1 : number + _HEADER_LINES]]
    return any(_field("date").match(text) for text in below) and any(_field("subject").match(text) for text in below)


def _below_headers(lines: list[str]) -> Earlier:
    """The earlier mail under a block of headers; what stands in them goes no further than this."""
    at = 1 if _announces().fullmatch(lines[0].strip()) else 0
    found: dict[str, str] = {}
    while at < len(lines):
        line = lines[at].strip("* \t\xa0")
        kind = next((kind for kind in ("from", "date", "subject", "others") if _field(kind).match(line)), None)
        if kind is None and (line or found):
            break
        if kind is not None:
            found.setdefault(kind, _field(kind).sub("", line, count=1).strip("* "))
        at += 1
    text = "\n".join(lines[at:]).strip("\n")
    return Earlier(text=text, date=found.get("date"), subject=found.get("subject"), sender=found.get("from"))


def _unquoted(lines: list[str]) -> Words:
    """The writer's own lines and the quoted ones, one mark taken off."""
    own: list[str] = []
    quoted: list[str] = []
    above: str | None = None
    for line in lines:
        mark = _QUOTED.match(line)
        if mark is None:
            own.append(line)
            continue
        if not quoted or (own and own[-1].strip()):
            above = _take_line_above(own) or above
            quoted += [""] if quoted else []
        quoted.append(line[mark.end() :])
    text, cut = _without_signature(own)
    kept = "\n".join(quoted).strip("\n")
    earlier = Earlier(text=kept, date=_date_in(above), sender=_sender_in(above)) if kept.strip() else None
    return Words(own=text, earlier=earlier, signature_lines=cut)


def _take_line_above(own: list[str]) -> str | None:
    """Takes "On ... wrote:" off the end of the lines, which a mail program may have broken in two or three.

    It has to name a day or an address: "The ministry wrote:" is the writer's own sentence.
    """
    while own and not own[-1].strip():
        own.pop()
    if not own or not own[-1].strip().lower().endswith(word_list(_WORDS, "wrote")):
        return None
    broken = (count for count in range(1, min(_LINES_ABOVE, len(own)) + 1) if _is_line_above(own[-count:]))
    count = next(broken, 1 if "@" in own[-1] else 0)
    above = " ".join(line.strip() for line in own[len(own) - count :])
    del own[len(own) - count :]
    return above or None


def _is_line_above(lines: list[str]) -> bool:
    """Whether lines are one "On ... wrote:" that was broken, and no sentence of the writer's."""
    above = " ".join(line.strip() for line in lines)
    if not all(line.strip() for line in lines) or len(above) > _LONGEST_ABOVE or _SENTENCE_END.search(above):
        return False
    return _opens().match(above) is not None and _date_in(above) is not None


def _date_in(line: str | None) -> str | None:
    moment = moment_in(line) if line else None
    return moment.span.of(line) if line and moment and moment.has_date else None


def _sender_in(line: str | None) -> str | None:
    """Name and address in "On ..., A. Writer <a@b.example> wrote:"."""
    match = _NAMED.search(line) if line else None
    return match[0].strip() if match else None


def _without_signature(lines: list[str]) -> tuple[str, int]:
    """The text above the signature, and how many lines that has."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    for at in range(max(0, end - _SIGNATURE_LINES - 1), end):
        if lines[at].rstrip() == "--":
            return "\n".join(lines[:at]).strip("\n"), end - at
    return "\n".join(lines[:end]).strip("\n"), 0


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{either(word_list(_WORDS, 'on'))})\b|\d)", re.IGNORECASE)


@cache
def _announces() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[-_*]{{2,}}\s*)?(?:{either(word_list(_WORDS, 'earlier'))})\s*(?:[-_*]{{2,}}|:)", re.IGNORECASE
    )


@cache
def _field(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\*?(?:{either(word_list(_WORDS, kind))})\s?:\*?(?=\s|$)", re.IGNORECASE)
