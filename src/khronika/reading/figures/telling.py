"""Tells numbers that count from those that do not: dates, times, ages, money, shares, distances, addresses."""

import re
from collections.abc import Sequence

from khronika.model.figure import Exactness
from khronika.reading.figures.numerals import number_words
from khronika.reading.figures.phrase import NumberPhrase
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Token

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_COMPOUND = re.compile(
    r"(?:\d+|[a-z]+)-(?:year|month|week|day)s?-olds?|\d+-(?:hour|minute|day|week|month|year|mile|mm|foot|story|storey)\b",
    re.I,
)
_LAST_DAY = 31
_LAST_HOUR = 12
_SHORT_YEAR = 99
_SHORT_NUMBER = 3
"""Digits that more than these follow behind a hyphen are the beginning of a telephone number."""
_INSERTION = 7
"""Tokens back in which the comma stands that opens an insertion."""
_LARGEST = 10_000_000
"""A bare number above it is a telephone number or a file's."""


def counts_nobody(tokens: Sequence[Token], phrase: NumberPhrase) -> bool:
    """Whether the number is a date, a time, an age, money, a share, a distance, an address or a mere "one"."""
    number = tokens[phrase.at].lower
    after, behind = _lower(tokens, phrase.to + 1), _lower(tokens, phrase.to + 2)
    before = _lower(tokens, phrase.at - 1)
    months = word_set("en", "numbers", "not_a_count.months")
    if after.rstrip(".") in months and (phrase.high or 0) <= _LAST_DAY:
        return True
    if before.rstrip(".") in months and not (before == "may" and not number.isdigit()):
        return (phrase.high or 0) <= _SHORT_YEAR or bool(_YEAR.fullmatch(number))
    if _COMPOUND.match(tokens[phrase.to].text) or after in word_set("en", "numbers", "not_a_count.after"):
        return True
    if after in ("-", "–") and behind in word_set("en", "numbers", "not_a_count.after_hyphen"):
        return True
    if before in ("$", "£", "€") or (number == "one" and before in word_set("en", "numbers", "not_a_count.before_one")):
        return True
    if number[0].isdigit() and (_labels(tokens, phrase, before, after) or _in_a_caption(tokens, phrase)):
        return True
    if number[0].isdigit() and _is_dialled(tokens, phrase, after, behind):
        return True
    if (
        after == "in"
        and phrase.low is not None
        and behind in number_words().units
        and phrase.low < number_words().units[behind]
    ):
        return True
    if before == "in" and _lower(tokens, phrase.at - 2) in number_words().units and phrase.low == phrase.high:
        return True
    if before == "by" and _an_hour(tokens, phrase, after):
        return True
    return _an_age(tokens, phrase, before, after) or _offspring(tokens, phrase, before, after)


def _an_hour(tokens: Sequence[Token], phrase: NumberPhrase, after: str) -> bool:
    """ "the crowd went home BY EIGHT"; not "the toll rose by six"."""
    changes = word_set("en", "figures", "toll.changes")
    if (
        phrase.high is None
        or phrase.high > _LAST_HOUR
        or phrase.first == 0
        or after not in ("", ".", ",", ";", "and", "the", "in")
    ):
        return False
    lead = tokens[phrase.at - 2] if phrase.at > 1 else None
    return lead is None or (lead.lemma not in changes and lead.tag != "VBN")


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _labels(tokens: Sequence[Token], phrase: NumberPhrase, before: str, after: str) -> bool:
    """Digits that name something: "bus 12", "at 9", "in 1912", "007", a telephone number."""
    number = tokens[phrase.at].lower
    if before in word_set("en", "numbers", "not_a_count.before") and phrase.exactness is Exactness.EXACT:
        return before not in ("at", "from", "until", "since", "number") or (
            after in ("", ".", ",") and before in ("until", "since")
        )
    year = (
        _YEAR.fullmatch(number)
        and phrase.at == phrase.to
        and not (before == "to" and _lower(tokens, phrase.at - 2) == "up")
    )
    if year and ((before == "the" and phrase.exactness is Exactness.EXACT) or _of_a_date(tokens, phrase.at)):
        return True
    if year and before in word_set("en", "numbers", "not_a_count.before_year"):
        return True
    if before == "-" and phrase.at > 1 and tokens[phrase.at - 2].end == tokens[phrase.at - 1].start:
        return tokens[phrase.at - 1].end == tokens[phrase.at].start
    return number.startswith("0") or (number.isdecimal() and int(number) > _LARGEST)


def _is_dialled(tokens: Sequence[Token], phrase: NumberPhrase, after: str, behind: str) -> bool:
    """ "a boy CALLED 911 moments before he died", "call 866-435-9355": a number that is called."""
    calling = word_set("en", "numbers", "not_a_count.calling")
    if tokens[phrase.at].lower in word_set("en", "numbers", "not_a_count.called"):
        return any(token.lemma in calling for token in tokens[max(0, phrase.at - 2) : phrase.at])
    if after not in ("-", "–") or not behind[:3].isdigit():
        return False
    in_three = _lower(tokens, phrase.to + 3) in ("-", "–") and _lower(tokens, phrase.to + 4).isdigit()
    return len(behind) > _SHORT_NUMBER or in_three


def _of_a_date(tokens: Sequence[Token], at: int) -> bool:
    """ "July 3, 2015": a year behind a day of a month."""
    day, month = _lower(tokens, at - 2), _lower(tokens, at - 3)
    if _lower(tokens, at - 1) != ",":
        day, month = _lower(tokens, at - 1), _lower(tokens, at - 2)
    return (
        day.isdecimal()
        and int(day) <= _LAST_DAY
        and month.rstrip(".") in word_set("en", "numbers", "not_a_count.months")
    )


def _in_a_caption(tokens: Sequence[Token], phrase: NumberPhrase) -> bool:
    """ "Image 10 of 11", "(LEX 18)": the number of a picture, of a station."""
    labels = word_set("en", "numbers", "not_a_count.pictures")
    before, opening = _lower(tokens, phrase.at - 1), _lower(tokens, phrase.at - 2)
    if before in labels or (before == "of" and opening.isdigit() and _lower(tokens, phrase.at - 3) in labels):
        return True
    station = phrase.at > 1 and tokens[phrase.at - 1].text.isupper() and before.isalpha()
    return station and opening in ("(", "[") and _lower(tokens, phrase.to + 1) in (")", "]")


def _an_age(tokens: Sequence[Token], phrase: NumberPhrase, before: str, after: str) -> bool:
    """ "Ilan Orvo, 34, was ...", "two girls aged nine and 11", "children as young as six"."""
    if phrase.low is None or phrase.low >= 110 or phrase.exactness is Exactness.VAGUE:
        return False
    if before in ("aged", "age", "ages") or (_lower(tokens, phrase.at - 2) in ("young", "old") and before == "as"):
        return True
    if _of_somebody(tokens, phrase.at) or _second_of_two_ages(tokens, phrase.at, after):
        return True
    if tokens[phrase.at].lower[0].isdigit() and _said_to_be(tokens, phrase.at, after):
        return True
    words = {_lower(tokens, i) for i in range(max(0, phrase.at - 6), phrase.at)}
    if words & {"aged", "ages"} and before in ("and", "or", ",", "to", "between"):
        return True
    if _in_their_tens(phrase, after) or (before == "also" and _lower(tokens, phrase.at - 2) == "," and after == ","):
        return True  # "in his early 20's", "another teen, also 15, was shot"
    if not tokens[phrase.at].lower[0].isdigit() or phrase.low == 0 or phrase.at != phrase.to or phrase.at < 2:
        return before == "both" and tokens[phrase.at].lower[0].isdigit()
    if before in word_set("en", "numbers", "not_a_count.turning") or (
        before == "both" and after in (",", ".", ";", "")
    ):
        return True
    return before in (",", "(") and _behind_somebody(tokens, phrase.at - 2, after)


def _in_their_tens(phrase: NumberPhrase, after: str) -> bool:
    """ "a man in his early 20'S": a decade of life."""
    return after in ("'s", "’s") and phrase.low is not None and 10 <= phrase.low < 110 and phrase.low % 10 == 0


def _of_somebody(tokens: Sequence[Token], at: int) -> bool:
    """ "a boy OF FIVE", "a girl of about ten": the age of one person, brought in by an article."""
    of = at - 1
    if of > 0 and tokens[of].lower in ("about", "around", "some", "perhaps"):
        of -= 1
    if of < 2 or tokens[of].lower != "of" or tokens[of - 1].tag in ("NNS", "NNPS"):
        return False
    if tokens[of - 1].lemma not in word_set("en", "figures", "people.aged"):
        return False
    return at + 1 >= len(tokens) or tokens[at + 1].pos not in ("NOUN", "ADJ", "PROPN") or tokens[at + 1].lower == "old"


def _second_of_two_ages(tokens: Sequence[Token], at: int, after: str) -> bool:
    """ "my sons, 17 AND 19, were taken": the ages of several people behind a comma."""
    if _lower(tokens, at - 1) != "and" or after not in (",", ";", ")", ".", ""):
        return False
    lead = at - 3
    if lead < 1 or not _lower(tokens, at - 2).isdigit() or tokens[lead].lower not in (",", "("):
        return False
    people, somebody = word_set("en", "figures", "people.nouns"), tokens[lead - 1]
    return somebody.lemma in people or somebody.lower.removesuffix("s") in people


def _said_to_be(tokens: Sequence[Token], at: int, after: str) -> bool:
    """ "two women, BELIEVED TO BE 30 and 60, were", "Anna Brel, WHO WAS 16, died": an age in an insertion."""
    if after not in (",", ".", ";", ")", "", "and"):
        return False
    at -= 2 * (_lower(tokens, at - 1) == "and")
    if at < 1 or tokens[at - 1].lemma != "be":
        return False
    for back in range(at - 2, max(0, at - _INSERTION), -1):
        if tokens[back].lower in (",", "("):
            opening = tokens[back + 1].lower
            believed = _lower(tokens, at - 2) == "to" and opening in word_set("en", "numbers", "not_a_count.believed")
            return opening in ("who", "whom") or believed
    return False


def _behind_somebody(tokens: Sequence[Token], at: int, after: str) -> bool:
    """Whether a number behind a comma and the token `at` is that person's age; "in Orun, 64 were killed" is none."""
    person = tokens[at]
    closes = after in (",", ";", ")", "—", "–", "-", "--")
    if person.lemma in word_set("en", "figures", "people.nouns"):
        if person.tag == "NNS" and after in ("was", "were"):
            return False  # "of 64 prisoners, 12 were freed"
        return closes or after in ("", ".", "and", "or", "was", "were", "is", "who")
    if person.pos == "NOUN":
        return closes
    if person.pos != "PROPN":
        return False
    if after in ("of", "and", "from", "in") and not _full_name(tokens, at) and at and tokens[at - 1].pos == "ADP":
        return False  # "40 people IN MERRIN, 25 IN ORUN"
    if closes or after in (".", "", "of", "was", "is", "and", "from", "in", "who"):
        return True
    return after in ("were", "have", "had", "are") and _full_name(tokens, at)


def _full_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether the name that ends at a token has two words or more and no preposition before it."""
    first = at
    while first > 0 and tokens[first - 1].pos == "PROPN":
        first -= 1
    return first < at and (first == 0 or tokens[first - 1].pos != "ADP")


def _offspring(tokens: Sequence[Token], phrase: NumberPhrase, before: str, after: str) -> bool:
    """ "a mother of three": they are hers, and nothing befell them here."""
    if before != "of" or _lower(tokens, phrase.at - 2) not in word_set("en", "numbers", "not_a_count.parents"):
        return False
    return phrase.to + 1 >= len(tokens) or tokens[phrase.to + 1].pos not in ("NOUN", "ADJ")
