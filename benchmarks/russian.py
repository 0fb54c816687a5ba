"""How fast Russian is read: words a second over the Russian sentences and examples of our own, each text once.

python -m benchmarks.russian
"""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.reading.language import Profile
from khronika.reading.reader import read_dispatch
from khronika.reference.gazetteer import Gazetteer

ROOT = Path(__file__).resolve().parent.parent
_TO_A_TEXT = 12
"""Sentences put together as one dispatch."""


def texts() -> list[str]:
    """The toll sentences, a dozen a text, and the examples."""
    rows = (ROOT / "tests/data/tolls_ru.jsonl").read_text("utf-8").splitlines()
    sentences = [str(json.loads(row)["text"]) for row in rows]
    made = [" ".join(sentences[at : at + _TO_A_TEXT]) for at in range(0, len(sentences), _TO_A_TEXT)]
    return made + [path.read_text("utf-8") for path in sorted((ROOT / "examples/dispatches").glob("*-ru.*"))]


def main() -> None:
    """Prints seconds to start and words a second, by profile."""
    profiles: tuple[Profile, ...] = ("full", "fast")
    with Gazetteer.open() as gazetteer:
        for profile in profiles:
            begun = time.perf_counter()
            _read("В Оруне погибли девять человек.", gazetteer, profile)
            started = time.perf_counter() - begun
            begun, words, claims = time.perf_counter(), 0, 0
            for text in texts():
                claims += _read(text, gazetteer, profile)
                words += len(text.split())
            rate = words / (time.perf_counter() - begun)
            print(f"{profile:<5} first text {started:.2f} s; then {rate:,.0f} words a second, {claims} claims")


def _read(text: str, gazetteer: Gazetteer, profile: Profile) -> int:
    published = datetime(2031, 3, 15, tzinfo=UTC)
    made = Dispatch(doc_id=DocId("text"), text=text, published=published, language="ru")
    return len(read_dispatch(made, gazetteer, profile).claims)


if __name__ == "__main__":
    main()
