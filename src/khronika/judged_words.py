"""What judgments are about, in words: a claim's quotation and what it says, as whoever looks on may see them.

Withheld are the names and words that a chronicle would withhold. They are known from the items, as they are taken in,
and from the recorded readings: no text is read and no claim reconciled anew. Where that tells less, more is withheld.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import Any

from khronika.archive.canonical import canonical
from khronika.archive.judging import protected_sources, said
from khronika.archive.judgments import claims_named, word_of
from khronika.archive.laying_out import laid_out
from khronika.archive.lost_judgments import lost_judgments
from khronika.archive.recorded import recorded_texts
from khronika.archive.store import Archive
from khronika.correcting import corrected, value_at
from khronika.errors import Locked, WrongUse
from khronika.intake.door import Intake, take_in
from khronika.model.chronicle import Chronicle
from khronika.model.claim import Claim
from khronika.publishing.linting.coordinates import without_fine_points
from khronika.publishing.pages.wording import figure_in_words
from khronika.publishing.recalling.evidence import claim_of
from khronika.publishing.recalling.node import Malformed, Node
from khronika.publishing.withholding.protecting import Protected
from khronika.publishing.withholding.redaction import (
    WORDS_WITHHELD,
    Names,
    names_of,
    protected_with_relatives,
    spoken,
)
from khronika.publishing.withholding.searching import labelled
from khronika.publishing.withholding.traces import traces_in
from khronika.reference.display import shown
from khronika.rounds import protected_by, speakers

_NOTHING = Intake(dispatches=(), refusals=())
LONGEST = 120
"""Code points of a quotation or a value that are shown; of a longer one the middle is left out."""


class JudgedWords:
    """The words of an archive's claims. Its readings are read when the first claim is asked for."""

    def __init__(self, archive: Archive, *, include_names: bool) -> None:
        """include_names: withhold nothing."""
        self._archive, self._include_names = archive, include_names

    def judgment(self, said: Mapping[str, Any]) -> str:
        """What a judgment decides, as its payload says; without its reason.

        Example: ``correct c5b1f0c33a9d2 “at least four died” (killing, at least 4 killed): figure.low: 4 -> 5``.
        """
        act, claims = str(said.get("act", "")), claims_named(said)
        words = " ".join([word_of(act), *map(self.claim, claims)])
        if act == "correct" and claims:
            field = str(said.get("field"))
            return f"{words}: {self.correction(claims[0], field, _in_words(said.get('value')))}"
        if act == "protect":
            return f"{words} {self.protected(str(said.get('source')))}"
        match said.get("undoes"):
            case [str(log), int(seq)]:
                return f"{words} {log[:8]}/{seq}"
        return words

    def claim(self, claim_id: str) -> str:
        """A claim by its id, with its quotation and what it says; by its id where no reading that holds has it."""
        claim = self._claims.get(claim_id)
        if claim is None:
            return f"{claim_id} (its words are not at hand)"
        event = claim.event_type if claim.reality.value == "actual" else f"{claim.event_type}, {claim.reality.value}"
        says = f"{event}, {figure_in_words(claim.figure)}" if claim.figure else event
        return f"{claim_id} {self._quotation(claim)} ({self.without(says)})"

    def _quotation(self, claim: Claim) -> str:
        if claim.claim_id in self._covered:
            return f"({WORDS_WITHHELD})"
        return f"“{shown(self.without(' '.join(claim.quote.split())), LONGEST)}”"

    def correction(self, claim_id: str, field: str, value: str) -> str:
        """What a value was as it was read, and what it is to be."""
        claim = self._claims.get(claim_id)
        before = "?" if claim is None else _in_words(value_at(claim.as_dict(), field))
        if self._withheld(claim_id, field):
            before = value = f"({WORDS_WITHHELD})"
        return f"{field}: {shown(self.without(before), LONGEST)} -> {shown(self.without(value), LONGEST)}"

    def verdict(self, claim_id: str, field: str, verdict: str) -> str:
        """The verdict on a value, as ``Judgment.verdict`` gives it (JSON), with what is withheld taken out of it."""
        said = json.loads(verdict)
        if self._withheld(claim_id, str(said.get("field", field))):
            return canonical({**said, "value": f"({WORDS_WITHHELD})"}).decode()
        return canonical({**said, "value": self._without_in(said["value"])}).decode()

    def _without_in(self, value: Any) -> Any:
        """A value of JSON with its texts, and the names of its parts, as they may be shown."""
        match value:
            case str():
                return self.without(value)
            case list():
                return [self._without_in(one) for one in value]
            case dict():
                return {self.without(name): self._without_in(one) for name, one in value.items()}
        return value

    def _withheld(self, claim_id: str, field: str) -> bool:
        """Whether a value of a claim may say who a protected source is."""
        return field.startswith("attribution") and claim_id in self._covered

    def protected(self, name: str) -> str:
        """A name that was said to be protected."""
        return name if self._include_names else "(name withheld)"

    def without(self, text: str) -> str:
        """The text as it may be shown."""
        if self._include_names:
            return text
        if self._taken_in is None:
            return f"({WORDS_WITHHELD})"
        return without_fine_points(self._names.replaced(labelled(text, traces_in(text))), frozenset())

    @cached_property
    def _told(self) -> Chronicle:
        """The claims of readings that hold, their speakers, and whom the texts name: what withholding asks for.

        A claim that was corrected stands there twice, first as corrected: who is protected in either is withheld.
        """
        claims: dict[str, Claim] = {}
        named: dict[str, None] = {}
        for text in recorded_texts(self._archive):
            named |= dict.fromkeys(text.read.named)
            claims |= {claim.claim_id: claim for claim in sound_claims(text.claims)}
        every = (*_as_corrected(self._archive, claims), *claims.values())
        protected = protected_sources(self._archive)
        taken = _NOTHING if self._include_names else self._taken_in or _NOTHING
        return Chronicle(
            dispatches=taken.dispatches, claims=every, incidents=(), people=(),
            sources=tuple(protected_by(source, protected) for source in speakers(every)), not_held=(),
            refusals=(), incidents_of={}, policy="", reader={}, named=(*taken.private_names, *named, *protected),
            protected=tuple(protected),
        )  # fmt: skip

    @cached_property
    def _taken_in(self) -> Intake | None:
        """The items, for whom they name: of a mail or a chat nothing else tells the names of those who wrote it.

        None, and then no words are shown, where an encrypted archive's cannot be laid out, for want of a folder in
        memory, or where judgments are lost, any of which may have protected somebody.
        """
        if lost_judgments(self._archive):
            return None
        with suppress(Locked), laid_out(self._archive) as out:
            return take_in([out.folder])
        return None

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {claim.claim_id: claim for claim in self._told.claims}

    @cached_property
    def _who(self) -> Protected:
        return protected_with_relatives(self._told)

    @cached_property
    def _names(self) -> Names:
        # a pseudonym's number is that of a chronicle, and would be another one here
        names = tuple((name, label.rstrip(" 0123456789")) for name, label in self._who.names)
        return names_of(self._told, replace(self._who, names=names))

    @cached_property
    def _covered(self) -> frozenset[str]:
        """The claims of protected sources, and those whose words are a part of theirs."""
        if self._include_names:
            return frozenset()
        whole = spoken(self._told, self._who)
        return frozenset(
            claim.claim_id
            for claim in self._told.claims
            if any(claim.span.overlaps(other) for other in whole.get((claim.doc_id, claim.field), ()))
        )


def sound_claims(told: Iterable[Mapping[str, Any]]) -> Iterator[Claim]:
    """Claims as ``Claim.as_dict`` gives them; one that is malformed is left out, as it is in a chronicle."""
    for one in told:
        try:
            yield claim_of(Node(one, ""))
        except (Malformed, ValueError):
            continue


def _as_corrected(archive: Archive, claims: Mapping[str, Claim]) -> Iterator[Claim]:
    """What each correction alone makes of its claim, whether it stands or not."""
    for one in said(archive):
        about = claims_named(one.said)[:1] if one.said.get("act") == "correct" else ()
        for claim_id in about:
            with suppress(WrongUse, KeyError):
                yield corrected(claims[claim_id], str(one.said.get("field")), one.said.get("value"))


def _in_words(value: Any) -> str:
    """A value of a claim: words as they are, a place by its name, a time in EDTF, else JSON."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and isinstance(known := value.get("name") or value.get("edtf"), str):
        return known
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
