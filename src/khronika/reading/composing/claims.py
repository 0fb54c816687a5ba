"""Claims: each kernel with its clause, time, place, actors and speaker."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from khronika.model.actor import Actor
from khronika.model.attribution import UNNAMED, Attribution, Stance
from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch
from khronika.model.figure import Figure
from khronika.model.ids import ClaimId, short_digest
from khronika.model.place import Place
from khronika.model.span import Span
from khronika.model.when import TimexType, When
from khronika.reading import grammar
from khronika.reading.along import Along
from khronika.reading.attribution import attribution_at, speaker_span
from khronika.reading.composing.acting import actors_of, named_actors
from khronika.reading.composing.brackets import asides_of_the_author, speaking_at, without_asides
from khronika.reading.composing.covering import cover_of
from khronika.reading.composing.dating import TimesKnown, at_hour, when_of
from khronika.reading.composing.holding import holds_already
from khronika.reading.composing.kernels import Kernel, kernels
from khronika.reading.composing.main_day import names_day
from khronika.reading.composing.placing import Ground, Telling, ground, is_reset, place_of
from khronika.reading.composing.relating import related
from khronika.reading.mentions import (
    AttributionMention,
    EventMention,
    FigureMention,
    PersonMention,
    PlaceMention,
    TimeMention,
)
from khronika.reading.sentence import Sentence
from khronika.reference.vocabulary import event_types

_REMEMBERED = 60
"""Sentences over which a heading or a place named before still holds."""
LONGEST_CLAIM = 400
"""Code points of a claim's quote."""
_POSSESSED = re.compile(r"['’]s\s+")
_OWNED = 40
"""Code points behind "yesterday's" within which its noun stands."""
_HARMED_IN = re.compile(r"(?: (?:people|dead|injured|wounded))? (?:in|by|during|from|after) (?:the |last |early )?")
"""Words between a harm and the day of the deed that did it: "killed IN Thursday's raid", "dead FROM Monday's blast"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """What the questions of reading found in one text.

    main_day, main_place: the words of the dispatch's text for the day and the place that it is mainly about; None where
        nothing tells.
    """

    times: Sequence[TimeMention]
    places: Sequence[PlaceMention]
    figures: Sequence[FigureMention]
    events: Sequence[EventMention]
    attributions: Sequence[AttributionMention]
    people: Sequence[PersonMention]
    frame_at: Callable[[int], TimeMention | None]
    main_day: TimeMention | None = None
    main_place: PlaceMention | None = None


def compose(dispatch: Dispatch, text: str, field: str, sentences: Sequence[Sentence], found: Mentions) -> list[Claim]:
    """The claims of one text, in its order; ids are unique.

    text: the dispatch's text, or its title where `field` says so.
    """
    dateline = dateline_of(dispatch) if field == "text" else None
    where = ground(found.places, sentences, dateline, main=found.main_place)
    times = Along((time.span, time) for time in sorted(_on_their_day(dispatch, text, found), key=lambda t: t.span))
    laid = Along((_stretch(one), one) for one in found.attributions)
    places = Along((place.span, place) for place in sorted(found.places, key=lambda p: p.span))
    figures = Along((figure.span, figure) for figure in sorted(found.figures, key=lambda f: f.span))
    page = _Page(dispatch, text, field, sentences, found, where, times, laid, places, figures)
    claims: list[Claim] = []
    ids: set[str] = set()
    for kernel in kernels(found.events, found.figures, found.people):
        sentence = _sentence_at(sentences, kernel.trigger.start)
        if sentence is None:
            continue
        claim = _claim(page, kernel, sentence)
        if claim.claim_id not in ids:
            ids.add(claim.claim_id)
            claims.append(claim)
    return related(dispatch, claims)


def _on_their_day(dispatch: Dispatch, text: str, found: Mentions) -> Iterable[TimeMention]:
    """The times, hours that name no day at the day that the dispatch is mainly about."""
    for time in found.times:
        of_some_day = time.type is not TimexType.TIME or names_day(text, time) or found.frame_at(time.span.start)
        yield time if of_some_day else at_hour(time, found.main_day, dispatch.published)


def _stretch(laid: AttributionMention) -> Span:
    """From the first to the last word of an attribution."""
    spans = sorted((*laid.source, *laid.cue, *laid.content))
    return Span(spans[0].start, max(span.end for span in spans))


def dateline_of(dispatch: Dispatch) -> Span | None:
    """Where the place of the dateline stands: at the head of a line, before a comma, a bracket or a dash."""
    if not dispatch.filing_place:
        return None
    found = re.search(rf"^\s*({re.escape(dispatch.filing_place)})(?=\s*[,(–—-])", dispatch.text, re.MULTILINE)
    return Span(*found.span(1)) if found else None


@dataclass(frozen=True, slots=True)
class _Page:
    """Everything about the text that a single claim may need."""

    dispatch: Dispatch
    text: str
    field: str
    sentences: Sequence[Sentence]
    found: Mentions
    where: Ground
    times: Along[TimeMention]
    laid: Along[AttributionMention]
    places: Along[PlaceMention]
    figures: Along[FigureMention]


def _sentence_at(sentences: Sequence[Sentence], offset: int) -> Sentence | None:
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].span.end <= offset:
            low = middle + 1
        else:
            high = middle
    return sentences[low] if low < len(sentences) and sentences[low].span.start <= offset else None


def _claim(page: _Page, kernel: Kernel, sentence: Sentence) -> Claim:
    asides = asides_of_the_author(page.text, sentence.span, sentence.language)
    clause = _own_words(_clause(kernel, sentence), asides, kernel, page.text)
    spoken = speaking_at(page.laid.touching(kernel.trigger), asides, kernel.trigger)
    laid = attribution_at(spoken, kernel.trigger)
    stance = laid.stance if laid else None
    return Claim(
        claim_id=_identity(page, kernel, clause), doc_id=page.dispatch.doc_id, field=page.field, span=clause,
        quote=clause.of(page.text), trigger=kernel.trigger, event_type=kernel.event_type,
        reality=_reality(kernel, stance), actors=_actors(page, kernel, sentence, laid), means=kernel.means,
        when=_when(page, kernel, sentence, laid), place=_place(page, kernel, sentence, laid),
        attribution=_attribution(page.text, laid, kernel) if laid else None,
        figure=_figure(page, kernel.figure, sentence) if kernel.figure else None, aside=kernel.aside,
    )  # fmt: skip


def _reality(kernel: Kernel, stance: Stance | None) -> Reality:
    """The kernel's; an event that somebody demands may or may not have happened, a figure is counted all the same."""
    demanded = stance is Stance.DEMANDS and kernel.figure is None
    return Reality.UNCLEAR if demanded and kernel.reality is Reality.ACTUAL else kernel.reality


def _when(page: _Page, kernel: Kernel, sentence: Sentence, laid: AttributionMention | None) -> When | None:
    published = page.dispatch.published_at(kernel.trigger.start) if page.field == "text" else page.dispatch.published
    stated = [time for time in page.times.touching(sentence.span) if _may_date(page, time, kernel, laid)]
    told_of, main = page.found.frame_at(kernel.trigger.start), page.found.main_day
    if told_of is not None and _in_heading(page, told_of):
        main = None  # the report itself says which day the section is of
    if holds_already(sentence, kernel):
        stated = []
        if not event_types()[kernel.event_type].casualties:  # the dead are mostly those of the day that is told of
            told_of, main = None, None
    known = TimesKnown(stated=stated, told_of=told_of, published=published, main=main)
    happened = kernel.reality is Reality.ACTUAL
    when = when_of(kernel.trigger, _clause(kernel, sentence), kernel.event_type, known, happened=happened)
    elsewhere = page.field == "title" and main is not None and when is not None and when.span == main.span
    return replace(when, span=None) if when is not None and elsewhere else when


def _in_heading(page: _Page, time: TimeMention) -> bool:
    sentence = _sentence_at(page.sentences, time.span.start)
    return sentence is not None and sentence.heading


def _place(page: _Page, kernel: Kernel, sentence: Sentence, laid: AttributionMention | None) -> Place | None:
    """Where it was; what is only wanted or to come need not be where the story is, so that it takes a stated place."""
    speaker = speaker_span(laid) if laid else None
    told = Telling(sentence=sentence, before=_section(page.sentences, sentence), speaker=speaker)
    words = kernel.figure.span if kernel.figure else kernel.trigger
    place = place_of(words, _clause(kernel, sentence), told, page.where, event_type=kernel.event_type)
    if place is None or place.span is None:
        return place
    to_come = kernel.reality is Reality.PLANNED or (laid is not None and laid.stance is Stance.DEMANDS)
    if to_come and place.basis != "stated":
        return None
    if page.field == "title" and not any(mention.span == place.span for mention in page.where.mentions):
        return replace(place, written=place.span.of(page.dispatch.text), span=None)  # carried over from the text
    return replace(place, written=place.span.of(page.text))


def _actors(page: _Page, kernel: Kernel, sentence: Sentence, laid: AttributionMention | None) -> tuple[Actor, ...]:
    """The people named, then whoever else stands beside the trigger."""
    named = tuple(named_actors(kernel.people))
    before = [s for s in page.sentences[max(0, sentence.index - 1) : sentence.index] if _one_paragraph(s, sentence)]
    near = [*before, sentence]
    whole = Span(near[0].span.start, sentence.span.end)
    cited = [span for one in page.laid.touching(whole) for span in one.source if whole.overlaps(span)]
    speakers = cited if laid is None else [*cited, *laid.source, *laid.antecedent]
    others = actors_of(sentence, kernel.trigger, kernel.event_type, before, speakers)
    return named + tuple(actor for actor in others if not _covered(actor.span, named))


def _one_paragraph(sentence: Sentence, other: Sentence) -> bool:
    return sentence.paragraph == other.paragraph


def _covered(span: Span, named: Sequence[Actor]) -> bool:
    return any(span.overlaps(actor.span) for actor in named)


def _clause(kernel: Kernel, sentence: Sentence) -> Span:
    """The clause of the trigger, wide enough for the figure and the people, at most LONGEST_CLAIM long."""
    at = sentence.token_at(kernel.trigger.start)
    clause = sentence.span_of(grammar.clause(sentence, at)) if at is not None else kernel.clause or sentence.span
    inside = kernel.span if sentence.span.contains(kernel.span) else kernel.trigger
    wide = Span(min(clause.start, inside.start, kernel.trigger.start), max(clause.end, inside.end, kernel.trigger.end))
    if wide.end - wide.start <= LONGEST_CLAIM:
        return wide
    core = Span(min(inside.start, kernel.trigger.start), max(inside.end, kernel.trigger.end))
    spare = max(0, LONGEST_CLAIM - (core.end - core.start)) // 2
    return Span(max(wide.start, core.start - spare), min(wide.end, core.end + spare))


def _own_words(clause: Span, asides: Sequence[Span], kernel: Kernel, text: str) -> Span:
    """The clause without what the author throws in against it, and without the space that leaves at its ends."""
    inside = kernel.span if clause.contains(kernel.span) else kernel.trigger
    core = Span(min(inside.start, kernel.trigger.start), max(inside.end, kernel.trigger.end))
    own = without_asides(clause, asides, core)
    words = own.of(text)
    return Span(own.start + len(words) - len(words.lstrip()), own.end - len(words) + len(words.rstrip()))


def _may_date(page: _Page, time: TimeMention, kernel: Kernel, laid: AttributionMention | None) -> bool:
    """Whether a time of the sentence can be the event's, and not the speaker's, another noun's or the heading's."""
    if any(version.published_span and version.published_span.overlaps(time.span) for version in page.dispatch.versions):
        return False
    owner = _POSSESSED.match(page.text, time.span.end)
    if owner or page.text.endswith(("'s", "’s"), 0, time.span.end):
        end = owner.end() if owner else time.span.end + _OWNED
        harmed_in_it = _HARMED_IN.fullmatch(page.text, kernel.trigger.end, max(kernel.trigger.end, time.span.start))
        return harmed_in_it is not None or time.span.end <= kernel.trigger.start <= end + _OWNED
    return laid is None or not _of_the_saying(time, laid)


def _of_the_saying(time: TimeMention, laid: AttributionMention) -> bool:
    """Whether the time dates the words of the speaker and not the event ("said ON MONDAY that eleven died")."""
    if laid.carried or not laid.content or any(piece.overlaps(time.span) for piece in laid.content):
        return False
    near = [*laid.cue, *laid.source]
    return any(0 <= time.span.start - piece.end <= 30 or 0 <= piece.start - time.span.end <= 30 for piece in near)


def _section(sentences: Sequence[Sentence], sentence: Sentence) -> list[Sentence]:
    """The last sentences since the last heading, as far as anybody remembers, with that heading first."""
    start = sentence.index
    while start > max(0, sentence.index - _REMEMBERED) and not sentences[start].heading:
        start -= 1
    section = list(sentences[start : sentence.index])
    return section[1:] if section and section[0].heading and is_reset(section[0].text, sentence.language) else section


def _attribution(text: str, laid: AttributionMention, kernel: Kernel) -> Attribution:
    named = speaker_span(laid)
    return Attribution(
        source=named.of(text) if named else None, speaker=laid.speaker if named else UNNAMED, kind=laid.kind,
        stance=_stance(laid.stance, kernel), basis=laid.basis, source_span=named,
        cue_span=laid.cue[0] if laid.cue else None, chain=laid.chain, carried=laid.carried,
    )  # fmt: skip


def _stance(stance: Stance, kernel: Kernel) -> Stance:
    """The speaker's; but nobody predicts what has happened: "he warned: you gave the order to shoot" alleges it."""
    if stance is not Stance.PREDICTS or kernel.reality is not Reality.ACTUAL:
        return stance
    kind = event_types()[kernel.event_type]
    return Stance.ALLEGES if kind.attack_like or kind.group == "order" else Stance.ASSERTS


def _figure(page: _Page, mention: FigureMention, sentence: Sentence) -> Figure:
    published = page.dispatch.published_at(mention.span.start) if page.field == "text" else page.dispatch.published
    cover = cover_of(
        mention, sentence, page.times.touching(sentence.span), page.places.touching(sentence.span),
        beside=[one for one in page.figures.touching(sentence.span) if one is not mention], published=published,
    )  # fmt: skip
    return Figure(
        measure=mention.measure, low=mention.low, high=mention.high, span=mention.span, group=mention.group,
        exactness=mention.exactness, scope=cover.scope, scope_days=cover.days, scope_place=cover.place,
        as_of=cover.as_of,
    )  # fmt: skip


def _identity(page: _Page, kernel: Kernel, clause: Span) -> ClaimId:
    figure = kernel.figure
    values = (figure.measure, figure.low, figure.high, figure.span) if figure else tuple(p.name for p in kernel.people)
    parts = (page.dispatch.doc_id, page.field, clause, kernel.trigger, kernel.event_type, kernel.reality, *values)
    return ClaimId("c" + short_digest(*parts))
