"""What a step could not do, with what, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One thing left undone, so that everything that went in is accounted for.

    step: intake, reading, reconciling or publishing.
    name: the input, as its owner knows it (a path, a path and a line, a doc_id).
    reason: one sentence for the person who has to do something about it.
    unread: True where the input as a whole could not be read (it decides the exit code);
        False where it was read, but something in it was set aside.
    """

    step: str
    name: str
    reason: str
    unread: bool = True

    def as_dict(self) -> dict[str, object]:
        """The refusal as ``chronicle.json`` holds it."""
        return {"step": self.step, "name": self.name, "reason": self.reason, "unread": self.unread}
