"""What a document says about itself in its properties, as far as it can be believed."""

import re

_NAME_OF_FILE = re.compile(
    r"\.\w{2,4}$|^untitled|^microsoft word - |^(?:document|slide|presentation|präsentation|документ)\s?\d*$", re.I
)


def stated_title(title: str | None, text: str) -> str | None:
    """The title, unless it is the name of a file or the text opens with it."""
    title = " ".join((title or "").split())
    opening = " ".join(text[: 2 * len(title) + 40].split())
    return None if not title or _NAME_OF_FILE.search(title) or opening.startswith(title) else title
