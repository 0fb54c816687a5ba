"""Writes docs/vocabularies.md from the files under src/khronika/reference/vocabularies/.

python docs/write_vocabularies.py
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from khronika.reference import vocabulary
from khronika.reference.vocabulary import Entry

OUT = Path(__file__).with_name("vocabularies.md")
HEAD = """# The vocabularies

The words that may stand in a claim. They are data: the files under `src/khronika/reference/vocabularies/`, each with a
head that says what its fields are and which codebook they follow. To add a word, add an entry with a definition and
an example and run `python docs/write_vocabularies.py`, which writes this page; a mistake is reported with file and
entry.
Which words of a text name an event is told in `src/khronika/reading/languages/en/events.toml`.
"""


def page() -> str:
    """The whole page."""
    types = vocabulary.event_types().values()
    parts = [
        HEAD,
        "## Event types\n",
        "ACLED's own 25 sub-event types come first; where ACLED does not code a type, the column is empty.\n",
    ]
    coded = [
        (t.name, t.definition, t.group, t.acled_sub_event_type or "", "yes" if t.casualties else "") for t in types
    ]
    parts.append(table(("name", "meaning", "group", "ACLED's sub-event type", "a toll may hang on it"), coded))
    measures = [(m.name, m.definition, m.unit, m.event_type) for m in vocabulary.measures().values()]
    parts += ["## Measures\n", table(("name", "meaning", "unit", "event that a bare figure implies"), measures)]
    states = [
        (s.name, s.definition, ", ".join(s.follows), "yes" if s.final else "") for s in vocabulary.states().values()
    ]
    parts += ["## States of a person\n", table(("name", "meaning", "may follow", "final"), states)]
    parts += ["## Stances\n", words(vocabulary.stances()), "## Bases\n", words(vocabulary.bases())]
    parts += ["## Realities\n", words(vocabulary.realities())]
    precisions = [(p.name, p.definition, str(p.where_prec or "")) for p in vocabulary.place_precisions().values()]
    parts += ["## Precision of places\n", table(("name", "meaning", "UCDP where_prec"), precisions)]
    grades = [(g.judgement, g.name, g.rule) for row in vocabulary.grades().values() for g in row]
    parts += [
        "## Grades\n",
        "The first rule that holds gives the grade.\n",
        table(("judgement", "grade", "rule"), grades),
    ]
    return "\n".join(parts)


def words(entries: Mapping[str, Entry]) -> str:
    """A table of name, meaning and example."""
    return table(("name", "meaning", "example"), [(e.name, e.definition, e.example) for e in entries.values()])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


if __name__ == "__main__":
    OUT.write_text(page(), "utf-8")
