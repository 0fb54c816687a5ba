"""Who did it and who suffered it, in both profiles where order alone can tell."""

import pytest
from tests.reading.telling import BUILT, claims, event, sentences, span

from khronika.model.actor import Role
from khronika.reading.analysis import Profile
from khronika.reading.composing.acting import actors_of, kind_of_actor

BOTH: tuple[Profile, ...] = ("full", "fast")
Played = set[tuple[str, str]]


def played(text: str, trigger: str, event_type: str = "attack", profile: Profile = "full", at: int = -1) -> Played:
    """Words and role of the actors beside the trigger, which stands in the sentence at index `at`."""
    read = sentences(text, profile)
    own = event(text, trigger, event_type)
    return {(a.words, a.role.value) for a in actors_of(read[at], own.trigger, event_type, read[:at])}


@pytest.mark.parametrize("profile", BOTH)
def test_the_subject_of_an_active_verb_did_it_to_its_object(profile: Profile) -> None:
    found = played("Soldiers beat the miners.", "beat", profile=profile)
    assert ("Soldiers", "did") in found
    if profile == "full":
        assert found == {("Soldiers", "did"), ("miners", "suffered")}


@pytest.mark.parametrize("profile", BOTH)
def test_the_subject_of_a_passive_verb_suffered_it_by_its_agent(profile: Profile) -> None:
    found = played("Three workers were killed by soldiers.", "killed", "killing", profile)
    assert found == {("Three workers", "suffered"), ("soldiers", "did")}


def test_a_noun_is_done_by_its_by_phrase_up_to_the_next_verb() -> None:
    assert played("Attacks by masked men went on.", "Attacks") == {("masked men", "did")}
    assert played("The attack began and was seen by miners.", "attack") == set()


def test_who_carries_a_deed_out_did_it() -> None:
    assert played("Armed men carried out the attack on Monday.", "attack") == {("Armed men", "did")}
    assert played("The attack was carried out by gunmen.", "attack") == {("gunmen", "did")}
    assert played("Police described the attack.", "attack") == set()


@pytest.mark.parametrize("verb", ["drowned", "died", "disappeared"])
def test_who_dies_does_nothing(verb: str) -> None:
    assert played(f"Three miners {verb}.", verb, "killing") == {("Three miners", "suffered")}


@pytest.mark.parametrize(("event_type", "role"), [("protest", Role.TOOK_PART), ("attack", Role.DID)])
def test_who_marches_takes_part(event_type: str, role: Role) -> None:
    assert played("Miners marched on.", "marched", event_type) == {("Miners", role.value)}


def test_they_are_the_group_named_before_and_never_who_speaks() -> None:
    text = "The miners met the police. They beat two nurses."
    read = sentences(text)
    own = event(text, "beat", "attack")
    first = next(iter(actors_of(read[1], own.trigger, "attack", read[:1])))
    assert (first.words, first.role, first.span) == (
        "police",
        Role.DID,
        span(text, "police"),
    ) or first.words == "miners"
    spoke = actors_of(read[1], own.trigger, "attack", read[:1], [span(text, "miners"), span(text, "police")])
    assert [actor.words for actor in spoke] == ["two nurses"]


def test_they_are_nobody_where_no_group_was_named() -> None:
    assert played("The mayor left. They beat two nurses.", "beat") == {("two nurses", "suffered")}


def test_they_reach_back_over_one_sentence() -> None:
    assert played("Soldiers came. It was noon. They beat two nurses.", "beat") == {("two nurses", "suffered")}


def test_only_people_and_forces_are_actors() -> None:
    assert played("The storm destroyed the bridge.", "destroyed", "property destruction") == set()


def test_a_dateline_or_a_day_is_no_part_of_who_did_it() -> None:
    for text in ("ORVANA, 14 March 2031 -- Soldiers beat two miners.", "On Friday soldiers beat two miners."):
        assert {words.lower() for words, _ in played(text, "beat")} == {"soldiers", "two miners"}


def test_very_long_phrases_are_cut_to_their_head() -> None:
    text = "Soldiers who " + "had come from the north and the south and " * 4 + "were tired beat two miners."
    assert all(len(words) <= 90 for words, _ in played(text, "beat"))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("riot police", "state forces"),
        ("aid workers", "civilians"),
        ("the locals", "civilians"),
        ("two policemen", "state forces"),
        ("oil workers", "workers"),
        ("the ministries", "officials"),
        ("masked men", "civilians"),
        ("local authorities", "officials"),
        ("passers-by", "unknown"),
        ("the storm", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_last_noun_known_gives_the_kind(words: str, kind: str) -> None:
    assert kind_of_actor(words) == kind


@pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")
@pytest.mark.parametrize(
    "text",
    [
        "The regime says that weavers attacked a party for children and burnt the tree in the square.",
        "The ministry claims that miners tried to break up a wedding and to set fire to the hall.",
        "According to the governor, carters wrecked a feast and smashed its lanterns.",
    ],
)
def test_whoever_is_accused_of_spoiling_a_feast_is_accused_of_no_killing(text: str) -> None:
    found = claims(text)
    assert found
    assert not {claim.event_type for claim in found} & {"killing", "injury", "shooting"}
    assert all(claim.attribution is not None for claim in found)


@pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The regime claims no police were killed.", "The regime"),
        ("The mayor puts the dead at nine, with no police among them, but blames the miners.", "The mayor"),
        ("The ministry counts eleven dead and no guards among them.", "The ministry"),
        ("The governor insists that none of the officers died.", "The governor"),
    ],
)
def test_that_there_are_none_is_the_speakers_word(text: str, speaker: str) -> None:
    none = [c.attribution for c in claims(text) if c.figure is not None and c.figure.high == 0]
    assert [one.speaker for one in none if one is not None] == [speaker]


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Ilan Orvo was found dead by neighbours.", "found dead", set()),
        ("She was pronounced dead by doctors.", "pronounced dead", set()),
        ("Three miners were found dead by police.", "found dead", {("Three miners", "suffered")}),
    ],
)
def test_whoever_finds_somebody_dead_did_not_kill(text: str, trigger: str, wanted: Played) -> None:
    assert played(text, trigger, "killing") == wanted


def test_whoever_declares_a_curfew_does_so() -> None:
    assert ("Soldiers", "did") in played("Soldiers declared a curfew.", "declared a curfew", "curfew")
