"""Every form in which a phrase of the lexicon may stand in a text."""

from functools import cache

from khronika.reading.lexicon import lexicon

_VOWELS = frozenset("aeiou")


def verb_phrases(phrase: str) -> set[str]:
    """The phrase with its first word, a verb, in all its forms."""
    first, _, rest = phrase.partition(" ")
    return {f"{form} {rest}".rstrip() for form in verb_forms(first)}


def noun_phrases(phrase: str) -> set[str]:
    """The phrase in singular and plural; in "ban on rallies" the first noun is the one that changes."""
    for link in (" of ", " on ", " to ", " against "):
        head, found, rest = phrase.partition(link)
        if found:
            return {form + found + rest for form in noun_forms(head)}
    return noun_forms(phrase)


@cache
def verb_forms(verb: str) -> frozenset[str]:
    """The verb, its third person, past, participle and -ing form."""
    irregular = _irregular("verbs", verb)
    if irregular:
        return frozenset({verb, *irregular})
    if verb.endswith("e"):
        return frozenset({verb, verb + "s", verb + "d", (verb if verb.endswith(("ee", "ye")) else verb[:-1]) + "ing"})
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return frozenset({verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"})
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return frozenset({verb, third, verb + "ed", verb + "ing"})


@cache
def noun_forms(phrase: str) -> set[str]:
    """The noun phrase, whose last word is the noun, in singular and plural."""
    irregular = _irregular("nouns", phrase)
    if irregular:
        return {*irregular, *({phrase} if phrase != "arm" else ())}
    start, space, last = phrase.rpartition(" ")
    irregular = _irregular("nouns", last)
    if irregular:
        return {phrase, *(start + space + form for form in irregular)}
    if last.endswith("y") and len(last) > 1 and last[-2] not in _VOWELS:
        return {phrase, phrase[:-1] + "ies"}
    return {phrase, phrase + ("es" if last.endswith(("s", "sh", "ch", "x", "z")) else "s")}


def _irregular(part: str, word: str) -> list[str]:
    found: list[str] = lexicon("en", "event_forms")[part].get(word, [])
    return found
