"""References to characters in HTML and XML ("&amp;", "&#39;"), as the characters they mean."""

import html
import re

_ZEROS = re.compile(r"&#(?:(?P<hex>[xX])0+(?=[0-9a-fA-F])|0+(?=[0-9]))")
_NO_CHARACTER = re.compile(r"&#(?:[xX][0-9a-fA-F]{7,}|[0-9]{8,});?")


def countable(words: str) -> str:
    """Words whose references all have a number that Python counts out: it refuses one above 4,300 digits.

    Zeros before a number are taken away; a number that no character has becomes U+FFFD, as it would be read.
    """
    return _NO_CHARACTER.sub("\ufffd", _ZEROS.sub(lambda found: f"&#{found['hex'] or ''}", words))


def unescaped(words: str) -> str:
    """Words with the characters that their references mean; never raises."""
    return html.unescape(countable(words))
