"""How speakers, dispatches and counts are called on a page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from khronika.model.attribution import Attribution, Basis, Stance
from khronika.model.span import Span
from khronika.publishing.ledger import Ledger
from khronika.publishing.pages.addresses import Limits, addresses
from khronika.publishing.pages.citing import OWN_WORDS, Citer, together
from khronika.publishing.pages.naming import dispatch_name, singular, source_in_words, speaker_in_words
from khronika.publishing.pages.wording import counted, instant, read_in_words
from khronika.publishing.withholding.searching import Hit
from publishing.sample import C_ABOUT, C_BUSES, C_ESTIMATE, C_NURSE1, C_UNION, CHRONICLE, DISPATCHES


def citer(chronicle: object = CHRONICLE) -> Citer:
    return Citer(Ledger(chronicle), addresses(chronicle, Limits()), "index.html", {})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("women", "woman"), ("tanker drivers", "tanker driver"), ("police", "police"), ("riot police", "riot police"),
        ("participants", "participant"), ("aircraft", "aircraft"), ("killed", "killed"), ("army lorries", "army lorry"),
        ("press", "press"), ("", ""), ("42", "42"),
    ],
)  # fmt: skip
def test_one_of_a_group_is_in_the_singular(many: str, one: str) -> None:
    assert singular(many) == one


def test_a_count_agrees_with_what_it_counts() -> None:
    assert counted(1, 1, "participants", "women") == "1 participant (woman)"
    assert counted(1, None, "participants", "women") == "at least 1 participants (women)"
    assert counted(3, 3, "detained", None) == "3 detained"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("unnamed", "no source named"),
        ("One women on the radio", "One woman on the radio"),
        ("One of the women", "One of the women"),
        ("a spokesman", "a spokesman"),
    ],
)
def test_a_speaker_is_called_in_words(name: str, words: str) -> None:
    assert speaker_in_words(name) == words


def test_words_that_name_nobody_are_quoted() -> None:
    assert source_in_words("Eleven") == "“Eleven” (no name)"
    assert source_in_words("We") == "the dispatches’ own “We”"


def test_a_dispatch_goes_by_publisher_title_first_line_or_name() -> None:
    bare = replace(DISPATCHES[0], publisher=None, title=None, text="QUAY EVENING POST\nThursday\n\nNine died.")
    assert dispatch_name(DISPATCHES[0], ()) == "Salt Coast Wire"
    assert dispatch_name(replace(bare, title="The week"), ()) == "The week"
    assert dispatch_name(bare, ()) == "Quay Evening Post"
    assert dispatch_name(bare, (Hit(5, 12, "Person 1"),)) == bare.doc_id
    assert dispatch_name(replace(bare, furniture=(Span(0, 17),)), ()) == bare.doc_id
    assert dispatch_name(replace(bare, text="Nine died on Thursday."), ()) == bare.doc_id
    assert dispatch_name(replace(bare, text=" \n"), ()) == bare.doc_id


def test_we_is_the_dispatch_that_speaks_and_they_is_quoted_with_where_it_stands() -> None:
    said = Attribution(source="We", speaker="We", kind="author", stance=Stance.ASSERTS, basis=Basis.NOT_STATED)
    ours = replace(C_BUSES, attribution=said)
    theirs = replace(C_BUSES, attribution=replace(said, source="they", speaker="they", kind="person"))
    assert citer().speaker(ours) == ("@harbour-post", OWN_WORDS)
    assert citer().speaker(theirs) == ("“they”, in @harbour-post", "")


def test_a_reported_speaker_is_cited_with_the_paper_and_a_paper_itself_without() -> None:
    assert citer().cite(C_UNION).paper == "Salt Coast Wire"
    assert citer().cite(C_BUSES).paper == ""
    assert citer().cite(C_BUSES).kind == OWN_WORDS
    assert citer().cite(C_ESTIMATE).kind == ""
    assert citer().cite(C_NURSE1).kind == "eyewitness"


def test_a_sentence_is_given_round_the_words_of_a_claim() -> None:
    start = C_ABOUT.span.start + len("The union called ")
    inner = replace(C_ABOUT, quote="the official figure", span=Span(start, start + len("the official figure")))
    before, after = citer().sentence(inner)
    assert [piece.text for piece in before] == ["The union called "]
    assert [piece.text for piece in after] == [' "a real underestimate".']
    assert citer().sentence(replace(inner, field="title")) == ((), ())


def test_what_repeats_a_claim_word_for_word_stands_with_it() -> None:
    one = citer().cite(C_UNION)
    other = replace(one, paper="Another Paper", claim=replace(C_UNION, quote=f"“{C_UNION.quote}"))
    assert [(told.cite, told.again) for told in together([one, other])] == [(one, (other,))]
    assert len(together([one, replace(other, speaker="somebody else")])) == 2


def test_a_quotation_mark_without_its_pair_falls_away() -> None:
    quoted = replace(C_BUSES, quote='"Twelve buses', span=Span(C_BUSES.span.start - 1, C_BUSES.span.start + 12))
    assert [piece.text for piece in citer().words(quoted)] == ["Twelve buses"]
    assert citer().words(replace(C_BUSES, quote='the "twelve"'))[0].text == 'the "twelve"'


def test_a_day_without_an_hour_is_given_none() -> None:
    assert instant(datetime(2031, 5, 14, tzinfo=UTC)) == "14 May 2031"
    assert instant(datetime(2031, 5, 14, 9, 5, tzinfo=UTC)) == "14 May 2031, 09:05 UTC"
    assert (
        instant(datetime(2031, 5, 14, tzinfo=timezone(timedelta(hours=5, minutes=30)))) == "14 May 2031, 00:00 UTC+5:30"
    )
    assert instant(datetime(2031, 5, 14, 3, tzinfo=timezone(timedelta(hours=-3)))) == "14 May 2031, 03:00 UTC-3"


def test_page_and_command_say_the_same_of_the_inputs() -> None:
    assert read_in_words(0, 0) == "all inputs read"
    assert read_in_words(1, 9) == "1 input not read, 9 notes"
    assert read_in_words(0, 1) == "all inputs read, 1 note"
