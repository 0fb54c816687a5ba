"""What a file goes by whose own name tells whom a private chat is with ("WhatsApp Chat with Dana Merev.zip")."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

_CHAT = re.compile("whatsapp", re.IGNORECASE)
"""Every language's export is named by this word, which it writes in Latin letters."""
_SUFFIXES = (".txt", ".zip")


@dataclass(slots=True)
class Aliases:
    """The chats of this intake, numbered in the order of the input; a digest would let a guess at a name be checked."""

    numbers: dict[str, int] = field(default_factory=dict)

    def shown_as(self, name: str) -> str:
        """The path with a number in place of every part that names a chat; any other path unchanged."""
        return "/".join(self._part(part) for part in name.split("/")) if _CHAT.search(name) else name

    def _part(self, part: str) -> str:
        if not _CHAT.search(part):
            return part
        suffix = PurePosixPath(part).suffix if part.lower().endswith(_SUFFIXES) else ""
        # the zip of a chat and the text or folder that was unpacked from it are one chat
        chat = part.removesuffix(suffix)
        return f"WhatsApp chat {self.numbers.setdefault(chat, len(self.numbers) + 1)}{suffix}"
