"""What a file holds: the drafts of its format, and those of the files that stand inside it, however deep."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from khronika.errors import InputError, LimitExceeded
from khronika.hooks import Draft, Format, Limits, Member
from khronika.intake.compression import inner_name, is_compressed, unpacked
from khronika.intake.decoding import looks_binary
from khronika.intake.measures import within
from khronika.intake.timing import no_longer_than
from khronika.model.refusal import Refusal
from khronika.reference.display import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """A file at hand: one that was named, or a member of one.

    name: the path below the folder that was named, with the path inside the outer files behind it.
    suffix: what to read it by, lower case with its dot, or "".
    published: when the file that it stands in was published; None for one that was named.
    private_names: of the people whom it came from, and all files that it stands in.
    """

    name: str
    data: bytes
    suffix: str
    published: datetime | None = None
    url: str | None = None
    private_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A draft, with the file that it was made of and the format that made it."""

    draft: Draft
    file: Inside
    kind: Format


_GROWTH = 20
"""Code points of text that a byte of a file may become; what is packed well becomes ten."""


@dataclass(slots=True)
class _Spent:
    """How much of the limits of one named file has been used up; chars_left: code points of text it may still give."""

    chars_left: int
    members: int = 0
    bytes: int = 0


def made_of(file: Inside, known: Sequence[Format], limits: Limits) -> Iterator[Made | Refusal]:
    """Everything that a named file holds, in its order. What cannot be read is refused, and the rest goes on."""
    spent = _Spent(chars_left=max(limits.grown_chars, _GROWTH * len(file.data)))
    listed, more, unread = 0, 0, False
    for thing in _made(file, known, limits, depth=0, spent=spent):
        if isinstance(thing, Refusal):
            listed += 1
            if listed > limits.refusals_count:
                more, unread = more + 1, unread or thing.unread
                continue
        yield thing
    if more:
        reason = f"{more:,} more things in it were not read or set aside, for reasons like those named before"
        yield replace(refused(file.name, reason), unread=unread)


def _made(
    file: Inside, known: Sequence[Format], limits: Limits, *, depth: int, spent: _Spent
) -> Iterator[Made | Refusal]:
    try:
        file = _uncompressed(file, known, limits)
        kind, note = _format_for(file, known)
        if note:
            yield replace(refused(file.name, note), unread=False)
        for thing in _one_by_one(kind.read(file.data, file.name, limits), file.name, limits):
            if isinstance(thing, Member):
                inner = _inner(thing, file, known)
                _spend(inner, spent, file.name, limits)
                yield from _made_inside(inner, known, limits, depth=depth + 1, spent=spent)
            else:
                yield thing if isinstance(thing, Refusal) else _measured(thing, file, kind, limits, spent)
    except InputError as error:
        yield refused(error.name, error.reason)
    except Exception as fault:  # noqa: BLE001  (bytes of strangers break parsers in ways that nobody listed)
        kept = f"its bytes are more than the reader of its format can bear ({type(fault).__name__})"
        yield refused(file.name, f"{kept}; what it gave before is kept")


def _made_inside(
    inner: Inside, known: Sequence[Format], limits: Limits, *, depth: int, spent: _Spent
) -> Iterator[Made | Refusal]:
    if depth > limits.member_depth:
        yield refused(inner.name, f"over the limit member_depth = {limits.member_depth:,}")
    else:
        yield from _made(inner, known, limits, depth=depth, spent=spent)


def _uncompressed(file: Inside, known: Sequence[Format], limits: Limits) -> Inside:
    """The file itself, or what it holds where it is compressed and no format claims it as it is."""
    if not is_compressed(file.data) or any(file.suffix in kind.suffixes for kind in known if file.suffix):
        return file
    inside = unpacked(file.data, file.name, limits.file_bytes)
    return replace(file, data=inside, suffix=suffix_of(inner_name(file.name), known))


def suffix_of(name: str, known: Sequence[Format]) -> str:
    """The suffix of a name in lower case, both parts of one such as ".tar.gz" where a format claims it; or ""."""
    suffixes = PurePosixPath(name.lower()).suffixes
    both = "".join(suffixes[-2:])
    return both if any(both in kind.suffixes for kind in known) else "".join(suffixes[-1:])


def _inner(member: Member, outer: Inside, known: Sequence[Format]) -> Inside:
    return Inside(
        name=f"{outer.name}/{member.where}",
        data=member.data,
        suffix=member.suffix or suffix_of(member.where, known),
        published=member.published or outer.published,
        url=member.url,
        private_names=(*outer.private_names, *member.private_names),
    )


def _spend(inner: Inside, spent: _Spent, outer: str, limits: Limits) -> None:
    """Counts a member. Raises: LimitExceeded where the named file would hold too many or too much."""
    spent.members += 1
    spent.bytes += len(inner.data)
    within(spent.members, limits.members_count, "members_count", outer)
    within(spent.bytes, limits.unpacked_bytes, "unpacked_bytes", outer)


def _measured(draft: Draft, file: Inside, kind: Format, limits: Limits, spent: _Spent) -> Made | Refusal:
    """The draft, or why it is too long. Raises: LimitExceeded where a small file has grown into too much text."""
    if len(draft.text) > limits.text_chars:
        where = f"{file.name}:{draft.where}" if draft.where else file.name
        return refused(where, f"over the limit text_chars = {limits.text_chars:,}")
    spent.chars_left -= len(draft.text)
    if spent.chars_left < 0:
        raise LimitExceeded(file.name, f"over the limit grown_chars = {limits.grown_chars:,}")
    names = tuple(dict.fromkeys((*draft.private_names, *file.private_names)))
    return Made(draft=replace(draft, url=draft.url or file.url, private_names=names), file=file, kind=kind)


def _one_by_one(
    things: Iterable[Draft | Member | Refusal], name: str, limits: Limits
) -> Iterator[Draft | Member | Refusal]:
    """The drafts and members, none of which may take longer than `item_seconds`."""
    waiting = iter(things)
    while True:
        with no_longer_than(limits.item_seconds, name):
            thing = next(waiting, None)
        if thing is None:
            return
        yield thing


def _format_for(file: Inside, known: Sequence[Format]) -> tuple[Format, str | None]:
    kind, note = format_of(file.suffix, file.data, known)
    if kind is None:
        reason = "a binary file of no known format" if looks_binary(file.data) else "of no known format"
        raise InputError(file.name, reason)
    return kind, note


def format_of(suffix: str, data: bytes, known: Sequence[Format]) -> tuple[Format | None, str | None]:
    """The format that reads a file, or None; and a note where its bytes are not what its suffix says.

    Bytes that can be only one format win over the suffix. A suffix whose format has such a mark loses where the mark is
    missing and the bytes look like something else (an HTML page called ".pdf"). Else the suffix decides, and where no
    format claims it, the first that recognises the bytes.
    """
    named = next((kind for kind in known if suffix in kind.suffixes), None)
    sure = next((kind for kind in known if kind.is_surely and kind.is_surely(data)), None)
    head = data[:4096]
    if sure is not None and sure is not named:
        return sure, _contradiction(suffix, sure) if named and named.media_type != sure.media_type else None
    if sure is not None or (named is not None and named.is_surely is None):
        return named, None
    seen = next((kind for kind in known if kind.recognises(head)), None)
    if named is not None and seen is not None and seen is not named:
        return seen, _contradiction(suffix, seen)
    return named or seen, None


def _contradiction(suffix: str, kind: Format) -> str:
    return f"its name ends in {suffix}, but its bytes are of the format {kind.name}, and are read as that"


def refused(name: str, reason: str) -> Refusal:
    """A refusal of an input as a whole, its name made safe to show."""
    return Refusal(step="intake", name=shown(name), reason=reason)
