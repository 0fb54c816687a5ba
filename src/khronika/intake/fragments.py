"""The whole text of a piece of HTML that is nothing but a report: the body of a feed's entry, of a message.

Unlike that of a page (``html.py``), it holds no menus, so that nothing in it is weighed or left out.
"""

import re

from khronika.hooks import Limits
from khronika.intake.html import nesting
from khronika.intake.measures import within

_SPACES = re.compile(r"\s+")
_UNSEEN = {"script", "style", "template", "head", "iframe", "object", "noscript", "svg"}
_CELLS = {"td", "th"}
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins"),
    *("kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u"),
    *("var", "wbr", *_CELLS),
}


def plain_text(piece: str, name: str, limits: Limits) -> str:
    """The words of a piece of HTML, a paragraph a line with a blank line between; "" where it has none.

    Raises: LimitExceeded, with `name`.
    """
    # 60 ms to load, of no use to those who read no HTML
    from lxml import etree, html  # noqa: PLC0415

    piece = piece.replace("\0", "")
    within(len(piece), limits.html_bytes, "html_bytes", name)
    within(nesting(piece), limits.html_depth, "html_depth", name)
    root = html.fragment_fromstring(f"<div>{piece}</div>", create_parent="div")
    found: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        hides = tag in _UNSEEN
        if event == "start":
            unseen += hides
            found.append(_edge(tag))
            if not unseen:
                found.append(_SPACES.sub(" ", element.text or ""))
        else:
            if event == "end":
                unseen -= hides
                found.append(_edge(tag))
            if not unseen:
                found.append(_SPACES.sub(" ", element.tail or ""))
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(found).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _edge(tag: str) -> str:
    """What stands before and behind an element: nothing within a line, else a line's end."""
    if tag in _CELLS:
        return " "
    return "" if tag in _INLINE or not tag else "\n"
