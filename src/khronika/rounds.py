"""One round of work: what is new goes through every step. The one module that knows them all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import khronika
from khronika.errors import GazetteerError, ModelError, VocabularyError, WrongUse
from khronika.intake.columns import columns_named
from khronika.intake.dispatching import prepared
from khronika.intake.door import take_in, with_copies_marked
from khronika.model.chronicle import Chronicle, NotHeld
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.model.refusal import Refusal
from khronika.reading.analysis import Profile, model_name
from khronika.reading.reader import Reading, read_dispatch
from khronika.reconciling.door import reconcile
from khronika.reference.gazetteer import Gazetteer
from khronika.reference.instants import parse_instant

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
    """

    published: datetime | None = None
    timezone: str | None = None
    columns: tuple[str, ...] = ()
    profile: Profile = "full"
    policy: str = "ucdp"


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
    taken = take_in(
        sorted(paths),  # the order in which they are named is no part of what they say
        published=order.published,
        timezone=order.timezone,
        columns=columns_named(order.columns),
        progress=lambda done: progress("taking in", done, None),
    )
    told = chronicle_from(taken.dispatches, order, refusals=taken.refusals, progress=progress, kept=kept)
    if kept is not None:
        for gone in kept.keys() - set(taken.dispatches):
            del kept[gone]
    return replace(told, named=tuple(dict.fromkeys((*taken.private_names, *told.named))))


def chronicle_from(
    dispatches: Sequence[Dispatch],
    order: Order,
    *,
    refusals: Sequence[Refusal] = (),
    progress: Progress = _silent,
    kept: Kept | None = None,
) -> Chronicle:
    """The chronicle of dispatches that are already at hand, those that repeat another marked as copies."""
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
    progress("reconciling", 0, None)
    told = reconcile(dispatches, claims, policy=order.policy, refusals=refused, not_held=not_held, reader=reader)
    progress("reconciling", len(dispatches), len(dispatches))
    return replace(told, named=tuple(named))


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
        return read_dispatch(dispatch, gazetteer, profile)
    except (ModelError, GazetteerError, VocabularyError):
        raise  # nothing at all can be read without these
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
