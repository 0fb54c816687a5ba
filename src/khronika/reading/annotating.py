"""One question at a time: the mentions of one layer, as ``khronika annotate`` prints them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from khronika.model.claim import Reality
from khronika.model.figure import Scope
from khronika.model.span import Span
from khronika.reading.language import Language, Profile, language
from khronika.reading.mentions import FigureMention
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence
from khronika.reference.gazetteer import Gazetteer
from khronika.reference.vocabulary import event_types

LAYERS = ("times", "places", "figures", "attributions", "events")

Row = dict[str, object]


def annotate(
    layer: str, text: str, *, published: datetime | None, gazetteer: Gazetteer | None, profile: Profile = "full",
    code: str = "en",
) -> list[Row]:  # fmt: skip
    """The mentions of a layer in the text's order, in the fields that docs/annotate.md lists.

    gazetteer: needed for the layer "places" only.
    code: ISO 639-1 code of the text's language.

    Raises: ModelError where the language has no reader, or what it needs is not installed.
    """
    spoken = language(code)
    if layer == "times":
        return list(_times(text, published, spoken))
    if layer == "places":
        if gazetteer is None:
            raise ValueError("the layer places needs a gazetteer")
        return list(_places(text, gazetteer, spoken, profile))
    if layer == "figures":
        return list(_figures(text, _analysed(text, spoken, profile, spoken.hold_events), spoken))
    if layer == "attributions":
        return list(_attributions(text, _analysed(text, spoken, profile, _citing(spoken)), spoken))
    return list(_events(text, _analysed(text, spoken, profile, spoken.hold_events), spoken))


def _citing(spoken: Language) -> Callable[[Sequence[Sentence]], list[bool]]:
    return lambda sentences: [spoken.holds_attribution(sentence) for sentence in sentences]


def _analysed(
    text: str, spoken: Language, profile: Profile, worth: Callable[[Sequence[Sentence]], list[bool]]
) -> list[Sentence]:
    """All sentences; those worth it with their tokens."""
    sentences = segment(text, (), spoken.code)
    chosen = worth(sentences)
    done = iter(spoken.analyse([s for s, keep in zip(sentences, chosen, strict=True) if keep], profile))
    return [next(done) if keep else sentence for sentence, keep in zip(sentences, chosen, strict=True)]


def _row(text: str, span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _times(text: str, published: datetime | None, spoken: Language) -> Iterator[Row]:
    for time in spoken.annotate_times(text, lambda _offset: published):
        yield _row(text, time.span) | {"type": time.type.value, "value": time.value, "edtf": time.edtf, "mod": time.mod}


def _places(text: str, gazetteer: Gazetteer, spoken: Language, profile: Profile) -> Iterator[Row]:
    sentences = _analysed(text, spoken, profile, lambda found: [True] * len(found)) if spoken.places_by_words else []
    for place in spoken.find_places(text, sentences, gazetteer):
        yield _row(text, place.span) | {
            "name": place.name, "geonames_id": place.geonames_id, "lat": place.lat, "lon": place.lon,
            "country": place.country, "kind": place.kind, "precision": place.precision.value, "role": place.role,
        }  # fmt: skip


def _figures(text: str, sentences: Sequence[Sentence], spoken: Language) -> Iterator[Row]:
    for figure in spoken.find_figures(sentences):
        if _of_another_event(figure):
            continue
        if figure.reality in (Reality.ACTUAL, Reality.ATTEMPTED):
            yield _row(text, figure.span) | {
                "measure": figure.measure, "low": figure.low, "high": figure.high, "group": figure.group,
                "exactness": figure.exactness.value, "scope": figure.scope.value, "reality": figure.reality.value,
            }  # fmt: skip


def _of_another_event(figure: FigureMention) -> bool:
    """Whether the figure is named for comparison; one that runs on ("the 12th this year") counts this event, too."""
    return figure.aside and figure.scope is not Scope.RUNNING_TOTAL


def _attributions(text: str, sentences: Sequence[Sentence], spoken: Language) -> Iterator[Row]:
    for laid in spoken.find_attributions(text, sentences, False):
        spans = sorted((*laid.source, *laid.cue, *laid.content))
        yield _row(text, Span(spans[0].start, max(span.end for span in spans))) | {
            "source": _spans(laid.source), "cue": _spans(laid.cue), "content": _spans(laid.content),
            "speaker": laid.speaker, "kind": laid.kind, "stance": laid.stance.value, "basis": laid.basis.value,
        }  # fmt: skip


def _spans(spans: Sequence[Span]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _events(text: str, sentences: Sequence[Sentence], spoken: Language) -> Iterator[Row]:
    found = spoken.find_events(text, sentences)
    main = spoken.main_event(text, sentences, found)
    if main is not None:
        # the main event is one of those found, perhaps under the type that the whole text speaks for
        others = [event for event in found if event.trigger != main.trigger]
        found = sorted([main, *others], key=lambda event: event.trigger)
    for event in found:
        kind = event_types().get(event.event_type)
        yield _row(text, event.trigger) | {
            "event_type": event.event_type, "acled_sub_event_type": kind.acled_sub_event_type if kind else None,
            "reality": event.reality.value, "main": event == main,
        }  # fmt: skip
