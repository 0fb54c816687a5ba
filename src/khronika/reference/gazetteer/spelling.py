"""One spelling for every way of writing a name: the form under which the gazetteer is searched."""

import unicodedata
from functools import lru_cache

_DROPPED = dict.fromkeys(map(ord, "'’‘ʻʼ`´ʹʺ“”\".\u200b\u200c\u200d\u00ad"))
_SPACED = dict.fromkeys(map(ord, "-‐‑‒–—_/,()\u00a0\n\t"), " ")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "&": " and "}
)
_TABLE = str.maketrans({**{chr(k): None for k in _DROPPED}, **{chr(k): " " for k in _SPACED}})


@lru_cache(maxsize=1 << 16)
def normalise(name: str) -> str:
    """The name in lower case, without accents, apostrophes and full stops, with hyphens as spaces.

    "Sant Julià de Lòria" -> "sant julia de loria", "Orānzha-Qala" -> "oranzha qala", "U.S." -> "us",
    "Saint Helens" -> "st helens". Other scripts keep their letters. Idempotent.
    """
    if name.isascii() and name.isalpha():
        return name.lower()  # most words are no more than that
    text = name.translate(_TABLE).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
        text = text.translate(_TABLE).casefold().translate(_LETTERS)
    words = text.replace("&", " and ").split()
    if words and words[0] == "saint" and len(words) > 1:
        words[0] = "st"
    return " ".join(words)


def is_latin(name: str) -> bool:
    """Whether every letter of the name is a Latin one."""
    return all(letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" or not letter.isalpha() for letter in name)
