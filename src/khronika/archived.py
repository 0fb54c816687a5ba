"""A round of work on an archive: its items taken in, its recorded readings used, its judgments followed."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from khronika.archive.following import Fault
from khronika.archive.judging import said
from khronika.archive.laying_out import LaidOut, laid_out
from khronika.archive.lost_judgments import lost_judgments
from khronika.archive.opening import opened_archive
from khronika.archive.readings import Read, Recorded, RecordedText, record_reading, recorded_readings
from khronika.archive.recorded import read_by
from khronika.archive.store import Archive
from khronika.errors import ProtectionLost, WrongUse
from khronika.intake.door import Intake, take_in
from khronika.judged import judging
from khronika.model.dispatch import Dispatch
from khronika.model.refusal import Refusal
from khronika.provenance import DECIDES_CLAIMS, reading_record
from khronika.publishing.recalling.evidence import claim_of
from khronika.publishing.recalling.findings import not_held_of, refusal_of
from khronika.publishing.recalling.node import Malformed, Node
from khronika.reading.reader import Reading
from khronika.reference.gazetteer import Gazetteer
from khronika.rounds import Judging, Kept, Order, Progress, readings, silent


@dataclass(frozen=True, slots=True)
class Evidence:
    """An archive laid out for a round.

    paths: what is to be taken in. faults: what does not hold. judging: what its documenters have judged.
    """

    paths: list[Path]
    faults: list[Refusal]
    judging: Judging
    recorded: Mapping[str, RecordedText]

    def known(self, dispatches: Sequence[Dispatch]) -> Kept:
        """The readings that were recorded of these dispatches, by the same means; the others have to be made."""
        found = {}
        for dispatch in dispatches:
            text = self.recorded.get(digest_of(dispatch))
            reading = _reading_of(text, dispatch) if text else None
            if reading is not None:
                found[dispatch] = reading
        return found


@contextmanager
def evidence(paths: Sequence[Path], found: Sequence[Path], order: Order) -> Iterator[Evidence]:
    """The paths with the archive among them laid out as files.

    found: those of `paths` that are archives.
    Raises: Locked where it is encrypted and not opened; ProtectionLost where judgments of it are lost, unless the order
        goes on despite damage; WrongUse where there are several; as ``Gazetteer.open``.
    """
    if len(found) > 1:
        raise WrongUse("one archive at a time; khronika merge makes one of several copies")
    with opened_archive(found[0], order.identities, from_logs=True) as archive, laid_out(archive) as out:
        if not order.despite_damage:
            require_protection(archive)
        with Gazetteer.open() as gazetteer:
            wanted = _wanted(reading_record(gazetteer, order.profile))
        recorded = read_by(archive, wanted)  # first: what of it does not hold is a fault, too
        faults = not_held((*archive.faults, *out.faults))
        yield Evidence(
            [path for path in paths if path != found[0]] + [out.folder], faults, judging(said(archive)), recorded
        )  # fmt: skip


def require_protection(archive: Archive) -> None:
    """Raises: ProtectionLost where judgments of the archive are lost, any of which may protect a source."""
    if lost := lost_judgments(archive):
        raise ProtectionLost(str(archive.path), tuple(f"{one.name}: {one.reason}" for one in lost))


def not_held(faults: Iterable[Fault]) -> list[Refusal]:
    """What of an archive does not hold, as a round accounts for it."""
    return [Refusal(step="archive", name=fault.name, reason=fault.reason) for fault in faults]


def record(
    archive: Archive, order: Order, why: str, progress: Progress = silent
) -> tuple[int, int, tuple[Refusal, ...]]:  # fmt: skip
    """Reads the items of an archive and records the claims; readings recorded, claims in them, what was not read.

    What was read by the same means is not read again. Among what was not read are items that are missing or damaged.

    Raises: as ``rounds.chronicle_of``; ArchiveError where the archive cannot be written.
    """
    with laid_out(archive) as out, Gazetteer.open() as gazetteer:
        taken = take_in([out.folder], published=order.published, timezone=order.timezone)
        reader = reading_record(gazetteer, order.profile)
        of_item, refused = _new_texts(archive, taken, out, reader)
        refused += not_held((*out.faults, *(fault for fault in archive.faults if fault.name.startswith("reading "))))
        todo = [dispatch for dispatches in of_item.values() for dispatch in dispatches]
        made: Kept = {}
        for done, reading in enumerate(readings(todo, gazetteer, order.profile, made), start=1):
            refused += reading.refusals
            progress("reading", done, len(todo))
        recorded, count, claim_count = recorded_readings(archive.index), 0, 0
        with archive.writing() as writer:
            for item, dispatches in of_item.items():
                texts = [_recorded_text(dispatch, made[dispatch]) for dispatch in dispatches]
                if record_reading(writer, Recorded(of=item, reader=reader, texts=texts), why, recorded):
                    count, claim_count = count + 1, claim_count + sum(len(text.claims) for text in texts)
    return count, claim_count, tuple(refused)


def _new_texts(
    archive: Archive, taken: Intake, out: LaidOut, reader: Mapping[str, str]
) -> tuple[dict[str, list[Dispatch]], list[Refusal]]:
    """The dispatches of each item of which some were not read by these means yet; refusals of taking them in.

    Of an item, all are read again, so that one entry says all that was read of it.
    """
    there = read_by(archive, _wanted(reader))
    of_item: dict[str, list[Dispatch]] = {}
    for dispatch in taken.dispatches:
        of_item.setdefault(_item_of(dispatch, out.items), []).append(dispatch)
    new = {item: texts for item, texts in of_item.items() if any(digest_of(one) not in there for one in texts)}
    return new, list(taken.refusals)


def _wanted(reader: Mapping[str, str]) -> dict[str, str]:
    return {name: reader[name] for name in DECIDES_CLAIMS}


def _item_of(dispatch: Dispatch, items: Mapping[str, str]) -> str:
    """The SHA-256 of the archive's item that a dispatch is from (its name may say which part of the file it was)."""
    name = dispatch.item.name if dispatch.item else dispatch.doc_id
    parts = [name[:end] for end in range(len(name), 0, -1) if name[:end] in items]
    return items[parts[0]] if parts else (dispatch.item.sha256 if dispatch.item else "")


def digest_of(dispatch: Dispatch) -> str:
    """SHA-256 of all of a dispatch that its reading follows from: text, title, times, language, what is furniture."""
    said = dispatch.as_dict() | {"metadata": [asdict(one) for one in dispatch.metadata or ()]}
    said["versions"] = [asdict(version) for version in dispatch.versions]
    said = {name: value for name, value in said.items() if name not in ("copy_of", "item")}
    spelled = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(spelled.encode("utf-8", "surrogatepass")).hexdigest()


def _recorded_text(dispatch: Dispatch, reading: Reading) -> RecordedText:
    read = Read(
        doc_id=dispatch.doc_id,
        read=digest_of(dispatch),
        not_held=tuple(gap.as_dict() for gap in reading.not_held),
        refusals=tuple(refusal.as_dict() for refusal in reading.refusals),
        named=reading.named,
    )
    return RecordedText(read, tuple(claim.as_dict() for claim in reading.claims))


def _reading_of(text: RecordedText, dispatch: Dispatch) -> Reading | None:
    """The reading that was recorded; None where it is not one of this text, which then has to be read again."""
    words = {"text": dispatch.text, "title": dispatch.title or ""}
    try:
        claims = tuple(claim_of(Node(said, "")) for said in text.claims)
        reading = Reading(
            claims,
            tuple(not_held_of(Node(gap, "")) for gap in text.read.not_held),
            tuple(refusal_of(Node(refusal, "")) for refusal in text.read.refusals),
            text.read.named,
        )
    except (Malformed, ValueError):
        return None
    sound = all(
        claim.doc_id == dispatch.doc_id and claim.field in words and claim.span.of(words[claim.field]) == claim.quote
        for claim in claims
    )
    return reading if sound else None
