"""No phrase of time, however odd, trips the reader."""

from datetime import date
from itertools import product

import pytest

from khronika.reading.times import find_times

NOUNS = [
    *("night", "nights", "evening", "morning", "mornings", "weekend", "weekends", "fortnight", "hour", "minute"),
    *("second", "moment", "season", "summer", "quarter", "semester", "decade", "century", "millennium"),
    *("Monday", "May", "day", "week", "month", "year", "noon"),
]
FRAMES = [
    "two {} ago",
    "the last two {}",
    "three {} later",
    "every other {}",
    "the next {}",
    "a {} and a half ago",
    "hundreds of {} ago",
    "the {} before last",
    "99999 {} ago",
    "minus two {}",
    "the {} of the year 99999",
    "half a {} earlier",
    "several {} from now",
]


@pytest.mark.parametrize("frame", FRAMES)
def test_no_unit_trips_it(frame: str) -> None:
    for noun, published in product(NOUNS, (None, date(1989, 12, 7), date(1, 1, 1), date(9999, 12, 31))):
        text = f"Troops came {frame.format(noun)}. TROOPS CAME {frame.format(noun).upper()}."
        for mention in find_times(text, published=published):
            assert mention.span.of(text)


WRITTEN = [
    "On {} May at {}.45 police shot {} people, {} days after {}:{}0 GMT.",
    "In the {}0s, on the {}th of December 201{}, at {}pm, {} o'clock and 20{}{}hrs, {}-year-olds died.",
    "{} per cent. {}.30. {} BC. {}/{}. {} hundred. May {} killed. {}.00 and {} hours ago.",
]


@pytest.mark.parametrize("sign", ["²", "①", "1²", "٣", "４", "፩", "9" * 5000])
def test_no_digit_of_another_kind_and_no_length_of_one_trips_it(sign: str) -> None:
    for frame in WRITTEN:
        text = frame.replace("{}", sign)
        for mention in find_times(text, published=date(2031, 3, 14)):
            assert mention.span.of(text)
