"""How a name from outside is shown to a person: nothing in it may act on the screen that shows it."""

import re
import unicodedata

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def shown(name: str, longest: int = 200) -> str:
    """The name with every character that has no picture of its own written as an escape.

    Control characters (a file name may hold an escape sequence or a line break), marks that turn the direction of
    writing, and bytes of a file name that are no UTF-8 come out as ``\\x1b``, ``\\u202e`` and the like.

    Unit: code points; a name longer than `longest` is cut in the middle.
    """
    if len(name) > longest:
        half = (longest - 1) // 2
        name = f"{name[:half]}…{name[-half:]}"
    return "".join(_escaped(character) for character in name)


def sayable(name: str) -> str:
    """The name with what UTF-8 cannot hold (lone surrogates) replaced by U+FFFD, one for one."""
    return _LONE_SURROGATE.sub("\ufffd", name)


def _escaped(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if unicodedata.category(character) not in _HIDDEN:
        return character
    return character.encode("unicode_escape").decode("ascii")
