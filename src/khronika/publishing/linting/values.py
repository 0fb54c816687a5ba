"""What must not leave: names in all their spellings, the words of protected sources, and points that are not public."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from khronika.model.chronicle import Chronicle
from khronika.publishing.withholding.across import AcrossScripts
from khronika.publishing.withholding.folding import fold_word
from khronika.publishing.withholding.protecting import Protected, lists, name_parts
from khronika.publishing.withholding.redaction import (
    WORDS_WITHHELD,
    protected_with_relatives,
    redacted,
    spared,
)
from khronika.publishing.withholding.searching import Hit, Pattern, Searcher, flattened, labelled

_SHORTEST_PART = 4
_SHORTEST_ANYWHERE = 7
_SHORTEST_QUOTE = 20
_WORD = re.compile(r"[^\W\d_]+")
_OWN = (".html", ".toml", ".json", ".js", ".css")
ROUGH, DECIMALS = 2, 5
"""Decimals of a degree: what anybody may see of a point (a kilometre), and what a gazetteer tells (a metre)."""


@dataclass(frozen=True, slots=True)
class Values:
    """What is looked for. points: latitude and longitude that are public, in degrees.

    Each stands there to three, four and five decimals: pages round what tables show in full.
    """

    searcher: Searcher
    across: AcrossScripts
    points: frozenset[tuple[float, float]]

    def hits(self, text: str) -> list[Hit]:
        """Where protected words stand in a text."""
        return sorted({*self.searcher.hits(text), *self.across.hits(text)})

    def without(self, text: str) -> str:
        """The text with what is protected replaced, to be shown."""
        return labelled(text, flattened(self.hits(text)))


def values_of(chronicle: Chronicle) -> Values:
    """What is protected of a chronicle, before anything is withheld from it."""
    who = protected_with_relatives(chronicle)
    shown = [*spared(chronicle, who)]
    public = redacted(chronicle).chronicle
    places = [claim.place for claim in public.claims] + [incident.place for incident in public.incidents]
    return Values(
        Searcher(_patterns(chronicle, who, {fold_word(word) for name in shown for word in _WORD.findall(name)}), shown),
        AcrossScripts(who.names),
        frozenset(
            (round(place.lat, decimals), round(place.lon, decimals))
            for place in places
            if place is not None and place.lat is not None and place.lon is not None
            for decimals in range(ROUGH + 1, DECIMALS + 1)
        ),
    )


def _patterns(chronicle: Chronicle, who: Protected, public: set[str]) -> Iterator[Pattern]:
    """Full names, also run together; parts that tell by themselves; the words of protected sources."""
    common = lists()["ordinary_words"] | own_words() | public
    for name, label in who.names:
        parts = name_parts(name)
        if len(parts) > 1:
            yield Pattern(name, label)
            yield Pattern("".join(parts), label, inside=len("".join(parts)) >= 2 * _SHORTEST_PART)
    for name, label in who.names:
        for part in name_parts(name):
            if len(part) >= _SHORTEST_PART and fold_word(part) not in common:
                yield Pattern(part, label, capitalised=len(part) < _SHORTEST_ANYWHERE)
    for claim in (*chronicle.claims, *chronicle.set_aside):
        if claim.claim_id in who.claims and len(claim.quote) >= _SHORTEST_QUOTE:
            yield Pattern(claim.quote, WORDS_WITHHELD)


@cache
def own_words() -> frozenset[str]:
    """The words that pages and tables say by themselves, whatever the chronicle: no name can be told by them."""
    room = resources.files("khronika.publishing")
    texts = [
        one.read_text(encoding="utf-8")
        for folder in (room / "pages", room / "tables", room / "pages" / "templates", room / "pages" / "static")
        for one in folder.iterdir()
        if one.is_file() and one.name.endswith(_OWN)
    ]
    return frozenset(fold_word(word) for text in texts for word in _WORD.findall(text))
