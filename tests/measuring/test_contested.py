"""The contested episodes are well formed, and their scorer tells a right chronicle from a wrong one."""

import pytest
from benchmarks.contested.episodes import bounds_of, episodes
from benchmarks.contested.scoring import checks

ALL = episodes()


def test_two_parts_share_nothing():
    read, unread = ({one.name for one in episodes(part)} for part in ("read", "unread"))
    assert (len(read), len(unread), len(ALL)) == (101, 32, 133)
    assert not read & unread


@pytest.mark.parametrize("episode", ALL, ids=lambda one: one.name)
def test_an_episode_is_whole(episode):
    assert 3 <= len(episode.dispatches) <= 8
    assert all(one.published and one.publisher for one in episode.dispatches)
    ids = {one.doc_id for one in episode.dispatches}
    texts = {one.doc_id: one.text for one in episode.dispatches}
    for figure in episode.figures:  # loading has found the words in the text
        assert texts[figure.doc][figure.start : figure.end].casefold() == figure.words.casefold()
    assert episode.tolls
    assert {one for pair in episode.repeats.items() for one in (pair[0], pair[1][0])} <= ids
    for toll in episode.tolls:
        known = [number for number in (toll.low, toll.best, toll.high) if number is not None]
        assert known == sorted(known)
        assert (toll.status == "reported") == bool(known)


def test_no_two_episodes_are_one_text_with_other_words():
    openings = [" ".join(dispatch.text.split()[:6]) for one in ALL for dispatch in one.dispatches]
    copies = sum(how in ("copies", "same_words") for one in ALL for _, how in one.repeats.values())
    assert len(openings) - len(set(openings)) <= copies + len([one for one in ALL if one.updates])


def test_counts_are_written_in_one_notation():
    assert bounds_of("9") == ((9, 9),)
    assert bounds_of("9..") == ((9, None),)
    assert bounds_of("..9") == ((None, 9),)
    assert bounds_of("9..12") == ((9, 12),)
    assert bounds_of(">9") == ((9, None), (10, None))
    assert bounds_of("some") == ((None, None),)


def _chronicle(episode, *, merged=False, standing="counted"):
    """A chronicle made from the answers of an episode whose figures are all counted by one speaker each."""
    claims, incidents = [], {}
    for number, figure in enumerate(episode.figures):
        low, high = figure.bounds[0]
        name = f"claim{number}"
        count = {"start": figure.start, "end": figure.end, "measure": figure.measure, "low": low, "high": high}
        laid = {"speaker": figure.by, "source": figure.by}
        claims.append({"claim_id": name, "doc_id": figure.doc, "figure": count, "attribution": laid})
        account = {"claims": [name], "superseded": [], "standing": standing, "speaker": figure.by}
        incidents.setdefault("all" if merged else figure.on, []).append((name, figure, account))
    told = [
        {
            "incident_id": event,
            "claims": [name for name, _, _ in rows],
            "tallies": [
                {"measure": toll.measure, "group": toll.group, "status": "reported", "low": toll.low, "best": toll.best,
                 "high": toll.high, "accounts": [account for _, _, account in rows]}
                for toll in episode.tolls if toll.on == event or merged
            ],
        }
        for event, rows in incidents.items()
    ]  # fmt: skip
    dispatches = [
        {"doc_id": one.doc_id, "published": one.published.isoformat(), "incidents": [], "copy_of": None}
        for one in episode.dispatches
    ]
    return {"claims": claims, "incidents": told, "dispatches": dispatches, "people": []}


def _episode(name):
    return next(one for one in ALL if one.name == name)


def test_a_chronicle_with_every_answer_holds_every_check():
    episode = _episode("tilsen-arden")
    told = _chronicle(episode)
    told["claims"][2]["figure"]["scope_place"] = "Tilsen and Arden"
    told["incidents"] = told["incidents"][:2]  # the wider count stands in neither
    wrong = [check for check in checks(episode, told) if not check.right]
    assert not wrong


def test_events_run_together_and_figures_lost_are_seen():
    episode = _episode("tilsen-arden")
    kinds = {check.kind for check in checks(episode, _chronicle(episode, merged=True)) if not check.right}
    assert "not merged" in kinds
    empty = {"claims": [], "incidents": [], "dispatches": _chronicle(episode)["dispatches"], "people": []}
    kinds = {check.kind for check in checks(episode, empty) if not check.right}
    assert {"kept", "attributed", "standing", "bounds", "best"} <= kinds


def test_a_figure_that_was_replaced_must_not_be_counted():
    episode = _episode("lumen-stampede")
    found = {check.words: check.right for check in checks(episode, _chronicle(episode)) if check.kind == "superseded"}
    assert list(found.values()) == [False]
