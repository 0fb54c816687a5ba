"""Dictionary forms of Russian words, by pymorphy3 and the dictionary of OpenCorpora.

Everywhere in this folder ё is written е, as most texts do: in dictionary forms and in the words of lexicons alike.
"""

import importlib.util
from functools import cache, lru_cache
from typing import Any

from khronika.errors import ModelError
from khronika.reading.lexicon import lexicon

PARTS = ("pymorphy3", "pymorphy3_dicts_ru", "razdel")
CASES = {
    "nomn": "Nom", "gent": "Gen", "datv": "Dat", "accs": "Acc", "ablt": "Ins", "loct": "Loc", "gen2": "Gen",
    "acc2": "Acc", "loc2": "Loc", "voct": "Nom",
}  # fmt: skip
"""Cases as OpenCorpora writes them -> as Universal Dependencies does."""
_POS = {
    "NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADV", "VERB": "VERB", "INFN": "VERB", "PRTF": "VERB",
    "PRTS": "VERB", "GRND": "VERB", "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRON", "PRED": "ADV", "PREP": "ADP",
    "CONJ": "CCONJ", "PRCL": "PART", "INTJ": "INTJ",
}  # fmt: skip
_FIRST = ("PRTS", "NUMR", "PREP", "CONJ", "NPRO", "PRCL")
"""Parts of speech that a short word is before anything else ("убиты" is no adjective)."""
_CACHED = 1 << 16


@cache
def _analyzer() -> Any:
    """The dictionary. Raises: ModelError where it is not installed."""
    missing = [name for name in PARTS if importlib.util.find_spec(name) is None]
    if missing:
        raise ModelError(f"reading Russian needs {' and '.join(missing)}: pip install 'khronika[russian]'")
    import pymorphy3  # noqa: PLC0415  (optional; 0.2 s and 15 MB, only where something Russian is read)

    return pymorphy3.MorphAnalyzer(lang="ru")


def plain(word: str) -> str:
    """The word in lower case, ё as е."""
    return word.lower().replace("ё", "е")


@lru_cache(maxsize=_CACHED)
def parses(word: str) -> tuple[Any, ...]:
    """What the dictionary makes of a lower-case word, the likeliest first; those that short words are come first."""
    found = _analyzer().parse(word)
    return tuple(sorted(found, key=lambda one: str(one.tag.POS) not in _FIRST))


@lru_cache(maxsize=_CACHED)
def lemmas(word: str) -> frozenset[str]:
    """Every dictionary form that a lower-case word may be of, and the word itself."""
    return frozenset({plain(word)}.union(_form(one) for one in parses(word)))


@lru_cache(maxsize=_CACHED)
def lemma(word: str, pos: str = "", case: str = "") -> str:
    """The dictionary form of a lower-case word whose part of speech and case a tagger has told, or nobody.

    A full participle stands for itself ("погибших" -> "погибший", "задержанных" -> "задержанный"), a short one and
    every other form of a verb for the infinitive ("убиты" -> "убить").
    """
    return _form(_best(word, pos, case))


def _best(word: str, pos: str, case: str) -> Any:
    return max(
        enumerate(parses(word)),
        key=lambda pair: (
            2 * (_POS.get(str(pair[1].tag.POS), "X") == {"PROPN": "NOUN", "AUX": "VERB", "DET": "ADJ"}.get(pos, pos))
            + (CASES.get(str(pair[1].tag.case)) == (case or None)),
            -pair[0],
        ),
    )[1]


def _form(parse: Any) -> str:
    if parse.tag.POS == "PRTF":
        whole = parse.inflect({"nomn", "sing", "masc"})
        return plain(whole.word if whole else parse.word)
    return plain(parse.normal_form)


@lru_cache(maxsize=_CACHED)
def guessed(word: str) -> tuple[str, str, str, bool]:
    """Part of speech, case, dictionary form and whether it is plural, of a lower-case word that no tagger has seen."""
    best = parses(word)[0]
    pos = _POS.get(str(best.tag.POS), "X")
    return pos, CASES.get(str(best.tag.case), ""), _form(best), best.tag.number == "plur"


@lru_cache(maxsize=_CACHED)
def kind_of_form(word: str, pos: str, case: str) -> str:
    """Penn Treebank's tag for the form, as far as ``grammar`` asks: plural, past tense, passive participle ..."""
    best = _best(word, pos, case)
    plural = best.tag.number == "plur"
    if pos in ("NOUN", "PROPN"):
        return {("NOUN", True): "NNS", ("NOUN", False): "NN", ("PROPN", True): "NNPS"}.get((pos, plural), "NNP")
    if pos in ("VERB", "AUX"):
        if best.tag.POS in ("PRTF", "PRTS"):
            return "VBN" if best.tag.voice == "pssv" else "VBG"
        return {"INFN": "VB", "GRND": "VBG"}.get(str(best.tag.POS), "VBD" if best.tag.tense == "past" else "VBZ")
    return {"ADJ": "JJ", "DET": "DT", "NUM": "CD", "ADV": "RB", "PRON": "PRP", "ADP": "IN", "CCONJ": "CC"}.get(pos, ".")


@lru_cache(maxsize=_CACHED)
def form_in_nominative(noun: str, agreeing: tuple[str, ...], case: str) -> tuple[str, ...] | None:
    """The words that agree with a lower-case noun of a case, and the noun, in the nominative, ё as е."""
    tag = (best := _best(noun, "NOUN", case)).tag
    turned = best.inflect({"nomn", tag.number}) if tag.POS == "NOUN" and tag.number else None
    if turned is None:
        return None
    number = {"nomn", "plur"} if tag.number == "plur" else {"nomn", "sing", str(tag.gender)}
    others = [_best(word, "ADJ", case).inflect(number) for word in agreeing]
    if None in others:
        return None
    return tuple(plain(form.word) for form in (*others, turned))


@cache
def word_list(question: str, key: str) -> frozenset[str]:
    """A list of a lexicon of Russian, ё as е. `key` may be dotted. Raises: VocabularyError, KeyError."""
    value: Any = lexicon("ru", question)
    for part in key.split("."):
        value = value[part]
    return frozenset(plain(str(word)) for word in value)


@lru_cache(maxsize=_CACHED)
def is_animate(word: str) -> bool:
    """Whether the dictionary takes a lower-case noun for somebody or some animal."""
    return any(one.tag.animacy == "anim" and one.tag.POS == "NOUN" for one in parses(word)[:3])


@lru_cache(maxsize=_CACHED)
def is_future(word: str) -> bool:
    """Whether a lower-case verb is in the future tense ("погибнут")."""
    return any(one.tag.tense == "futr" for one in parses(word)[:1])


@lru_cache(maxsize=_CACHED)
def is_singular(word: str) -> bool:
    """Whether a lower-case word can be singular."""
    return any(one.tag.number == "sing" for one in parses(word))


@lru_cache(maxsize=_CACHED)
def is_short_participle(word: str) -> bool:
    """Whether the dictionary takes a lower-case word for a short participle before anything else ("задержаны")."""
    return str(parses(word)[0].tag.POS) == "PRTS"
