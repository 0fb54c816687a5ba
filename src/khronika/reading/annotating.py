"""One question at a time: the mentions of one layer, as ``khronika annotate`` prints them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from khronika.model.claim import Reality
from khronika.model.figure import Scope
from khronika.model.span import Span
from khronika.reading.analysis import Profile, analyse
from khronika.reading.attribution import find_attributions
from khronika.reading.events import find_events, main_event
from khronika.reading.figures import find_figures
from khronika.reading.mentions import FigureMention
from khronika.reading.places import find_places
from khronika.reading.places.unlisted import with_unlisted
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence
from khronika.reading.times import find_times
from khronika.reading.triage import hold_events, holds_attribution
from khronika.reference.gazetteer import Gazetteer
from khronika.reference.vocabulary import event_types

LAYERS = ("times", "places", "figures", "attributions", "events")

Row = dict[str, object]


def annotate(
    layer: str, text: str, *, published: datetime | None, gazetteer: Gazetteer | None, profile: Profile = "full"
) -> list[Row]:
    """The mentions of a layer in the text's order, in the fields that docs/annotate.md lists.

    gazetteer: needed for the layer "places" only.
    """
    if layer == "times":
        return list(_times(text, published))
    if layer == "places":
        if gazetteer is None:
            raise ValueError("the layer places needs a gazetteer")
        return list(_places(text, gazetteer))
    if layer == "figures":
        return list(_figures(text, _analysed(text, profile, hold_events)))
    if layer == "attributions":
        return list(_attributions(text, _analysed(text, profile, _hold_attributions)))
    return list(_events(text, _analysed(text, profile, hold_events)))


def _hold_attributions(sentences: Sequence[Sentence]) -> list[bool]:
    return [holds_attribution(sentence) for sentence in sentences]


def _analysed(text: str, profile: Profile, worth: Callable[[Sequence[Sentence]], list[bool]]) -> list[Sentence]:
    """All sentences; those worth it with their tokens."""
    sentences = segment(text)
    chosen = worth(sentences)
    done = iter(analyse([s for s, keep in zip(sentences, chosen, strict=True) if keep], profile))
    return [next(done) if keep else sentence for sentence, keep in zip(sentences, chosen, strict=True)]


def _row(text: str, span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _times(text: str, published: datetime | None) -> Iterator[Row]:
    for time in find_times(text, published=published):
        yield _row(text, time.span) | {"type": time.type.value, "value": time.value, "edtf": time.edtf, "mod": time.mod}


def _places(text: str, gazetteer: Gazetteer) -> Iterator[Row]:
    for place in with_unlisted(text, find_places(text, gazetteer)):
        yield _row(text, place.span) | {
            "name": place.name, "geonames_id": place.geonames_id, "lat": place.lat, "lon": place.lon,
            "country": place.country, "kind": place.kind, "precision": place.precision.value, "role": place.role,
        }  # fmt: skip


def _figures(text: str, sentences: Sequence[Sentence]) -> Iterator[Row]:
    for figure in find_figures(sentences):
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


def _attributions(text: str, sentences: Sequence[Sentence]) -> Iterator[Row]:
    for laid in find_attributions(text, sentences):
        spans = sorted((*laid.source, *laid.cue, *laid.content))
        yield _row(text, Span(spans[0].start, max(span.end for span in spans))) | {
            "source": _spans(laid.source), "cue": _spans(laid.cue), "content": _spans(laid.content),
            "speaker": laid.speaker, "kind": laid.kind, "stance": laid.stance.value, "basis": laid.basis.value,
        }  # fmt: skip


def _spans(spans: Sequence[Span]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _events(text: str, sentences: Sequence[Sentence]) -> Iterator[Row]:
    found = find_events(text, sentences)
    main = main_event(text, sentences, found)
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
