"""Writes the tables of docs/export.md from the files under src/khronika/publishing/exchange/codes/.

python docs/write_export.py
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from khronika.publishing.exchange.codes import codes

OUT = Path(__file__).with_name("export.md")
MARK = "<!-- What follows is written by docs/write_export.py. -->\n"
FORMATS = ("acled", "ucdp", "ftm", "geojson", "parquet", "jsonld")


def page() -> str:
    """The whole page: what stands above the mark as it is, the tables made anew."""
    head = OUT.read_text("utf-8").partition(MARK)[0]
    return head + MARK + "".join(section(name) for name in FORMATS)


def section(name: str) -> str:
    """One format: what it is, its columns where it has some, what it cannot hold."""
    held = codes(name)
    parts = [f"\n## --to {name}: {held['title']}\n", f"{held['about']}\n"]
    if columns := held.get("columns"):
        rows = [(f"`{column}`", rule or f"*always empty:* {held['empty'][column]}") for column, rule in columns.items()]
        parts.append(table(("column", "how it is filled"), rows))
    if violence := held.get("violence"):
        rows = [(did, to, str(code)) for did, kinds in violence.items() for to, code in kinds.items()]
        parts.append(table(("who did it", "to whom", "type_of_violence"), rows))
    rules = [(f"`{rule}`", why) for rule, why in held["rules"].items()]
    parts.append(table(("loss", "what cannot be held, and why"), rules))
    return "\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


if __name__ == "__main__":
    OUT.write_text(page(), "utf-8")
