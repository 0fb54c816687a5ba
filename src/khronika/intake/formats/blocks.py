"""The text of an office document as its reader gathers it: paragraphs, rows of tables, notes, pictures."""

from dataclasses import dataclass, field

PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic", ".gif")
"""Suffixes of embedded files that may be photos."""


@dataclass(slots=True)
class Blocks:
    """What was found, in the order of the document.

    paragraphs: lines of text; a row of a table is one, its cells between upright strokes.
    notes: footnotes and endnotes, which stand below the text. pictures: parts of the container.
    counts: what was left out or kept with a remark, by the words for it.
    """

    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pictures: dict[str, None] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, paragraph: str) -> None:
        """One paragraph, without the white space around its lines; nothing where it is blank."""
        lines = [" ".join(line.split()) for line in paragraph.replace("\0", "").split("\n")]
        kept = "\n".join(line for line in lines if line)
        if kept:
            self.paragraphs.append(kept)

    def add_row(self, cells: list[str]) -> None:
        """One row of a table."""
        words = [" ".join(cell.replace("|", "/").split()) for cell in cells]
        if any(words):
            self.paragraphs.append(f"| {' | '.join(words)} |")

    def count(self, what: str) -> None:
        """One more of what is told about at the end."""
        self.counts[what] = self.counts.get(what, 0) + 1

    @property
    def text(self) -> str:
        """Paragraphs with a blank line between, then the notes, numbered."""
        notes = [f"[{number}] {' '.join(note.split())}" for number, note in enumerate(self.notes, 1)]
        return "\n\n".join([*self.paragraphs, *notes])

    @property
    def remarks(self) -> tuple[str, ...]:
        """One sentence for each thing that was counted."""
        return tuple(f"{what}: {count}" for what, count in sorted(self.counts.items()))
