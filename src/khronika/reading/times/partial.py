"""What the words of a time expression say, before it is known which day they were written on."""

from dataclasses import dataclass

from khronika.model.when import TimexType


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """A time expression as far as its own words go.

    value: the whole TIMEX3 value where no context is needed (durations, sets, PRESENT_REF); else "".
    year, month, day, weekday (ISO), season (SP, SU, FA, WI), quarter, half: what is named.
    part: part of day (MO, AF, EV, NI ...); clock: "12:45"; zone: "Z", "-05".
    relative: last, next, this (seen from the report), before, after, same (seen from the narrative),
        latest, or "" where only a name is given; unit: TIMEX3 unit that it moves by.
    shift: that many units later (negative: earlier); None where there is no shift; `exact` False
        where the number is vague ("a few days later").
    narrative: the shift counts from the day of the narrative, not of the report ("two days later").
    feast: rule of a feast's day (see ``reference.calendar``); feast_days: how many days it lasts.
    mod: TIMEX3 mod.
    unpointed: no word points at the stretch: "the end of the year", not "later that year".
    aside: the words stand in brackets or join two years, so that the story does not move there.
    """

    type: TimexType = TimexType.DATE
    value: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str = ""
    quarter: int | None = None
    half: int | None = None
    part: str = ""
    clock: str = ""
    zone: str = ""
    relative: str = ""
    unit: str = ""
    shift: float | None = None
    exact: bool = True
    narrative: bool = False
    feast: str = ""
    feast_days: int = 1
    mod: str | None = None
    aside: bool = False
    unpointed: bool = False
