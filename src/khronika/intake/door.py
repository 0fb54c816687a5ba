"""The one door: paths in, dispatches and refusals out. The only module of intake that touches the disk.

Every input is accounted for: it becomes one or more dispatches, or a refusal that names it and says why.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from khronika.errors import InputError, LimitExceeded
from khronika.hooks import Format, Limits, formats
from khronika.intake.aliases import Aliases
from khronika.intake.columns import NO_COLUMNS, Columns
from khronika.intake.copies import find_copies
from khronika.intake.dispatching import Naming, dispatch_of
from khronika.intake.folders import Found, found_files
from khronika.intake.formats.table import table_formats
from khronika.intake.likeness import find_like_pictures
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.intake.publication import Standing
from khronika.intake.unpacking import Inside, Made, made_of, refused, suffix_of
from khronika.intake.zones import zone_named
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.model.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What came through the door, in the order of the input; refusals with ``unread`` lost an input as a whole.

    private_names: of members of private chats; for redaction alone, and in no output.
    """

    dispatches: tuple[Dispatch, ...]
    refusals: tuple[Refusal, ...]
    private_names: tuple[str, ...] = ()


def take_in(
    paths: Sequence[Path],
    *,
    published: datetime | None = None,
    timezone: str | None = None,
    columns: Columns = NO_COLUMNS,
    limits: Limits = DEFAULT_LIMITS,
    progress: Callable[[int], None] | None = None,
) -> Intake:
    """The dispatches behind the paths: files, folders (walked whole), files inside files, compressed files.

    published: stands in where an input carries no time of its own; without a zone it is taken to be in `timezone`.
    timezone: IANA name ("Asia/Aqtau") or offset ("+05:00") of times that state none; None: UTC.
    columns: which columns of tables hold what, where their headers do not tell.
    progress: called with the number of dispatches so far, after each.
    Raises: WrongUse where a path does not exist, or `timezone` is not known.
    """
    zone = zone_named(timezone) if timezone else None
    if published is not None and published.tzinfo is None:
        published = published.replace(tzinfo=zone or UTC)
    naming, standing = Naming(), Standing(published=published, zone=zone)
    known = (*table_formats(columns), *formats()) if columns else formats()
    dispatches: list[Dispatch] = []
    refusals: list[Refusal] = []
    private_names: dict[str, None] = {}
    aliases = Aliases()
    for found in found_files(paths, limits.folder_depth):
        found = replace(found, name=aliases.shown_as(found.name))
        if isinstance(found, Refusal):
            refusals.append(found)
            continue
        for made in _made_of(found, known, limits):
            if isinstance(made, Refusal):
                refusals.append(made)
                continue
            try:
                dispatch, notes = _dispatch(made, standing, naming)
            except InputError as error:
                refusals.append(refused(error.name, error.reason))
                continue
            dispatches.append(dispatch)
            refusals.extend(notes)
            private_names |= dict.fromkeys(made.draft.private_names)
            if progress:
                progress(len(dispatches))
    return Intake(
        dispatches=with_copies_marked(dispatches), refusals=tuple(refusals), private_names=tuple(private_names)
    )


def with_copies_marked(dispatches: Sequence[Dispatch]) -> tuple[Dispatch, ...]:
    """The same dispatches, each that repeats another one saying so."""
    originals: dict[DocId, DocId] = find_copies([one for one in dispatches if one.metadata is None])
    originals |= find_like_pictures([one for one in dispatches if one.metadata is not None])
    return tuple(
        replace(dispatch, copy_of=originals[dispatch.doc_id]) if dispatch.doc_id in originals else dispatch
        for dispatch in dispatches
    )


def _made_of(found: Found, known: Sequence[Format], limits: Limits) -> Iterator[Made | Refusal]:
    """Everything that one file holds, or why there is nothing."""
    try:
        data = _contents(found, limits)
    except InputError as error:
        yield refused(error.name, error.reason)
    except OSError as error:
        yield refused(found.name, f"cannot be read: {error.strerror or error}")
    else:
        yield from made_of(Inside(name=found.name, data=data, suffix=suffix_of(found.name, known)), known, limits)


def _dispatch(made: Made, standing: Standing, naming: Naming) -> tuple[Dispatch, list[Refusal]]:
    if made.file.published:
        standing = replace(standing, published=made.file.published, says="outer file")
    return dispatch_of(made.draft, made.file.name, made.kind.media_type, standing, naming)


def _contents(found: Found, limits: Limits) -> bytes:
    if found.path.stat().st_size > limits.file_bytes:
        raise LimitExceeded(found.name, f"over the limit file_bytes = {limits.file_bytes:,}")
    return found.path.read_bytes()
