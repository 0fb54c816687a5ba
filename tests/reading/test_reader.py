"""One dispatch from end to end: title and text once each, furniture never, and no guess at another language."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.telling import BUILT, PUBLISHED, claims, span

from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.reading.analysis import Profile
from khronika.reading.reader import LANGUAGES, Reading, read_dispatch
from khronika.reference.gazetteer import Gazetteer

pytestmark = pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")
TEXT = "Police fired on a crowd in the town of Orvana on Friday. Eleven people were killed. Ilan Orvo saw it."


def reading(text: str, **fields: object) -> Reading:
    with Gazetteer.open() as gazetteer:
        made = Dispatch(doc_id=DocId("d"), text=text, **fields)  # type: ignore[arg-type]
        return read_dispatch(made, gazetteer)


@pytest.mark.parametrize("before", ["", "\n\n", "UPDATE: "])
def test_a_title_that_the_text_repeats_is_not_read_twice(before: str) -> None:
    title = "Eleven people were killed"
    once = claims(f"{before}{title}\n\n{TEXT}")
    assert claims(f"{before}{title}\n\n{TEXT}", title=title) == once
    assert {claim.field for claim in once} == {"text"}


def test_a_title_of_its_own_is_read_and_says_so() -> None:
    title = "Six men arrested yesterday"
    (own,) = [claim for claim in claims(TEXT, title=title) if claim.field == "title"]
    assert (own.event_type, own.quote) == ("arrests", own.span.of(title))
    assert own.when is not None
    assert own.when.start == "2031-03-14"
    assert [claim.field for claim in claims(TEXT, title=title)] == ["title", *["text"] * len(claims(TEXT))]


@pytest.mark.parametrize("title", ["", "   ", None])
def test_an_empty_title_says_nothing(title: str | None) -> None:
    assert claims(TEXT, title=title) == claims(TEXT)


def test_a_dispatch_in_another_language_is_refused_by_name() -> None:
    assert "xx" not in LANGUAGES
    found = reading(TEXT, language="xx")
    assert (found.claims, found.not_held, found.named) == ((), (), ())
    (refusal,) = found.refusals
    assert (refusal.step, refusal.name) == ("reading", "d")
    assert "xx" in refusal.reason


def test_a_language_that_could_not_be_told_is_read() -> None:
    assert reading(TEXT, language=None).claims


def test_nothing_is_read_from_furniture() -> None:
    appeal = "In the town of Velkiny police arrested six men on Monday; can be found here."
    text = f"{TEXT}\n\n{appeal}"
    with_it, without = reading(text), reading(text, furniture=(span(text, appeal),))
    assert len(with_it.claims) > len(without.claims)
    assert without.not_held == ()
    assert [claim.quote for claim in without.claims] == [claim.quote for claim in reading(TEXT).claims]


def test_what_is_only_linked_is_not_held_and_who_is_named_is_known() -> None:
    found = reading(TEXT + " The most recent update can be found here.")
    assert [gap.kind for gap in found.not_held] == ["update"]
    assert found.named == ("Ilan Orvo",)


@pytest.mark.parametrize("text", ["", " \n ", "\ufeff", "|||", "🜁 " * 50, "- - -\n\n* * *"])
def test_a_text_that_says_nothing_has_no_claims(text: str) -> None:
    assert claims(text) == claims(text, "fast") == []


WHO = ["Police", "Masked men", "Soldiers", "The miners", "They", "Ilan Orvo", "About 300 workers"]
DID = ["shot", "detained", "did not kill", "tried to arrest", "beat", "marched against", "freed"]
WHOM = ["two men", "between 50 and 70 people", "nobody", "dozens of miners", "Mira Satek", "at least 12 women", "him"]
WHERE = ["in the town of Orvana", "near Nairobi", "in Lantern Square", "on the way to Velkiny", ""]
WHEN = ["on Friday", "yesterday", "in 1912", "until Sunday", "at 12.45", "on 14 March", ""]
SAID = ["", ", the governor's office said", ", according to the union", ", she said on Monday"]
END = [". ", ".\n\n", "! “So it was.” ", "?\n", "; ", "\n\n| cell | "]
pieces = st.tuples(*map(st.sampled_from, (WHO, DID, WHOM, WHERE, WHEN, SAID, END)))
dispatches = st.lists(pieces, min_size=1, max_size=6).map(
    lambda rows: "".join(" ".join(filter(None, row[:5])) + row[5] + row[6] for row in rows)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dispatches, st.sampled_from(["full", "fast"]), st.sampled_from([None, PUBLISHED]))
def test_every_claim_stands_in_its_text_and_reading_twice_is_the_same(
    text: str, profile: Profile, published: object
) -> None:
    found = claims(text, profile, published)  # type: ignore[arg-type]
    assert found == claims(text, profile, published)  # type: ignore[arg-type]
    assert len({claim.claim_id for claim in found}) == len(found)
    for claim in found:
        assert claim.quote == claim.span.of(text) != ""
        assert claim.span.contains(claim.trigger)
        spans = [claim.trigger, *(actor.span for actor in claim.actors)]
        if claim.figure is not None:
            assert claim.span.contains(claim.figure.span)
            low, high = claim.figure.low, claim.figure.high
            assert low is None or high is None or low <= high
        if claim.when is not None:
            assert (claim.when.span is None) == (claim.when.basis == "published")
            spans += [claim.when.span] if claim.when.span else []
        if claim.place is not None and claim.place.span is not None:
            assert claim.place.written == claim.place.span.of(text)
            spans.append(claim.place.span)
        if claim.attribution is not None:
            spans += [s for s in (claim.attribution.source_span, claim.attribution.cue_span) if s]
        assert all(0 <= one.start < one.end <= len(text) for one in spans)
