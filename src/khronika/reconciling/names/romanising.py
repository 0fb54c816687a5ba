"""Names of any script as words in one spelling, for comparing; what comes out is never shown.

Cyrillic and Arabic letters by ``romanising.toml``, every other script by anyascii. Then ways of writing one sound are
made one (Dzheretov, Jeretow), titles, the Arabic article and "son of" left out, and Abd and Abu put together with the
name they belong to.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from anyascii import anyascii

from khronika.errors import VocabularyError

_FILE = "romanising.toml"
_APOSTROPHES = "'’`ʼʻ"
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")  # vowel signs of Arabic, and the stroke that only widens a word
_ARABIC_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{2})")


@dataclass(frozen=True, slots=True)
class _Tables:
    """The data of the file, ready for use. endings: of patronymics, as written."""

    letters: dict[int, str]
    arabic: dict[int, str]
    first: dict[str, str]
    sounds: tuple[tuple[str, str], ...]
    titles: frozenset[str]
    article: re.Pattern[str]
    servant: re.Pattern[str]
    parent: re.Pattern[str]
    son: re.Pattern[str]
    faith: re.Pattern[str]
    particles: frozenset[str]
    generations: dict[str, str]
    endings: tuple[str, ...]


@cache
def _tables() -> _Tables:
    """Raises: VocabularyError."""
    try:
        found = tomllib.loads(files("khronika.reconciling.names").joinpath(_FILE).read_text("utf-8"))
        articles = "|".join(map(re.escape, found["arabic_names"]["articles"]))
        servants = "|".join(map(re.escape, found["arabic_names"]["servant_of"]))
        parents = "|".join(map(re.escape, found["arabic_names"]["parent_of"]))
        sons = "|".join(map(re.escape, found["arabic_names"]["son_of"]))
        return _Tables(
            letters=str.maketrans(found["cyrillic"]),
            arabic=str.maketrans(found["arabic"]),
            first=found["arabic_first"],
            sounds=tuple((row["written"], row["as"]) for row in found["sound"]),
            titles=frozenset(found["titles"]["words"]),
            # "al-Masri", "Al-Masri", "al Masri"; but not "Al Smith"
            article=re.compile(rf"(?<![\w'’])(?:(?i:{articles})-|(?:{articles}) )(?=\w{{2}})"),
            servant=re.compile(rf"(?<!\w)(?:{servants})[ -]*(?=\w{{3}})"),
            parent=re.compile(rf"(?<!\w)({parents})[ -]+(?=\w{{3}})"),
            son=re.compile(rf"(?<=\w)[ -]+(?:{sons})[ -]+(?=\w)"),
            faith=re.compile(rf"(?<=\w){found['arabic_names']['of_the_faith']}(?!\w)"),
            particles=frozenset(found["particles"]["words"]),
            generations={word: name for name, words in found["generations"].items() for word in words},
            endings=tuple(found["patronymics"]["endings"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, re.error) as error:
        raise VocabularyError(f"{_FILE}: {error}") from None


@lru_cache(maxsize=65536)
def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name in one spelling, titles left out: "Ilkhan Dzheretov" gives ("ilhan", "jeretov")."""
    tables = _tables()
    words = "".join(
        mark if mark.isalnum() else "" if mark in _APOSTROPHES else " " for mark in _latin(name, tables)
    ).split()
    kept = [word for word in words if word not in tables.titles or len(words) == 1]
    return tuple(sounded for word in kept if (sounded := _sounded(word, tables.sounds)))


def _latin(name: str, tables: _Tables) -> str:
    """The name in lower-case letters without accents."""
    written = tables.article.sub("", unicodedata.normalize("NFKC", name)).casefold()
    for possessive in ("’s", "'s"):
        written = written.replace(possessive, "")
    if not written.isascii():
        written = _ARABIC_ARTICLE.sub("", _MARKS.sub("", written))
        written = re.sub(r"(?<!\w)\w", lambda found: tables.first.get(found.group(), found.group()), written)
        written = written.translate(tables.arabic).translate(tables.letters)
        plain = "".join(mark for mark in unicodedata.normalize("NFKD", written) if not unicodedata.combining(mark))
        written = "".join(mark if mark.isascii() or not mark.isalnum() else anyascii(mark) for mark in plain).casefold()
    written = tables.parent.sub(r"\1", tables.servant.sub("abd", written))
    return tables.faith.sub(" din", tables.son.sub(" ", written))


def _sounded(word: str, sounds: tuple[tuple[str, str], ...]) -> str:
    for written, spoken in sounds:
        word = word.replace(written, spoken)
    return "".join(mark for index, mark in enumerate(word) if index == 0 or mark != word[index - 1])


def is_particle(part: str) -> bool:
    """Whether a word within a name is a small one that is often left out: "de", "van"."""
    return part in _tables().particles


def generation_of(name: str) -> str:
    """Which of a father and a son of one name, as Jr., Sr. or III tells it: "younger", "elder", "third"; else ""."""
    known = _tables().generations
    return next((known[word] for word in name.casefold().replace(",", " ").split() if word in known), "")


@cache
def _patronymic_endings() -> tuple[str, ...]:
    return tuple("".join(parts_of(ending)) for ending in _tables().endings)


def is_patronymic(part: str) -> bool:
    """Whether a word in the one spelling says whose child somebody is: "ivanovič", "serikuli"."""
    return any(part.endswith(ending) and len(part) > len(ending) + 1 for ending in _patronymic_endings())
