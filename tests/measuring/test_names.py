"""The pairs of names are well formed, and are answered by a chronicle."""

from collections import Counter

from benchmarks.names.__main__ import summary
from benchmarks.names.pairs import ANSWERS, Pair, answer_to, pairs


def test_there_are_pairs_of_every_answer_in_two_parts_and_none_twice():
    known = pairs()
    asked = {(pair.tie, pair.one, pair.age, pair.other, pair.other_age) for pair in known}
    assert len(known) == len(asked) >= 150
    for part in (True, False):
        counted = Counter(pair.answer for pair in known if pair.unread == part)
        assert set(counted) == set(ANSWERS)
        assert min(counted.values()) >= 10


def test_a_pair_is_answered_by_the_chronicle_of_its_two_reports():
    alike = Pair(kind="", tie="event", one="Anna Brel", age=None, other="Anna Brel", other_age=None, answer="same")
    other = Pair(kind="", tie="event", one="Anna Brel", age=None, other="Ivo Taral", other_age=None, answer="different")
    assert [answer_to(pair) for pair in (alike, other)] == ["same", "different"]


def test_a_summary_tells_the_right_from_the_wrong():
    pair = Pair(kind="", tie="far", one="A", age=1, other="B", other_age=2, answer="different")
    told = summary([(pair, "different"), (pair, "same")])
    assert told.splitlines()[0] == "1 of 2 (50.0 %)"
    assert "different (2): same 1, undecidable 0, different 1" in told
