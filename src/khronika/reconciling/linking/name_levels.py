"""How far two names agree: word by word, with nicknames, initials, exchanged order and words left out."""

from khronika.reconciling.linking.entries import Name
from khronika.reconciling.names.word_levels import word_level

_FAR = ("near", "different", "initial")


def name_level(one: Name, other: Name) -> tuple[str, tuple[tuple[str, str], ...]]:
    """How far two names agree, and the words that are the same in both, by which the agreement is the rarer.

    The level is "same/alike" (given name the same, family names alike) and so on, or what else holds of the two:
    "order exchanged", "half exchanged", "a word shared", "one name same".
    """
    if not (one.given and one.family and other.given and other.family):
        return _one_word(one, other)
    given, family = word_level(one.given, other.given), word_level(one.family, other.family)
    if "same" not in (given, family) and (one.given == other.family or one.family == other.given):
        both = one.given == other.family and one.family == other.given
        shared = one.given if one.given == other.family else one.family
        words = (("any", one.given), ("any", one.family)) if both else (("any", shared),)
        return "order exchanged" if both else "half exchanged", words
    if given in _FAR and family in _FAR:
        common = set(one.words) & set(other.words)
        if common:
            return "a word shared", (("any", max(common, key=lambda word: (len(word), word))),)
    parts = ((given, ("given", one.given)), (family, ("family", one.family)))
    agreed = [part for level, part in parts if level == "same"]
    return f"{given}/{family}", tuple(agreed)


def _one_word(one: Name, other: Name) -> tuple[str, tuple[tuple[str, str], ...]]:
    short, long = sorted((one.words, other.words), key=lambda words: (len(words), words))
    found = [(word_level(word, whole), word) for word in short for whole in long]
    for level in ("same", "alike", "nickname"):
        hits = [word for each, word in found if each == level]
        if hits:
            rare = (("any", max(hits, key=lambda word: (len(word), word))),) if level == "same" else ()
            return f"one name {level}", rare
    return "one name different", ()


def further_level(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """How far the words between given name and family name agree: patronymics, second given names."""
    if one == other:
        return "same"
    pairs = {word_level(a, b) for a in one for b in other}
    if pairs & {"same", "alike", "initial"}:
        return "partly"
    return "different"
