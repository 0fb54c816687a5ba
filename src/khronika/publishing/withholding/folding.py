"""Letters as a searcher would compare them: no case, no accents, no hidden marks."""

import re
import unicodedata
from dataclasses import dataclass

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "a", "œ": "o", "ß": "s", "þ": "t",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-",
}  # fmt: skip
_HIDDEN = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class _Table(dict[int, str]):
    """Code point -> exactly one folded code point, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFKD", letter)[0].lower()[0]
        folded = " " if letter.isspace() else _PLAIN.get(plain, plain)
        self[code] = folded
        return folded


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its code points the offset in the text it came from.

    offsets: None where the two run side by side, which is nearly always.
    """

    text: str
    offsets: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original text for a stretch of the folded one."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """The text folded one code point to one; combining marks and invisible signs fall out."""
    if _HIDDEN.search(text) is None:
        return Folded(text.translate(_TABLE), None)
    kept = tuple(index for index, letter in enumerate(text) if not _HIDDEN.match(letter))
    return Folded("".join(text[index] for index in kept).translate(_TABLE), kept)


def fold_word(text: str) -> str:
    """The folded text alone, with single spaces and none at the ends."""
    return " ".join(fold(text).text.split())
