"""Constructions in the variants in which news write them: words, values, and which way a bare weekday points."""

from datetime import date

import pytest

from khronika.reading.times import annotate_times, find_times

THURSDAY = date(1989, 10, 26)


def read(text: str) -> list[tuple[str, str]]:
    return [(mention.span.of(text), mention.value) for mention in annotate_times(text, published=THURSDAY)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They said that Jan. 2, 1990, is the day of the vote.", "Jan. 2, 1990", "1990-01-02"),
        ("They said that 18 months later the mine had closed.", "18 months later", "XXXX-XX"),
        ("They said that two weeks ago the mine had closed.", "two weeks ago", "1989-W41"),
        ("They said that yesterday afternoon it rained.", "yesterday afternoon", "1989-10-25TAF"),
    ],
)
def test_that_before_a_time_joins_sentences(text: str, words: str, value: str) -> None:
    assert (words, value) in read(text)


def test_that_points_at_a_day_or_a_unit() -> None:
    assert read("He was freed in May 1981. That year the mine closed.")[1] == ("That year", "1981")
    assert read("He was freed that same week.") == [("that same week", "1989-W43")]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Revenue rose in the quarter to $2 billion.", "the quarter", "1989-Q3"),
        ("The third-quarter loss was the first.", "third-quarter", "1989-Q3"),
        ("The 19th-century wars were the first.", "The 19th-century", "18"),
        ("Sales fell in 1988's third quarter.", "1988's third quarter", "1988-Q3"),
        ("Sales fell in fiscal 1988's first half.", "fiscal 1988's first half", "1988-H1"),
        ("Sales fell late in the third quarter.", "late in the third quarter", "1989-Q3"),
        ("Sales rose at the end of the third quarter.", "the end of the third quarter", "1989-Q3"),
        ("Sales rose from the prior-year quarter.", "the prior-year quarter", "1988-Q3"),
        ("Sales rose from the prior-year third quarter.", "the prior-year third quarter", "1988-Q3"),
        ("Sales rose from the year-before period.", "the year-before period", "1988"),
        ("It lost money in each of the past three quarters.", "the past three quarters", "P3Q"),
        ("It is due by year-end 1990.", "year-end 1990", "1990"),
        ("It is due by midyear.", "midyear", "1989"),
        ("It is due by mid-year 1990.", "mid-year 1990", "1990"),
        ("It was hot by midsummer.", "midsummer", "1989-SU"),
        ("Police ended the daylong siege.", "daylong", "P1D"),
        ("It lasted two-and-a-half years.", "two-and-a-half years", "P2.5Y"),
        ("It lasted 2 1/2 years.", "2 1/2 years", "P2.5Y"),
        ("It lasted two and one-half years.", "two and one-half years", "P2.5Y"),
        ("They waited a half-hour.", "a half-hour", "PT30M"),
        ("He left half an hour later.", "half an hour later", "1989-10-26TXX:XX"),
        ("It began in January last year.", "January last year", "1988-01"),
        ("It will begin in January next year.", "January next year", "1990-01"),
        ("It began on Tuesday of last week.", "Tuesday of last week", "1989-10-17"),
        ("It will begin on Tuesday next week.", "Tuesday next week", "1989-10-31"),
        ("They met on the Labor Day weekend.", "Labor Day weekend", "1989-W35-WE"),
        ("They met in Easter week.", "Easter week", "1989-W12"),
        ("It opened a year and a half ago.", "a year and a half ago", "1988"),
        ("It closed an hour and a half later.", "an hour and a half later", "1989-10-26TXX:XX"),
        ("It rose over the past year and a half.", "the past year and a half", "P1.5Y"),
        ("It lasted a half-dozen years.", "a half-dozen years", "P6Y"),
        ("It lasted a hundred and twenty days.", "a hundred and twenty days", "P120D"),
        ("It opened half a century ago.", "half a century ago", "1939"),
        ("It is a centuries-old hatred.", "centuries-old", "PXCE"),
        ("They meet every few weeks.", "every few weeks", "PXW"),
        ("Net for the year-earlier nine months rose.", "the year-earlier nine months", "P9M"),
        ("It fell from the year-ago month.", "the year-ago month", "1988-10"),
        ("It was dry in the summer months.", "the summer months", "1989-SU"),
        ("It was above 1988 earnings.", "1988", "1988"),
        ("It was so for the past three summers.", "the past three summers", "P3SU"),
        ("It was so in the nineteen eighties.", "the nineteen eighties", "198"),
        ("It rose from the like 1988 period.", "the like 1988 period", "1988"),
        ("It rose from the comparable 1988 quarter.", "the comparable 1988 quarter", "1988-Q3"),
        ("It took another year and a half.", "another year and a half", "P1.5Y"),
        ("He was to leave in the fall.", "the fall", "1989-FA"),
        ("It is set for tomorrow morning at nine.", "tomorrow morning at nine", "1989-10-27T09:00"),
        ("It broke the 8-month-old truce.", "8-month-old", "P8M"),
    ],
)
def test_variants_of_one_construction_are_read_alike(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, value)]


def test_days_of_a_range_after_an_abbreviated_month() -> None:
    assert read("They met Oct. 16-20.") == [("Oct. 16", "1989-10-16"), ("20", "1989-10-20")]


def test_a_month_and_another_unit_stay_two_expressions() -> None:
    assert read("It began in April this week.") == [("April", "1989-04"), ("this week", "1989-W43")]
    assert read("It opened on Tuesday this year.") == [("Tuesday", "1989-10-24"), ("this year", "1989")]


def test_a_year_before_a_length_is_no_number_of_it() -> None:
    assert ("eight years", "P8Y") in read("He was jailed in 1981 to eight years.")
    assert read("It fell in the 1988 nine months.") == [("nine months", "P9M")]


def test_a_year_ago_is_a_quarter_only_where_figures_are_compared() -> None:
    results = "Net rose in the third quarter. Sales were $5 million, up from $4 million a year ago. "
    assert read(results)[-1] == ("a year ago", "1988-Q3")
    assert read(results + "Nobody imagined it a year ago.")[-1] == ("a year ago", "1988")


def test_a_year_that_a_noun_bears_and_the_end_of_a_business_year_are_no_frame() -> None:
    assert read("In the 1984 crisis they fled. Since the start of the year, they come back.")[-1][1] == "1989"
    assert read("In the 1984 crisis they fled. They came back later that year.")[-1][1] == "1984"
    assert read("He was freed in May 1984. By the end of the year he was dead.")[-1][1] == "1984"
    assert read("It lost money in the year ended June 30. Trading was halted at 2:07 p.m.")[-1][1] == "1989-10-26T14:07"


def test_what_was_years_later_does_not_lie_ahead() -> None:
    assert read("He left in 1978. Fifty years later they fled.") == [("1978", "1978"), ("Fifty years later", "XXXX")]
    assert read("He left in 1978. Three years later they fled.")[-1][1] == "1981"


def test_a_month_that_was_named_has_no_one_week() -> None:
    assert read("Bonds due in August 2019 fell. Yields slid from the week before.")[-1] == (
        "the week before",
        "1989-W42",
    )
    assert read("It opened on May 12, 1980. It had been built the week before.")[-1] == ("the week before", "1980-W19")


def test_an_hour_takes_no_day_from_the_sentence_behind_it() -> None:
    assert read("At 4 p.m. the markets closed. Tomorrow they are shut.")[0][1] == "1989-10-26T16:00"


def test_the_day_of_a_noun_asks_no_verb_behind_it() -> None:
    assert (
        read("The mother of a boy facing a charge in the March 1 death of his friend won't speak.")[-1][1]
        == "1989-03-01"
    )


def test_a_feast_that_is_honoured_moves_no_story() -> None:
    text = "Four were shot Saturday night in Orlan. They met to honor Columbus Day. Shots rang out around 10 p.m."
    assert find_times(text, published=date(1989, 10, 10))[-1].value == "1989-10-07T22:00"


def test_a_year_that_bounds_is_no_year_of_the_week() -> None:
    text = "It is not expected before 1992. Earlier in the week, he signed."
    assert read(text) == [("1992", "1992"), ("Earlier in the week", "1989-W43")]


def test_a_feast_just_over_is_the_one_that_is_told_of() -> None:
    text = "They will be tried for the shooting at the Columbus Day parade."
    assert read(text) == [("Columbus Day", "1990-10-08")]
    assert find_times(text, published=date(1989, 10, 12))[0].value == "1989-10-09"


def test_ages_of_several_and_rallies_of_a_weekend_are_no_lengths() -> None:
    assert read("Two 16-year-olds were shot.") == []
    assert read("They held several dozen weekend rallies.") == []


def test_three_quarters_of_something_are_no_time() -> None:
    assert read("He lost three quarters of his land.") == []
    assert read("The first two quarters of the city burned.") == []


LAST, NEXT = date(1989, 10, 23), date(1989, 10, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They won't return before Monday.", NEXT),
        ("They didn't return before Monday.", LAST),
        ("The strike, which began last week, ends Monday.", NEXT),
        ("He arrived last week and leaves on Monday for Rome.", NEXT),
        ("A report to be released Monday says that they are safe.", NEXT),
        ("He was not the only child to be shot Monday.", LAST),
        ("A report released Monday says that they are safe.", LAST),
        ("The deadline is Monday.", NEXT),
        ("The deadline was Monday.", LAST),
        ("The deadline was extended to Monday.", NEXT),
        ("The meeting will be the first since Monday.", LAST),
        ("We're leaving Monday.", NEXT),
        ("Police are investigating a shooting Monday.", LAST),
        ("A march is planned Monday.", NEXT),
        ("The ruling might be handed down Monday.", NEXT),
        ("The ruling may come as early as Monday, officials said.", NEXT),
        ("They may have been killed Monday.", LAST),
        ("It is likely that Monday's talks failed.", LAST),
    ],
)
def test_a_weekday_points_the_way_of_its_clause(text: str, day: date) -> None:
    mention = find_times(text, published=THURSDAY)[-1]
    assert (mention.span.of(text), mention.value) == ("Monday", day.isoformat())
