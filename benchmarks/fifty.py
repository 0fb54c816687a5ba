# ruff: noqa: E501 (a paragraph of a dispatch is one line)
"""Fifty dispatches about an invented strike, the same ones at every call: to look at their page, and to measure it.

    python -m benchmarks.fifty FOLDER

writes them to FOLDER as one file of records; `khronika chronicle FOLDER -o OUT` makes the chronicle. Places,
people and outlets are invented. Over ten days in four towns: tolls that contradict each other and rise, arrests and
releases, a strike, marches, blockades, a curfew, a denial, two stories that are reprinted.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

COUNT = 50
_FIRST = datetime(2031, 9, 2, 7, 30, tzinfo=UTC)
_TOWNS = ("Ardvane", "Kelmor", "Tessary", "Olvik")
_OUTLETS = ("Ardvane Courier", "Radio Kelmor", "Northern Wire", "Tessary Evening News", "The Olvik Portal")
_SPEAKERS = (
    "the Dockers' Union", "the regional prosecutor", "Interior Minister Hanno Brekk", "the Ardvane town hospital",
    "Lena Moster, a lawyer", "the Committee for Prisoners", "residents", "the port authority", "a spokesman for the police",
)  # fmt: skip
_STORIES = (
    "Police shot at strikers in {town} on {day}. At least {few} people were killed and {many} were wounded, {first} said.\n\n"
    "{second} put the number of dead at {more}. The figure could not be checked.",
    "{many} people were detained in {town} on {day}, {first} said. {few} of them were released the same evening.\n\n"
    "{second} denied that anybody had been beaten.",
    "About {crowd} dockers went on strike in {town} on {day}, according to {first}. They blocked the road to the port.\n\n"
    "{second} said that {many} lorries could not leave.",
    "Some {crowd} people marched through {town} on {day}. {few} were injured when police used tear gas, {first} said.\n\n"
    "{second} spoke of {more} injured, two of them officers.",
    "A curfew began in {town} on {day} at 21:00, {first} announced. {crowd} soldiers and {few} armoured vehicles arrived.\n\n"
    "A march planned for the next day was called off, {second} said.",
)


def dispatches() -> Iterator[dict[str, str]]:
    """The records, oldest first: doc_id, title, published, url, text."""
    for number in range(COUNT):
        told = _FIRST + timedelta(hours=5 * number)
        story, town = _STORIES[number * 7 % len(_STORIES)], _TOWNS[number * 3 % len(_TOWNS)]
        outlet = _OUTLETS[number * 2 % len(_OUTLETS)]
        copied = number in (11, 12, 31, 32)  # the story before, under another masthead
        if copied:
            number -= 1 + (number in (12, 32))
            story, town = _STORIES[number * 7 % len(_STORIES)], _TOWNS[number * 3 % len(_TOWNS)]
        day = (_FIRST + timedelta(hours=5 * number - 12)).strftime("%-d %B")
        body = story.format(
            town=town, day=day, first=_SPEAKERS[number % len(_SPEAKERS)],
            second=_capital(_SPEAKERS[(number * 4 + 3) % len(_SPEAKERS)]), few=2 + number % 6, many=12 + number % 29,
            more=9 + number // 3, crowd=150 + 70 * (number % 11),
        )  # fmt: skip
        head = f"{town.upper()}, {told:%-d %B} - " if number % 2 else ""
        yield {
            "doc_id": f"{told:%m%d}-{outlet.split()[-1].lower()}-{told:%H}",
            "title": f"{town}: {body.split('. ')[0]}",
            "published": told.isoformat(),
            "url": f"https://{outlet.replace(' ', '-').lower()}.example/{told:%Y%m%d%H}",
            "text": f"{head}{body}\n",
        }


def write(folder: Path) -> None:
    """Writes the dispatches to `folder` as one file of records."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in dispatches()]
    (folder / "fifty.jsonl").write_text("".join(lines), encoding="utf-8")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(Path(sys.argv[1]))
