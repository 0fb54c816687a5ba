"""Text that does no harm where it is shown: no control characters, nothing that turns the writing round."""

import re

# C0 and C1 controls but tab and line ends; lone surrogates; embeddings, overrides and isolates of direction.
_HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def without_controls(text: str) -> str:
    """The text with U+FFFD, the sign of a character that cannot be shown, for each harmful one."""
    return _HARMFUL.sub("\ufffd", text) if _HARMFUL.search(text) else text


def made_visible(text: str) -> str:
    """The text with a readable sign for each harmful character, so that the reader sees that it is there."""
    return _HARMFUL.sub(_sign, text) if _HARMFUL.search(text) else text


def _sign(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return f"[U+{code:04X}]"
