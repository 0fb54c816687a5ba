"""Time expressions are found where they stand and mean what they say."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.model.when import TimexType
from khronika.reading.mentions import TimeMention
from khronika.reading.times import find_times

SATURDAY = date(2011, 12, 17)


def read(text: str, published: date | None = SATURDAY) -> list[tuple[str, str, str]]:
    """Words, type and value of each mention."""
    return [(m.span.of(text), m.type.value, m.value) for m in find_times(text, published=published)]


def only(text: str, published: date | None = SATURDAY) -> TimeMention:
    """The one mention of the text."""
    mentions = find_times(text, published=published)
    assert len(mentions) == 1, read(text, published)
    return mentions[0]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Police shot at the crowd on 16th December.", "16th December", "2011-12-16"),
        ("It began on 16 December.", "16 December", "2011-12-16"),
        ("It began on Dec. 16, 2011 in Orlan.", "Dec. 16, 2011", "2011-12-16"),
        ("REBELS TOOK THE BRIDGE ON 3 JAN 90.", "3 JAN 90", "1990-01-03"),
        ("The town fell on 2011-12-16.", "2011-12-16", "2011-12-16"),
        ("The town fell on 12/16/2011.", "12/16/2011", "2011-12-16"),
        ("The town fell on 16.12.2011.", "16.12.2011", "2011-12-16"),
        ("Update 17/12: the road is blocked.", "17/12", "2011-12-17"),
        ("The strike began in May 2011.", "May 2011", "2011-05"),
        ("They were free elections, like those in April.", "April", "2011-04"),
        ("A curfew was imposed until 5thJanuary.", "5thJanuary", "2012-01-05"),
        ("He was seen yesterday.", "yesterday", "2011-12-16"),
        ("The inquiry will open tomorrow.", "tomorrow", "2011-12-18"),
        ("He was seized the day before yesterday.", "day before yesterday", "2011-12-15"),
        ("Workers were shot on Friday.", "Friday", "2011-12-16"),
        ("The union will meet on Monday.", "Monday", "2011-12-19"),
        ("The union planned to meet on Monday.", "Monday", "2011-12-19"),
        ("They were freed last Tuesday.", "last Tuesday", "2011-12-13"),
        ("They were freed last week.", "last week", "2011-W49"),
        ("They were freed two years ago.", "two years ago", "2009"),
        ("The pit closed last April.", "last April", "2011-04"),
        ("He was charged earlier this year.", "earlier this year", "2011"),
        ("It is to end by the end of the month.", "the end of the month", "2011-12"),
        ("Output fell in the third quarter.", "the third quarter", "2011-Q3"),
        ("Output fell in the first quarter of 1998.", "the first quarter of 1998", "1998-Q1"),
        ("Wages fell in the 1990s.", "the 1990s", "199"),
        ("It was built in the 19th century.", "the 19th century", "18"),
        ("The shooting of 1905 is not forgotten.", "1905", "1905"),
        ("In 1912 soldiers fired on miners.", "1912", "1912"),
        ("They met in the summer of 1955.", "the summer of 1955", "1955-SU"),
        ("The court heard him the week of March 6.", "the week of March 6", "2011-W09"),
        ("The camp was shut on Christmas Eve 2010.", "Christmas Eve 2010", "2010-12-24"),
        ("It was a famine in nineteen ninety-six.", "nineteen ninety-six", "1996"),
        ("The fleet sailed in 480 BC.", "480 BC", "BC0480"),
        ("They are now in control.", "now", "PRESENT_REF"),
        ("He was arrested recently.", "recently", "PAST_REF"),
        ("They spoke of the future.", "the future", "FUTURE_REF"),
    ],
)
def test_it_reads_a_date(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, "DATE", value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("At eleven o’clock workers gathered.", "eleven o’clock", "2011-12-17T11:00"),
        ("By 12.45 the square was empty.", "12.45", "2011-12-17T12:45"),
        ("Shots were heard at 3:40.", "3:40", "2011-12-17T03:40"),
        ("Shots were heard at 4:16 p.m. near the mill.", "4:16 p.m.", "2011-12-17T16:16"),
        ("UPDATE @ 22:30 GMT", "22:30 GMT", "2011-12-17T22:30Z"),
        ("Update 17/12 22:30 GMT: shots", "17/12 22:30 GMT", "2011-12-17T22:30Z"),
        ("It began around 1:30 p.m. Tuesday.", "around 1:30 p.m. Tuesday", "2011-12-13T13:30"),
        ("The lights went out at 8 in the evening.", "8 in the evening", "2011-12-17T20:00"),
        ("The bomb went off at 0735 GMT.", "0735 GMT", "2011-12-17T07:35Z"),
        ("The bus left at noon.", "noon", "2011-12-17T12:00"),
        ("Guards came at midnight Friday.", "midnight Friday", "2011-12-16T24:00"),
        ("Police broke up this morning’s protest.", "this morning", "2011-12-17TMO"),
        ("He was taken last night.", "last night", "2011-12-16TNI"),
        ("He was taken on Friday evening.", "Friday evening", "2011-12-16TEV"),
        ("He was taken on the night of 14 December.", "the night of 14 December", "2011-12-14TNI"),
    ],
)
def test_it_reads_a_time_of_day(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, "TIME", value)]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("In the eight months of the dispute nobody was hurt.", "the eight months", "DURATION", "P8M"),
        ("During the last eight months they struck.", "the last eight months", "DURATION", "P8M"),
        ("A four day celebratory holiday is continuing.", "four day", "DURATION", "P4D"),
        ("They waited more than two hours.", "more than two hours", "DURATION", "PT2H"),
        ("They waited for several days.", "several days", "DURATION", "PXD"),
        ("They waited two and a half years.", "two and a half years", "DURATION", "P2.5Y"),
        ("The boy is 18 years old.", "18 years old", "DURATION", "P18Y"),
        ("There is a daily march.", "daily", "SET", "P1D"),
        ("They meet every Tuesday.", "every Tuesday", "SET", "XXXX-WXX-2"),
        ("They meet each month.", "each month", "SET", "P1M"),
    ],
)
def test_it_reads_lengths_and_habits(text: str, words: str, kind: str, value: str) -> None:
    assert read(text) == [(words, kind, value)]
    assert not only(text).anchors


@pytest.mark.parametrize(
    "text",
    [
        "They may be free.",
        "The march to the square was banned.",
        "He took a second look.",
        "The Sun shone.",
        "2012 people were held.",
        "Up to 1500 have gathered again.",
        "He was stopped at 45.",
        "The pit yields 12.45 million tonnes.",
        "Shares rose by 12.45 percent.",
        "Prices were 12.45 per kilo.",
        "They won 3/4 of the seats.",
        "Call 555 2011 for help.",
        "We followed it minute by minute.",
        "A quarter of the town fled.",
        "It costs $500 million a year.",
        "They were under fire 24/7.",
        "Operation Dawn failed.",
        "The six-year-old boy was found.",
    ],
)
def test_it_leaves_words_that_only_look_like_times(text: str) -> None:
    assert read(text) == []


def test_it_says_when_a_vague_length_will_be_over() -> None:
    mention = only("They will start executing activists in a couple of weeks.")
    assert (mention.span.of("They will start executing activists in a couple of weeks."), mention.value) == (
        "a couple of weeks",
        "P2W",
    )
    assert (mention.edtf, mention.start, mention.anchors) == ("2011-12-31~", "2011-12-31", True)


def test_it_keeps_the_preposition_that_bounds() -> None:
    mention = only("A state of emergency was imposed until 5th January.")
    assert (mention.preposition, mention.edtf) == ("until", "2012-01-05")
    assert only("They have been on strike since May.").preposition == "since"


@pytest.mark.parametrize(
    ("text", "mod", "start", "end"),
    [
        ("It began in early November 2011.", "START", "2011-11-01", "2011-11-10"),
        ("It ended in mid-June 2011.", "MID", "2011-06-11", "2011-06-20"),
        ("It ended in late 2010.", "END", "2010-09-01", "2010-12-31"),
        ("He was charged earlier this year.", "START", "2011-01-01", "2011-12-17"),
        ("It was founded about 1910.", "APPROX", "1910-01-01", "1910-12-31"),
    ],
)
def test_it_keeps_what_blurs_a_date(text: str, mod: str, start: str, end: str) -> None:
    mention = only(text)
    assert (mention.mod, mention.start, mention.end) == (mod, start, end)


def test_it_leaves_unknown_what_counts_from_an_unknown_day() -> None:
    assert read("Yesterday police fired.", None) == [("Yesterday", "DATE", "XXXX-XX-XX")]
    assert read("They left on Friday.", None) == [("Friday", "DATE", "XXXX-WXX-5")]
    assert not only("Yesterday police fired.", None).anchors


def test_it_counts_from_the_update_that_the_words_stand_in() -> None:
    text = "Shots were heard yesterday.\n\nEarlier report\n\nThe square was full yesterday."
    border = text.index("Earlier")
    mentions = find_times(text, published=lambda offset: date(2011, 12, 17) if offset < border else date(2011, 12, 16))
    assert [mention.value for mention in mentions] == ["2011-12-16", "2011-12-15"]


def test_it_takes_the_day_of_an_aware_instant_as_it_is_written() -> None:
    published = datetime(2011, 12, 17, 22, 30, tzinfo=UTC)
    assert find_times("He was seen yesterday.", published=published)[0].value == "2011-12-16"


def test_it_reads_ambiguous_digits_as_the_rest_of_the_text_does() -> None:
    assert [v for _, _, v in read("It began on 05/06/2011 in Orlan.")] == ["2011-06-05"]
    american = read("It began on 05/06/2011 and ended on 05/26/2011.")
    assert [value for _, _, value in american] == ["2011-05-06", "2011-05-26"]


def test_it_reads_both_ends_of_a_range() -> None:
    assert [v for _, _, v in read("The siege of 22-25 April 1951 failed.")] == ["1951-04-22", "1951-04-25"]
    assert [v for _, _, v in read("He ruled in 1914-18.")] == ["1914", "1918"]
    assert [v for _, _, v in read("They fought in April and June 1955.")] == ["1955-04", "1955-06"]


HISTORY = (
    "The war began on 3 March 1911. In April the rebels took Orlan. The fort held until 2 June 1911. By September the "
    "king had fled. In November 1911 talks began. In January the city surrendered. Peace was signed on 4 May 1912. "
    "Two days later the army went home."
)


def test_it_dates_a_history_by_the_years_that_it_tells_of() -> None:
    values = [value for _, _, value in read(HISTORY, date(2009, 12, 19))]
    assert values == [
        "1911-03-03",
        "1911-04",
        "1911-06-02",
        "1911-09",
        "1911-11",
        "1912-01",
        "1912-05-04",
        "1912-05-06",
    ]


def test_it_does_not_take_news_for_history() -> None:
    text = (
        "In 1912 and in 1931 the river rose. Yesterday it rose again, and on Friday the bridge fell. In 1940 it held."
    )
    assert "2011-12-16" in [value for _, _, value in read(text)]


_WORDS = """on 16 December , . May 2011 yesterday last two weeks ago the a of in third quarter 12.45 1990s 22:30 GMT
    p.m. Friday night until - 5 31 30 February noon BC 1905 every day early 's now ( ) 24/7 99999 0 dozen half second
    16/12 31/31/2011 45:99 13:99 AD year centuries 1914 18 nineteen ninety Easter Thanksgiving 0001 9999 years
    half past to quarter
    at tonight Ramadan Eid anniversary straight former 1600hrs spring offensive AD 260 nineties week before last"""
_PIECES = st.sampled_from(re.findall(r"\S+", _WORDS))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=25).map(" ".join)), st.none() | st.dates())
def test_it_never_fails_and_gives_ordered_spans_that_stand_in_the_text(text: str, published: date | None) -> None:
    mentions = find_times(text, published=published)
    at = 0
    for mention in mentions:
        assert at <= mention.span.start < mention.span.end <= len(text)
        at = mention.span.end
        assert mention.value
        assert isinstance(mention.type, TimexType)
        assert (mention.edtf != "") == (mention.start is not None or mention.end is not None)
    assert mentions == find_times(text, published=published)


def test_it_comes_back_to_the_story_after_an_aside_to_another_year() -> None:
    text = (
        "The revolt began on 4 March 1911. In May the rebels took Orlan. A book of 2005 says that the fort was empty. "
        "In July the king fled. On 2 August 1911 the city fell. Elections were promised for 1914. "
        "In October talks began. Peace was signed in January. On 3 May 1912 the army went home."
    )
    assert [value for _, _, value in read(text, date(2009, 12, 19))] == [
        "1911-03-04",
        "1911-05",
        "2005",
        "1911-07",
        "1911-08-02",
        "1914",
        "1911-10",
        "1912-01",
        "1912-05-03",
    ]


def test_it_gives_one_year_to_all_the_months_of_a_list() -> None:
    assert [v for _, _, v in read("They fought in May, June and July 1955.")] == ["1955-05", "1955-06", "1955-07"]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The shooting began at half past two.", "half past two", "2011-12-17T02:30"),
        ("Tonight at eight they will meet.", "Tonight at eight", "2011-12-17T20:00"),
        ("He was freed at half past nine this morning.", "half past nine this morning", "2011-12-17T09:30"),
        ("They came at nine last night.", "nine last night", "2011-12-16T21:00"),
        ("It began at a quarter to six in the evening.", "a quarter to six in the evening", "2011-12-17T17:45"),
        ("It began at ten minutes past three.", "ten minutes past three", "2011-12-17T03:10"),
        ("The column left at 1600 hours.", "1600 hours", "2011-12-17T16:00"),
        ("He was taken late on Friday night.", "late on Friday night", "2011-12-16TNI"),
        ("He was taken in the small hours of Friday.", "the small hours of Friday", "2011-12-16TMO"),
    ],
)
def test_it_reads_hours_as_people_say_them(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, "TIME", value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("For the second straight day shots rang out.", "the second straight day", "2011-12-17"),
        ("It was the third day of the strike.", "the third day", "2011-12-17"),
        ("They fled the week before last.", "the week before last", "2011-W48"),
        ("They left a year or so ago.", "a year or so ago", "2010"),
        ("He was seized on Friday the 16th.", "Friday the 16th", "2011-12-16"),
        ("The pit was closed in the nineties.", "the nineties", "199"),
        ("It began in the winter of nineteen ninety-four.", "the winter of nineteen ninety-four", "1994-WI"),
        ("They hoped for peace by the year two thousand.", "the year two thousand", "2000"),
        ("Police fired on Eid al-Adha.", "Eid al-Adha", "2011-11-07"),
        ("The camp was shut on Orthodox Easter 2010.", "Orthodox Easter 2010", "2010-04-04"),
    ],
)
def test_it_reads_dates_that_count_or_move(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, "DATE", value)]


def test_it_gives_a_feast_of_many_days_all_its_days() -> None:
    mention = only("The raids went on during Ramadan 2010.")
    assert (mention.value, mention.start, mention.end) == ("2010-08", "2010-08-11", "2010-09-09")


@pytest.mark.parametrize(
    "text",
    [
        "The former mayor was freed.",
        "He fled this morning at two checkpoints.",
        "The crowd shrank a quarter to six people.",
        "She is in her thirties.",
    ],
)
def test_it_takes_no_bare_word_for_an_hour_or_a_date(text: str) -> None:
    assert not {"former", "quarter", "two", "six", "thirties"} & {w for said, _, _ in read(text) for w in said.split()}


def test_it_takes_words_that_date_in_a_history_only_there() -> None:
    assert ("former", "DATE", "PAST_REF") in read(HISTORY + " The former king was shot.", date(2009, 12, 19))


ROLLING = """Update of the 18th

Two men were shot on Wednesday. The camp had been searched the day before.

At dawn soldiers entered the mill. They had been seen the day before. The vote is tomorrow.

Update of the 17th

Yesterday a man was seized. On Friday police fired. At noon the square was empty.

At dusk shots rang out. The vote is tomorrow.

What happened on Thursday

At eight o'clock the strike began.
"""


def test_it_counts_from_the_update_and_not_from_a_day_told_of_in_another_paragraph() -> None:
    border = ROLLING.index("Update of the 17th")
    mentions = find_times(
        ROLLING, published=lambda offset: datetime(2011, 12, 18 if offset < border else 17, 9, tzinfo=UTC)
    )
    assert [mention.value for mention in mentions] == [
        "2011-12-14",
        "2011-12-13",
        "2011-12-18TMO",
        "2011-12-17",
        "2011-12-19",
        "2011-12-16",
        "2011-12-16",
        "2011-12-16T12:00",
        "2011-12-17TEV",
        "2011-12-18",
        "2011-12-15",
        "2011-12-15T08:00",
    ]


ANTIQUITY = (
    "The war began in 264 BC. In the spring of 263 BC the consul landed. The following year the city fell. In 260 the "
    "fleet won its first battle with 120 ships. A storm sank them that summer. Two years later a new fleet sailed. The "
    "siege lasted from 250 until 241. In August 238 BC the soldiers revolted. In September they took Tunes. Karth was "
    "burnt in 146 BC. In AD 44 a colony was founded."
)


def test_it_reckons_backwards_before_christ() -> None:
    assert [value for _, _, value in read(ANTIQUITY, date(2009, 12, 19))] == [
        "BC0264",
        "BC0263-SP",
        "BC0262",
        "BC0260",
        "BC0260-SU",
        "BC0258",
        "BC0250",
        "BC0241",
        "BC0238-08",
        "BC0238-09",
        "BC0146",
        "0044",
    ]


def test_it_does_not_take_news_from_a_place_called_bc_for_antiquity() -> None:
    text = "Yesterday Orlan, B.C., was shut. Karth, B.C., and Lomo, B.C., were shut too. In 260 houses nobody slept."
    assert [value for _, _, value in read(text)] == ["2011-12-16"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The funeral is on Sunday.", "2011-12-18"),
        ("A march is planned for Sunday.", "2011-12-18"),
        ("The march announced for Sunday was banned.", "2011-12-18"),
        ("They called for a strike on Monday.", "2011-12-19"),
        ("Residents have been told to leave by Monday.", "2011-12-19"),
        ("The strike begins on Monday.", "2011-12-19"),
        ("He faces trial on Tuesday.", "2011-12-20"),
        ("On Monday the strike begins.", "2011-12-19"),
        ("On Friday three men who will stand trial were shot.", "2011-12-16"),
        ("On Friday the crowd set fire to the depot.", "2011-12-16"),
        ("Yesterday's march was small, but on Thursday thousands marched.", "2011-12-15"),
        ("They have been held since Tuesday.", "2011-12-13"),
        ("Two people hurt in Thursday's clashes died.", "2011-12-15"),
        ("He was taken to hospital on Thursday.", "2011-12-15"),
        ("The march on Tuesday ended in the square.", "2011-12-13"),
    ],
)
def test_it_takes_a_weekday_for_the_one_before_or_after_the_report_as_the_clause_tells(text: str, value: str) -> None:
    assert read(text)[-1][2] == value


_ENDED, _TO_COME = ["police fired", "a man was shot", "they met"], ["they will meet", "the union is to meet"]


@given(st.sampled_from(_ENDED), st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 6))
def test_it_never_puts_a_past_weekday_after_the_report_nor_a_coming_one_before(
    clause: str, published: date, which: int
) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[which]
    assert read(f"Yesterday it was calm. On {name} {clause}.", published)[-1][2] <= published.isoformat()
    for coming in _TO_COME:
        assert read(f"Yesterday {clause}. On {name} {coming}.", published)[-1][2] >= published.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("After a year-long trial he left.", [("year-long", "DURATION", "P1Y")]),
        ("They held a months-long siege.", [("months-long", "DURATION", "PXM")]),
        ("In a March meeting with the board she spoke.", [("March", "DATE", "2011-03")]),
        ("He told a May congress so.", [("May", "DATE", "2011-05")]),
        ("The March of the unions met Theresa May there.", []),
        ("The man is 5’10”, with dark hair.", []),
        ("Antibodies to AD36 were found.", []),
        ("The list is up to date.", []),
        ("The list is the longest to date.", [("date", "DATE", "PRESENT_REF")]),
        ("Highs were in the low 60s.", []),
        ('She spoke on the programme "This Week" of it.', []),
        ("The witness was Anton Summers and nobody else.", []),
        ("They saw the film High Noon.", []),
        ("It was shown on Orlan's '60 Stories' of news.", []),
        ("They failed in the spring offensive.", [("spring", "DATE", "2011-SP")]),
        ("They failed in the Spring Offensive.", [("Spring", "DATE", "2011-SP")]),
        ("In the spring they failed.", [("the spring", "DATE", "2011-SP")]),
    ],
)
def test_names_and_counts_that_look_like_times_are_told_from_times(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert read(text) == expected


def test_a_year_earlier_is_the_same_quarter_until_more_than_a_quarter_is_told_of() -> None:
    told = "Profit rose in the third quarter from a year earlier. For the nine months it fell from a year earlier."
    assert [value for words, _, value in read(told) if words == "a year earlier"] == ["2010-Q3", "2010"]


def test_a_quarter_that_has_not_ended_is_compared_with_none() -> None:
    told = "Profit rose in the third quarter. The fire will burden the fourth quarter. Sales fell from a year ago."
    assert read(told)[-1] == ("a year ago", "DATE", "2010-Q3")


WEDNESDAY = date(2013, 3, 20)


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("They left a few days earlier.", "a few days earlier", "DATE", "PAST_REF"),
        ("It will come due many years from now.", "many years from now", "DATE", "FUTURE_REF"),
        ("There were protests in past years.", "past years", "DATE", "PAST_REF"),
        ("Prices fell over the last year.", "the last year", "DURATION", "P1Y"),
        ("Prices will rise over the next decade.", "the next decade", "DURATION", "P1DE"),
        ("They met at the end of last month.", "the end of last month", "DATE", "2013-02"),
        ("They met this past week.", "this past week", "DURATION", "P1W"),
        ("They met this past weekend.", "this past weekend", "DATE", "2013-W11-WE"),
        ("They march each and every year.", "each and every year", "SET", "P1Y"),
        ("They march every single day.", "every single day", "SET", "P1D"),
        ("Every fiscal year it sets a ceiling.", "Every fiscal year", "SET", "P1Y"),
        ("They march on Saturday nights.", "Saturday nights", "SET", "XXXX-WXX-6TNI"),
        ("He was born a quarter-century ago.", "a quarter-century ago", "DATE", "1988"),
        ("Nearly half a century passed.", "Nearly half a century", "DURATION", "P50Y"),
        ("He was seen last February.", "last February", "DATE", "2012-02"),
        ("The talks broke up later in the day.", "later in the day", "DATE", "2013-03-20"),
        ("The truce will last four years.", "four years", "DURATION", "P4Y"),
        ("The week that followed was calm.", "The week", "DATE", "2013-W12"),
        ("On March 24, 45 people were killed.", "March 24", "DATE", "2013-03-24"),
        ("The night before, they had voted.", "The night before", "TIME", "2013-03-19TNI"),
    ],
)
def test_it_reads_what_news_says_of_lengths_habits_and_the_past(text: str, words: str, kind: str, value: str) -> None:
    assert read(text, WEDNESDAY) == [(words, kind, value)]


def test_a_weekday_after_or_before_counts_from_the_day_told_of() -> None:
    text = "They met on Friday, March 1. The following Tuesday they met again. The previous Friday nobody came."
    assert [value for _, _, value in read(text, WEDNESDAY)] == ["2013-03-01", "2013-03-05", "2013-03-01"]


def test_a_day_of_a_year_named_alone_is_not_its_first() -> None:
    assert read("He won in 2004. The party that day was loud.", WEDNESDAY)[1][2] == "2004-XX-XX"


@pytest.mark.parametrize(
    "text",
    [
        "Larry Summers left.",
        "I had an epiphany.",
        "Ann May, 60, a doctor, was there.",
        "He dropped out at the last minute.",
        "A zero day flaw was found.",
        "It is argued in some quarters.",
        "They called it '27 dresses.",
    ],
)
def test_it_leaves_alone_what_only_looks_like_a_time_in_news(text: str) -> None:
    assert read(text, WEDNESDAY) == []


def test_what_follows_last_week_is_not_part_of_it() -> None:
    assert read("In the days following last Friday's attack nobody came.", WEDNESDAY)[1][:1] == ("last Friday",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They waited for over two years.", "over two years"),
        ("Planes flew 41 raids over two years.", "two years"),
        ("Losses fell from those of the four previous weeks.", "the four previous weeks"),
    ],
)
def test_over_is_more_than_or_during(text: str, words: str) -> None:
    assert read(text)[0][0] == words


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("You said this 30 years ago.", "30 years ago", "1983"),
        ("It is likely that Friday's talks fail.", "Friday", "2013-03-15"),
        ("It will one day be free.", "one day", "FUTURE_REF"),
        ("It would take more hours.", "more hours", "PTXH"),
    ],
)
def test_small_words_before_a_time_are_read_for_what_they_are(text: str, words: str, value: str) -> None:
    assert [(found, told) for found, _, told in read(text, WEDNESDAY)] == [(words, value)]


def test_an_essay_that_names_old_years_is_news_and_a_history_tells_months() -> None:
    years = "The law was passed in 1948 and changed in 1962, in 1977, in 1991 and in 2003. "
    essay = years + "Everybody in the party knows what it is for and nobody dares to say so aloud. " * 20
    assert read(essay + "She died on Monday.", WEDNESDAY)[-1] == ("Monday", "DATE", "2013-03-18")
    history = years + "In May the army left, in June it came back, in July it lost and in August it won. " * 3
    assert read(history + "It left again in March.", WEDNESDAY)[-1][2] != "2013-03"


def test_there_is_no_year_0() -> None:
    assert read("1900: 0 AD 0 Easter", None)


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("In the year-ago quarter it lost.", "the year-ago quarter", "DATE", "2011-Q4"),
        ("It lost in the same period last year.", "the same period last year", "DATE", "2012"),
        ("Losses grew in the same period this year.", "the same period this year", "DATE", "2013"),
        ("It fell from the same quarter of 2011.", "the same quarter of 2011", "DATE", "2011-Q4"),
        ("They meet twice a day.", "twice a day", "SET", "P1D"),
        ("On weekends it is quiet.", "weekends", "SET", "XXXX-WXX-WE"),
        ("It came at 8:30 a.m. ET Tuesday.", "8:30 a.m. ET Tuesday", "TIME", "2013-03-19T08:30"),
    ],
)
def test_it_reads_comparisons_and_habits_of_news(text: str, words: str, kind: str, value: str) -> None:
    assert read(text, WEDNESDAY) == [(words, kind, value)]


def test_a_comparison_is_with_the_quarter_or_month_told_of() -> None:
    quarter = "Profit rose in the third quarter of 2012. In the same period a year earlier it fell."
    assert [value for *_, value in read(quarter, WEDNESDAY)] == ["2012-Q3", "2011-Q3"]
    month = "Sales rose in February from the same month last year."
    assert [value for *_, value in read(month, WEDNESDAY)] == ["2013-02", "2012-02"]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("He died hours later.", "hours later", "TIME", "2013-03-20TXX"),
        ("Some two years later he fled.", "Some two years later", "DATE", "XXXX"),
        ("Several hundred years ago it fell.", "Several hundred years ago", "DATE", "PAST_REF"),
        ("They served several two-year terms.", "two-year", "DURATION", "P2Y"),
        ("Following two days of talks he left.", "two days", "DURATION", "P2D"),
        ("Following Monday's debate he left.", "Monday", "DATE", "2013-03-18"),
        ("The first day of May 1965 was cold.", "The first day of May 1965", "DATE", "1965-05-01"),
        ("The third week of July was cold.", "The third week of July", "DURATION", "P1W"),
        ("At 0400 hours he died.", "0400 hours", "TIME", "2013-03-20T04:00"),
        ("In the comparable year-ago quarter it fell.", "the comparable year-ago quarter", "DATE", "2011-Q4"),
    ],
)
def test_it_reads_what_stands_before_a_number_or_a_weekday(text: str, words: str, kind: str, value: str) -> None:
    assert read(text, WEDNESDAY) == [(words, kind, value)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The first week of this month was cold.", [("this month", "2013-03")]),
        ("The first half of this decade was cold.", [("this decade", "201")]),
        ("The second day of this week was cold.", [("The second day", "2013-03-20"), ("this week", "2013-W12")]),
        ("The first half of the year was cold.", [("The first half of the year", "2013-H1")]),
        ("The third quarter of last year was cold.", [("The third quarter of last year", "2012-Q3")]),
    ],
)
def test_a_part_of_a_stretch_does_not_hide_the_stretch(text: str, told: list[tuple[str, str]]) -> None:
    assert [(found, value) for found, _, value in read(text, WEDNESDAY)] == told
