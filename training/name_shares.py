"""How frequent names are, frozen: ``reconciling/names/name_shares.tsv``.

Of every country in the library Faker (MIT) the share of the people who bear a name: as its lists weigh it, or, where
they only list names, the same for all of one list. A name that several countries have counts as it does where it is
most frequent, since the names of one chronicle are mostly of one country. What is most frequent of all, where no list
weighs it, is set by hand in ``frequent_names.toml``. Names rarer than `RARE` are left out, and all count as rare.

    pip install faker==40.63.0; python -m training.name_shares src/khronika/reconciling/names/name_shares.tsv
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from khronika.reconciling.names.romanising import parts_of

RARE = 0.001
LISTED = 0.6
"""So much of a country do the names of a list that weighs none of them make up."""
_SHORTEST_LIST = 30
_HEAD = "# Names in one spelling, with the share of people who bear them; see training/name_shares.py\n"
_ATTRIBUTES = {
    "given": ("first_names", "first_names_male", "first_names_female", "first_romanized_names"),
    "family": ("last_names", "last_names_male", "last_names_female", "last_romanized_names"),
}
_RUSSIAN = ("ov", "ev", "in")
Shares = dict[str, dict[str, float]]


def lists_of(country: str) -> Iterator[tuple[str, dict[str, float]]]:
    """Of one country: given or family, and the share of each name of a list as it is written there."""
    provider = import_module(f"faker.providers.person.{country}").Provider
    for role, attributes in _ATTRIBUTES.items():
        for attribute in attributes:
            names = getattr(provider, attribute, None)
            if isinstance(names, Mapping) and len(names) >= _SHORTEST_LIST:
                total = sum(names.values())
                yield role, {name: LISTED * count / total for name, count in names.items()}
            elif isinstance(names, Sequence) and not isinstance(names, str) and len(set(names)) >= _SHORTEST_LIST:
                yield role, {name: LISTED / len(set(names)) for name in names if isinstance(name, str)}


def by_hand() -> Iterator[tuple[str, dict[str, float]]]:
    """What is set by hand, with the feminine forms of Russian family names."""
    table = tomllib.loads(Path(__file__).with_name("frequent_names.toml").read_text("utf-8"))
    for role, shares in table.items():
        for share, names in shares.items():
            feminine = [f"{name}a" for name in names if role == "family" and name.endswith(_RUSSIAN)]
            yield role, dict.fromkeys([*names, *feminine], float(share))


def collected(lists: Iterator[tuple[str, dict[str, float]]]) -> Shares:
    """given, family -> name in one spelling -> its largest share."""
    found: Shares = {"given": {}, "family": {}}
    for role, names in lists:
        here: dict[str, float] = {}
        for name, share in names.items():
            parts = parts_of(name)
            if len(parts) == 1 and len(parts[0]) > 1:
                here[parts[0]] = here.get(parts[0], 0.0) + share
        for word, share in here.items():
            found[role][word] = max(share, found[role].get(word, 0.0))
    return found


def main() -> None:
    """Writes the file named on the command line."""
    countries = sorted(one.name for one in iter_modules(import_module("faker.providers.person").__path__) if one.ispkg)
    found = collected(pair for country in countries for pair in lists_of(country))
    for role, set_by_hand in collected(by_hand()).items():
        found[role] |= set_by_hand
    lines = [_HEAD]
    for word in sorted({*found["given"], *found["family"]}):
        share = max(found[role].get(word, 0.0) for role in _ATTRIBUTES)
        if share >= RARE:
            lines.append(f"{word}\t{share:.2g}\n")
    Path(sys.argv[1]).write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
