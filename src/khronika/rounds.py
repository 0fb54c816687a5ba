"""One round of work: what is new goes through every step. The one module that knows them all."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from khronika.archive.recognising import is_archive
from khronika.errors import GazetteerError, LimitExceeded, ModelError, VocabularyError, WrongUse
from khronika.intake.columns import columns_named
from khronika.intake.dispatching import prepared
from khronika.intake.door import Intake, take_in, with_copies_marked
from khronika.intake.timing import no_longer_than
from khronika.model.caveat import Caveat
from khronika.model.chronicle import Chronicle, NotHeld
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId, SourceId
from khronika.model.judgment import Judgment
from khronika.model.links import NO_LINKS, Links
from khronika.model.refusal import Refusal
from khronika.model.source import Source
from khronika.provenance import reader_record
from khronika.reading.analysis import Profile
from khronika.reading.reader import Reading, read_dispatch
from khronika.reconciling.door import reconcile
from khronika.reconciling.standing import Reconciler
from khronika.reference.gazetteer import Gazetteer
from khronika.reference.instants import parse_instant
from khronika.reference.source_kinds import source_kinds
from khronika.settings import default_count

_WORD = re.compile(r"[^\W_]+")
Progress = Callable[[str, int, int | None], None]
"""Called with the step, how many dispatches it has done, and how many there are (None while unknown)."""


def silent(_step: str, _done: int, _of: int | None) -> None:
    """Reports nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of a round.

    published, timezone: stand in where an input carries no time of its own.
    columns: which columns of tables hold what ("text=Notes"), where their headers do not tell.
    profile: full (with the parser) or fast.
    policy: how `best` is chosen: ucdp, ibc.
    identities: age identities that open an encrypted archive.
    despite_damage: read an archive even where judgments of it are lost, so that whom it protects is not known in full.
    """

    published: datetime | None = None
    timezone: str | None = None
    columns: tuple[str, ...] = ()
    profile: Profile = "full"
    policy: str = "ucdp"
    identities: tuple[str, ...] = ()
    despite_damage: bool = False


Kept = dict[Dispatch, Reading]
"""Readings of earlier rounds: a reading follows from its dispatch alone, under one order and one gazetteer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Claims as documenters have judged them.

    notes: what was left out, corrected, or could not be followed. protected: names of sources.
    """

    claims: tuple[Claim, ...]
    notes: tuple[Refusal, ...] = ()
    links: Links = NO_LINKS
    protected: tuple[str, ...] = ()
    judgments: tuple[Judgment, ...] = ()


Judging = Callable[[Sequence[Claim]], Judged]
"""Makes claims into judged ones."""


def chronicle_of(
    paths: Sequence[Path], order: Order, progress: Progress = silent, *, kept: Kept | None = None,
    standing: Reconciler | None = None,
) -> Chronicle:  # fmt: skip
    """The chronicle of files, folders and at most one archive, the same in whatever order they are named.

    What was recorded in the archive as read by the same means is not read again; its judgments are followed.

    kept: readings that need not be made again; afterwards those of this round, and no others.
    standing: what was reconciled in earlier rounds under the same policy; it takes up what is other now.

    Raises: WrongUse for a path that does not exist, a column that is none, an unknown policy, or a second archive;
        GazetteerError, ModelError where what reading needs is not installed; Locked for an archive that is not open;
        ProtectionLost for one of which judgments are lost, unless the order goes on despite damage.
    """
    archives = [path for path in paths if is_archive(path)]
    if not archives:
        return _chronicle_of_files(paths, order, progress, kept, standing)
    from khronika.archived import evidence  # noqa: PLC0415  (a chronicle of files needs no cryptography)

    with evidence(paths, archives, order) as held:
        taken = _taken_in(held.paths, order, progress)
        refusals = (*taken.refusals, *held.faults)
        told = chronicle_from(
            taken.dispatches, order, refusals=refusals, progress=progress, kept=held.known(taken.dispatches),
            judging=held.judging, standing=standing,
        )  # fmt: skip
    return _with_private_names(told, taken)


def _chronicle_of_files(
    paths: Sequence[Path], order: Order, progress: Progress, kept: Kept | None, standing: Reconciler | None
) -> Chronicle:
    taken = _taken_in(paths, order, progress)
    told = chronicle_from(
        taken.dispatches, order, refusals=taken.refusals, progress=progress, kept=kept, standing=standing
    )
    if kept is not None:
        for gone in kept.keys() - set(taken.dispatches):
            del kept[gone]
    return _with_private_names(told, taken)


def _taken_in(paths: Sequence[Path], order: Order, progress: Progress) -> Intake:
    return take_in(
        sorted(paths),  # the order in which they are named is no part of what they say
        published=order.published,
        timezone=order.timezone,
        columns=columns_named(order.columns),
        progress=lambda done: progress("taking in", done, None),
    )


def _with_private_names(told: Chronicle, taken: Intake) -> Chronicle:
    return replace(told, named=tuple(dict.fromkeys((*taken.private_names, *told.named))))


def chronicle_from(
    dispatches: Sequence[Dispatch], order: Order, *, refusals: Sequence[Refusal] = (), progress: Progress = silent,
    kept: Kept | None = None, judging: Judging | None = None, standing: Reconciler | None = None,
) -> Chronicle:  # fmt: skip
    """The chronicle of dispatches that are already at hand, those that repeat another marked as copies.

    kept: readings that are at hand; those that are made are added to it.
    judging: what documenters have judged: claims that do not stand are left out, sources are protected.
    standing: as `chronicle_of` takes it.
    """
    claims: list[Claim] = []
    not_held: list[NotHeld] = []
    caveats: list[Caveat] = []
    refused = list(refusals)
    named: dict[str, None] = {}
    with Gazetteer.open() as gazetteer:
        for done, reading in enumerate(readings(dispatches, gazetteer, order.profile, kept), start=1):
            claims += reading.claims
            not_held += reading.not_held
            caveats += reading.caveats
            refused += reading.refusals
            named |= dict.fromkeys(reading.named)
            progress("reading", done, len(dispatches))
        reader = reader_record(gazetteer, order.profile)
        judged = judging(claims) if judging else Judged(claims=tuple(claims))
        named |= dict.fromkeys(judged.protected)  # also where no source goes by the name
        named |= dict.fromkeys(_named_in_reasons(judged.judgments, gazetteer))
    refused += judged.notes
    progress("reconciling", 0, None)
    told = reconcile(
        dispatches, judged.claims, policy=order.policy, refusals=refused, not_held=not_held, reader=reader,
        caveats=caveats, links=judged.links, standing=standing,
    )  # fmt: skip
    progress("reconciling", len(dispatches), len(dispatches))
    sources = tuple(protected_by(source, judged.protected) for source in told.sources)
    set_aside = _protected_among_rejected(claims, judged)
    return replace(
        told, named=tuple(named), protected=judged.protected, sources=sources, judgments=judged.judgments,
        set_aside=set_aside,
    )  # fmt: skip


def _protected_among_rejected(claims: Iterable[Claim], judged: Judged) -> tuple[Claim, ...]:
    """The claims of protected sources that do not stand: whoever said so is no less at risk for being wrong."""
    stand = {claim.claim_id for claim in judged.claims}
    rejected = {claim.claim_id: claim for claim in claims if claim.claim_id not in stand}
    sources = (protected_by(source, judged.protected) for source in speakers(rejected.values()))
    return tuple(rejected[claim] for source in sources if source.protected for claim in source.claims)


def _named_in_reasons(judgments: Iterable[Judgment], gazetteer: Gazetteer) -> Iterator[str]:
    """Whom the documenters' own words name, so that those are withheld like everybody else whom a text names."""
    for words in dict.fromkeys(words for one in judgments for words in (*one.why, *one.verdicts)):
        yield from _reading(Dispatch(doc_id=DocId("judgment"), text=words, language="en"), gazetteer, "fast").named


def protected_by(source: Source, protected: Sequence[str]) -> Source:
    """The source, protected where a documenter has said so of words in its name or in one of its wordings.

    In, since the name that was given may stand there with an office before it ("Governor Pavel Lomyr").
    """
    names = [_spaced(name) for name in (source.name, *source.wordings)]
    if any(_spaced(one) in name for one in protected if _WORD.search(one) for name in names):
        return replace(source, protected=True)
    return source


def speakers(claims: Iterable[Claim]) -> Iterator[Source]:
    """Everybody to whom a claim is laid, one source for each wording and kind."""
    spoken: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.attribution is not None:
            spoken.setdefault((claim.attribution.speaker, claim.attribution.kind), []).append(claim)
    kinds = source_kinds()
    for number, ((speaker, kind), theirs) in enumerate(spoken.items()):
        wordings = {claim.attribution.source for claim in theirs if claim.attribution and claim.attribution.source}
        yield Source(
            source_id=SourceId(str(number)), name=speaker, kind=kind, protected=kind in kinds and kinds[kind].protected,
            claims=tuple(claim.claim_id for claim in theirs), wordings=(speaker, *sorted(wordings)),
        )  # fmt: skip


def _spaced(name: str) -> str:
    """The words of a name in small letters, a space around each."""
    return f" {' '.join(_WORD.findall(name.casefold()))} "


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
