"""Ids that an edition gave to people hold wherever a person is named."""

from dataclasses import replace

from khronika.model.ids import PersonId
from khronika.publishing.editions.permanence import Earlier, with_permanent_ids
from publishing.sample import CHRONICLE


def test_a_person_keeps_the_published_id_in_tallies_and_undecided_pairs_too() -> None:
    def renamed(person: PersonId) -> PersonId:
        return PersonId(f"new-{person}")

    at, first = next((at, one) for at, one in enumerate(CHRONICLE.incidents) if one.tallies)
    tallies = tuple(replace(tally, named=(PersonId("marat"),)) for tally in first.tallies)
    published = replace(
        CHRONICLE,
        incidents=(*CHRONICLE.incidents[:at], replace(first, tallies=tallies), *CHRONICLE.incidents[at + 1 :]),
    )
    rebuilt = replace(
        published,
        people=tuple(replace(one, person_id=renamed(one.person_id)) for one in published.people),
        incidents=tuple(
            replace(
                one,
                people=tuple(map(renamed, one.people)),
                tallies=tuple(replace(tally, named=tuple(map(renamed, tally.named))) for tally in one.tallies),
            )
            for one in published.incidents
        ),
        undecided=tuple(
            replace(pair, people=(renamed(pair.people[0]), renamed(pair.people[1]))) for pair in published.undecided
        ),
    )
    assert rebuilt.undecided
    again, stones = with_permanent_ids(rebuilt, Earlier(number=1, record=published.as_dict()))
    stated = {one.person_id for one in published.people if one.history}
    assert stated <= {one.person_id for one in again.people}
    assert again.incidents[at].tallies[0].named == (PersonId("marat"),)
    assert again.undecided == published.undecided
    assert not [stone for stone in stones if stone.kind == "people" and stone.id in stated]
