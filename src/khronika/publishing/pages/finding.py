"""Every incident by kind, place, source and status, over all pages of a large chronicle.

For a script as one file of data that pages load from the disk; for a reader without scripts as lists of plain links.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from khronika.publishing.pages.filters import Facet, Filters
from khronika.publishing.pages.timeline import Day, Entry
from khronika.publishing.plain import made_visible

DATA = "data/incidents.js"
"""The file lies with the data, not with the scripts, so that the last look for withheld names goes through it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An incident under one value of a facet. heading: what the value is called, with how many have it."""

    heading: str
    day: str
    entry: Entry


def incidents_script(days: Iterable[Day], filters: Filters) -> bytes:
    """The incidents as a script that only names data: titles, links, days, and what each can be found by.

    `facets`: name, title and choices (value, label, count); `incidents`: title, link, day, and the values of the
    facets in their order. Nothing of it is ever run; "<" is escaped all the same.
    """
    rows = [(day.name, entry, filters.incident(entry)) for day in days for entry in day.entries]
    facets = filters.facets(values for _, _, values in rows)
    data = {
        "facets": [[facet.name, facet.title, [[c.value, c.label, c.count] for c in facet.choices]] for facet in facets],
        "incidents": [
            [entry.incident.title, entry.href, day, *(values[facet.name] for facet in facets)]
            for day, entry, values in rows
        ],
    }
    # letters stay as they are: the last look for withheld names would not know a name by the numbers of its letters
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"const khronikaIncidents = {made_visible(text)};\n".encode("utf-8", "replace")


def listings(days: Iterable[Day], filters: Filters) -> Iterator[tuple[Facet, list[Listed]]]:
    """Each facet with every incident under every value that it has, in the order of the choices, then of the days."""
    rows = [(day.name, entry, filters.incident(entry)) for day in days for entry in day.entries]
    for facet in filters.facets(values for _, _, values in rows):
        held: dict[str, list[Listed]] = {choice.value: [] for choice in facet.choices}
        headings = {choice.value: f"{choice.label} ({choice.count:,})" for choice in facet.choices}
        for day, entry, values in rows:
            for value in values[facet.name].split():
                held[value].append(Listed(headings[value], day, entry))
        yield facet, [one for listed in held.values() for one in listed]
