"""Why a claim says what it says: for each of its values the words behind it, and the entry or rule that made it so.

Nothing is kept for this while a dispatch is read: a claim carries the spans of its values, and the lexicons are asked
again here, so that reading costs nothing more where nobody asks. The learnt weights are named, not taken apart.
"""

from dataclasses import dataclass

from khronika.model.attribution import Attribution
from khronika.model.claim import Claim
from khronika.model.figure import Figure
from khronika.model.span import Span
from khronika.reading.analysis import analyse
from khronika.reading.events.lexicon import find
from khronika.reading.figures.triggers import find_triggers
from khronika.reading.language import Entry, language
from khronika.reading.segmentation import segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One value of a claim.

    words: the dispatch's words behind it; "" where no words of the text are.
    by: the entry of a lexicon or the rule.
    """

    value: str
    words: str
    by: str


def explain(text: str, claim: Claim, code: str = "en") -> list[Reason]:
    """The reasons of a claim's values: its type, reality, figure, time, place and speaker, in that order.

    text: the dispatch's text, or its title for a claim whose `field` is "title". code: its language.
    """
    spoken = language(code)
    reasons = [_of_type(text, claim, spoken.event_entry)]
    if claim.reality.value != "actual":
        reasons.append(
            Reason(value=claim.reality.value, words=claim.quote, by="the verbs around the trigger, reality.toml")
        )
    if claim.figure is not None:
        reasons.append(_of_figure(text, claim.figure, spoken.figure_entry))
    if claim.when is not None:
        value = claim.when.edtf or claim.when.timex_value
        reasons.append(Reason(value=value, words=_words(text, claim.when.span), by=_TIMES[claim.when.basis]))
    if claim.place is not None:
        known = claim.place.geonames_id
        found = f"GeoNames {known}, chosen by places/weights.json" if known is not None else "in no gazetteer"
        carried = "" if claim.place.basis == "stated" else ", carried over from earlier words"
        reasons.append(Reason(value=claim.place.name, words=_words(text, claim.place.span), by=found + carried))
    if claim.attribution is not None:
        reasons.append(_of_speaker(text, claim.attribution))
    return reasons


_TIMES = {
    "stated": "stated in the same sentence, times.toml",
    "narrative": "carried over from earlier words, times.toml",
    "published": "no time is stated: the time of publication",
}
"""`When.basis` -> the rule."""


_IMPLIED = {"figure": "what the figure counts", "person": "the state in which a person is told to be"}
"""What implies an event that no words name."""


def _of_type(text: str, claim: Claim, entry_of: Entry | None = None) -> Reason:
    """The entry of events.toml whose form is in the trigger and whose type is the claim's, else what implies it."""
    words = _words(text, claim.trigger)
    if entry_of is not None:
        entry = entry_of(words, claim.event_type) or _IMPLIED["figure" if claim.figure is not None else "person"]
        return Reason(value=claim.event_type, words=words, by=entry)
    entries = [
        trigger
        for found in sorted(find(words), key=lambda one: one.start - one.end)
        for trigger in found.meaning.triggers
        if trigger.type == claim.event_type
    ]
    if entries:
        return Reason(value=claim.event_type, words=words, by=f"events.toml, as in “{entries[0].example}”")
    by = _IMPLIED["figure" if claim.figure is not None else "person"]
    return Reason(value=claim.event_type, words=words, by=by)


def _of_figure(text: str, figure: Figure, entry_of: Entry | None = None) -> Reason:
    """The word of figures.toml, in the figure's own words or else in their sentence, that gives the measure."""
    low, high = (".." if bound is None else str(bound) for bound in (figure.low, figure.high))
    value = f"{figure.measure} {low}" if low == high else f"{figure.measure} {low}-{high}"
    own = _words(text, figure.span)
    if entry_of is not None:
        around = _sentence_around(text, figure.span)
        entry = entry_of(own, figure.measure) or entry_of(around, figure.measure) or "the count before it"
        return Reason(value=value, words=own, by=f"{entry}; {figure.exactness.value}, {figure.scope.value}")
    for words in (own, _sentence_around(text, figure.span)):
        for sentence in analyse(segment(words), "fast"):
            said = [t for t in find_triggers(sentence) if t.measure == figure.measure]
            if said:
                tokens = sentence.tokens
                start, end = tokens[said[0].first].start, tokens[said[0].last].end
                by = f"figures.toml [{figure.measure}] {said[0].role}: “{words[start:end]}”"
                by += "" if words is own else " of its sentence, or the count before it"
                return Reason(value=value, words=own, by=f"{by}; {figure.exactness.value}, {figure.scope.value}")
    by = f"figures.toml [nouns_of] {figure.measure}, or the count before it"
    return Reason(value=value, words=own, by=f"{by}; {figure.exactness.value}, {figure.scope.value}")


def _sentence_around(text: str, span: Span) -> str:
    for sentence in segment(text):
        if sentence.span.start <= span.start < sentence.span.end:
            return sentence.text
    return ""


def _of_speaker(text: str, laid: Attribution) -> Reason:
    """The source's words and the cue's; what decides that they belong together is learnt."""
    words = " … ".join(part for part in (_words(text, laid.source_span), _words(text, laid.cue_span)) if part)
    by = f"attribution.toml and attribution/weights; stance {laid.stance.value}, basis {laid.basis.value}"
    if laid.carried:
        by += ", carried on from an earlier sentence"
    return Reason(value=laid.speaker, words=words, by=by)


def _words(text: str, span: Span | None) -> str:
    return "" if span is None else text[span.start : span.end]
