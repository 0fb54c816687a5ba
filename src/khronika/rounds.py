"""One round of work: what is new goes through every step. The one module that knows them all."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import khronika
from khronika.archive.recognising import is_archive
from khronika.errors import GazetteerError, LimitExceeded, ModelError, VocabularyError, WrongUse
from khronika.intake.columns import columns_named
from khronika.intake.dispatching import prepared
from khronika.intake.door import take_in, with_copies_marked
from khronika.intake.timing import no_longer_than
from khronika.model.chronicle import Chronicle, NotHeld
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.model.refusal import Refusal
from khronika.model.source import Source
from khronika.reading.analysis import Profile, model_name
from khronika.reading.reader import Reading, read_dispatch
from khronika.reconciling.door import reconcile
from khronika.reference.gazetteer import Gazetteer
from khronika.reference.instants import parse_instant
from khronika.settings import default_count

if TYPE_CHECKING:
    from khronika.archive.judging import Decided

Progress = Callable[[str, int, int | None], None]
"""Called with the step, how many dispatches it has done, and how many there are (None while unknown)."""


def _silent(_step: str, _done: int, _of: int | None) -> None:
    """Reports nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of a round.

    published, timezone: stand in where an input carries no time of its own.
    columns: which columns of tables hold what ("text=Notes"), where their headers do not tell.
    profile: full (with the parser) or fast.
    policy: how `best` is chosen: ucdp, ibc.
    identities: age identities that open an encrypted archive.
    """

    published: datetime | None = None
    timezone: str | None = None
    columns: tuple[str, ...] = ()
    profile: Profile = "full"
    policy: str = "ucdp"
    identities: tuple[str, ...] = ()


Kept = dict[Dispatch, Reading]
"""Readings of earlier rounds: a reading follows from its dispatch alone, under one order and one gazetteer."""


def chronicle_of(
    paths: Sequence[Path], order: Order, progress: Progress = _silent, *, kept: Kept | None = None
) -> Chronicle:
    """The chronicle of files and folders, the same in whatever order they are named.

    kept: readings that need not be made again; afterwards those of this round, and no others.

    Raises: WrongUse for a path that does not exist, a column that is none, or an unknown policy; GazetteerError,
        ModelError where what reading needs is not installed.
    """
    with _archives_laid_out(paths, order.identities) as (named, decided, faults):
        taken = take_in(
            sorted(named),  # the order in which they are named is no part of what they say
            published=order.published,
            timezone=order.timezone,
            columns=columns_named(order.columns),
            progress=lambda done: progress("taking in", done, None),
        )
        refusals = (*taken.refusals, *faults)
        told = chronicle_from(taken.dispatches, order, refusals=refusals, progress=progress, kept=kept, decided=decided)
    if kept is not None:
        for gone in kept.keys() - set(taken.dispatches):
            del kept[gone]
    return replace(told, named=tuple(dict.fromkeys((*taken.private_names, *told.named))))


@contextmanager
def _archives_laid_out(
    paths: Sequence[Path], identities: Sequence[str]
) -> Iterator[tuple[list[Path], "Decided | None", list[Refusal]]]:
    """The paths, each archive among them laid out as files, with what was decided in it and what could not be read.

    Raises: Locked where one is encrypted and not opened; WrongUse where there are several archives.
    """
    found = [path for path in paths if is_archive(path)]
    if not found:
        yield list(paths), None, []
        return
    from khronika.archive.judging import decided  # noqa: PLC0415  (a chronicle of files needs no cryptography)
    from khronika.archive.laying_out import laid_out  # noqa: PLC0415
    from khronika.archive.opening import opened_archive  # noqa: PLC0415

    if len(found) > 1:
        raise WrongUse("one archive at a time; khronika merge makes one of several copies")
    with opened_archive(found[0], identities) as archive, laid_out(archive) as out:
        faults = [
            Refusal(step="archive", name=fault.name, reason=fault.reason) for fault in (*archive.faults, *out.faults)
        ]
        yield [path for path in paths if path != found[0]] + [out.folder], decided(archive), faults


def record(path: Path, order: Order, why: str, progress: Progress = _silent) -> tuple[int, int, tuple[Refusal, ...]]:
    """Reads the items of an archive and records the claims; readings recorded, claims in them, what was not read.

    Raises: as `chronicle_of`; ArchiveError where the archive cannot be written.
    """
    from khronika.archive.laying_out import laid_out  # noqa: PLC0415  (as above)
    from khronika.archive.opening import opened_archive  # noqa: PLC0415
    from khronika.archive.readings import Reading as Recorded  # noqa: PLC0415
    from khronika.archive.readings import record_reading, recorded_readings  # noqa: PLC0415

    with opened_archive(path, order.identities) as archive, laid_out(archive) as out, Gazetteer.open() as gazetteer:
        taken = take_in([out.folder], published=order.published, timezone=order.timezone)
        claims: dict[str, list[dict[str, object]]] = {}
        refused = [*taken.refusals]
        for done, reading in enumerate(readings(taken.dispatches, gazetteer, order.profile), start=1):
            dispatch = taken.dispatches[done - 1]
            claims.setdefault(_item_of(dispatch, out.items), []).extend(one.as_dict() for one in reading.claims)
            refused += reading.refusals
            progress("reading", done, len(taken.dispatches))
        reader = reader_record(gazetteer, order.profile) | {"lexicons": lexicons_digest()}
        recorded, count, claim_count = recorded_readings(archive.index), 0, 0
        with archive.writing() as writer:
            for item, of_item in claims.items():
                if record_reading(writer, Recorded(of=item, reader=reader, claims=of_item), why, recorded):
                    count, claim_count = count + 1, claim_count + len(of_item)
    return count, claim_count, tuple(refused)


def _item_of(dispatch: Dispatch, items: Mapping[str, str]) -> str:
    """The SHA-256 of the archive's item that a dispatch is from (its name may say which part of the file it was)."""
    name = dispatch.item.name if dispatch.item else dispatch.doc_id
    parts = [name[:end] for end in range(len(name), 0, -1) if name[:end] in items]
    return items[parts[0]] if parts else (dispatch.item.sha256 if dispatch.item else "")


def lexicons_digest() -> str:
    """SHA-256 over every lexicon, code list, word list and weight that reading uses, in the order of their names."""
    hashed = hashlib.sha256()
    source = Path(khronika.__file__).parent
    for path in sorted(path for room in ("reading", "reference") for path in (source / room).rglob("*.*")):
        if path.suffix not in (".py", ".pyc"):
            hashed.update(f"{path.relative_to(source).as_posix()}\n".encode() + path.read_bytes())
    return hashed.hexdigest()


def chronicle_from(
    dispatches: Sequence[Dispatch], order: Order, *, refusals: Sequence[Refusal] = (), progress: Progress = _silent,
    kept: Kept | None = None, decided: "Decided | None" = None,
) -> Chronicle:  # fmt: skip
    """The chronicle of dispatches that are already at hand, those that repeat another marked as copies.

    kept: readings that are at hand; those that are made are added to it.
    decided: what documenters have judged: claims that do not stand are left out, sources are protected.
    """
    claims: list[Claim] = []
    not_held: list[NotHeld] = []
    refused = list(refusals)
    named: dict[str, None] = {}
    with Gazetteer.open() as gazetteer:
        for done, reading in enumerate(readings(dispatches, gazetteer, order.profile, kept), start=1):
            claims += reading.claims
            not_held += reading.not_held
            refused += reading.refusals
            named |= dict.fromkeys(reading.named)
            progress("reading", done, len(dispatches))
        reader = reader_record(gazetteer, order.profile)
    if decided:
        claims, notes = _without_rejected(claims, decided)
        refused += notes
    progress("reconciling", 0, None)
    told = reconcile(dispatches, claims, policy=order.policy, refusals=refused, not_held=not_held, reader=reader)
    progress("reconciling", len(dispatches), len(dispatches))
    sources = tuple(_protected(source, decided) for source in told.sources) if decided else told.sources
    return replace(told, named=tuple(named), sources=sources)


def _without_rejected(claims: Sequence[Claim], decided: "Decided") -> tuple[list[Claim], list[Refusal]]:
    """The claims that stand, and a note for each that was left out, or was judged and is not found any more."""
    from khronika.archive.readings import claim_row, reanchored  # noqa: PLC0415  (as above)

    found = reanchored(decided.rejected, [claim_row(claim.as_dict()) for claim in claims])
    gone = set(found.now.values())
    notes = [
        Refusal(
            step="reconciling",
            name=claim.doc_id,
            reason=f"claim {claim.claim_id}: rejected by a documenter",
            unread=False,
        )
        for claim in claims
        if claim.claim_id in gone
    ]
    notes += [
        Refusal(
            step="reconciling",
            name=lost.doc_id,
            reason=f"claim {lost.claim_id}: judged, and not found again",
            unread=False,
        )
        for lost in found.lost
    ]
    notes += [
        Refusal(step="reconciling", name=" ".join(question.things), reason=f"disputed: {question.about}", unread=False)
        for question in decided.disputed
    ]
    kept = [claim for claim in claims if claim.claim_id not in gone]
    return [replace(claim, about=None) if claim.about in gone else claim for claim in kept], notes


def _protected(source: Source, decided: "Decided") -> Source:
    """The source, protected where a documenter has said so of its name or of one of its wordings."""
    names = {name.casefold() for name in (source.name, *source.wordings)}
    if any(name.casefold() in names for name in decided.protected):
        return replace(source, protected=True)
    return source


def readings(
    dispatches: Iterable[Dispatch], gazetteer: Gazetteer, profile: Profile, kept: Kept | None = None
) -> Iterator[Reading]:
    """One reading a dispatch; one that is over a limit is refused by name and the rest goes on.

    kept: readings that are at hand; those that are made are added to it.
    """
    for dispatch in dispatches:
        found = kept.get(dispatch) if kept is not None else None
        if found is None:
            found = _reading(dispatch, gazetteer, profile)
        if kept is not None:
            kept[dispatch] = found
        yield found


def _reading(dispatch: Dispatch, gazetteer: Gazetteer, profile: Profile) -> Reading:
    try:
        with no_longer_than(default_count("reading_seconds"), dispatch.doc_id, "reading_seconds", working=True):
            return read_dispatch(dispatch, gazetteer, profile)
    except (ModelError, GazetteerError, VocabularyError):
        raise  # nothing at all can be read without these
    except LimitExceeded as error:
        reason = f"{error.reason}: its text is kept, unread; cut into parts it can be read"
        return Reading((), (), (Refusal(step="reading", name=dispatch.doc_id, reason=reason),))
    except Exception as error:  # noqa: BLE001  (one text that trips a reader must not lose the others)
        return Reading((), (), (Refusal(step="reading", name=dispatch.doc_id, reason=_fault(error)),))


def _fault(error: Exception) -> str:
    """What went wrong inside a reader, with the place in the code that a maintainer needs, and no words of the text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown place"
    return f"could not be read: {type(error).__name__} at {where}; please report this"


def reader_record(gazetteer: Gazetteer, profile: Profile) -> dict[str, str]:
    """What read the texts, so that a reading can be repeated."""
    return {
        "name": "khronika built-in reader for English",
        "version": khronika.__version__,
        "profile": profile,
        "model": model_name() if profile == "full" else "none",
        "gazetteer": gazetteer.digest,
    }


def read(
    text: str, published: datetime | str | None = None, language: str | None = "en", profile: Profile = "full"
) -> list[Claim]:
    """The claims of one text, in its order.

    published: an instant, or ISO 8601 ("2031-03-14T18:00Z"); relative times stay open where it is missing.
    language: ISO 639-1; a text in a language without a reader has no claims.

    Raises: WrongUse where `published` is no time; GazetteerError, ModelError where what reading needs is missing.
    """
    dispatch = Dispatch(doc_id=DocId("text"), text=text, published=_instant(published), language=language)
    with Gazetteer.open() as gazetteer:
        return list(read_dispatch(dispatch, gazetteer, profile).claims)


def chronicle(dispatches: Iterable[Dispatch], *, policy: str = "ucdp", profile: Profile = "full") -> Chronicle:
    """The chronicle of dispatches; each is taken as it is given, its updates split where its text shows them.

    Raises: WrongUse for an unknown policy; GazetteerError, ModelError where what reading needs is missing.
    """
    at_hand = with_copies_marked([prepared(one) for one in dispatches])
    return chronicle_from(at_hand, Order(policy=policy, profile=profile))


def _instant(published: datetime | str | None) -> datetime | None:
    if not isinstance(published, str):
        return published
    moment = parse_instant(published)
    if moment is None:
        raise WrongUse(f"{published} is no time such as 2031-03-14T18:00Z")
    return moment
