"""One name in two scripts: Cyrillic names in Latin letters, as an English text would write them.

Russian names follow the practice of Wikipedia (BGN/PCGN without its apostrophes, "-y" for "-ый"), by the library
iuliia; letters that Russian has not are first brought to those that it has, by ``scripts.toml``.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from khronika.errors import VocabularyError

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_FILE = "scripts.toml"


def is_cyrillic(text: str) -> bool:
    """Whether any letter of the text is Cyrillic."""
    return _CYRILLIC.search(text) is not None


@lru_cache(maxsize=65536)
def latin(name: str) -> str:
    """The name in Latin letters ("Бекмар Толуев" -> "Bekmar Toluyev"); one without Cyrillic letters as it is.

    Apostrophes and accents come out for no letter. Idempotent.

    Raises: VocabularyError where the table of letters is missing or damaged.
    """
    if not is_cyrillic(name):
        return name
    import iuliia  # noqa: PLC0415  (reads forty tables; nothing but a Cyrillic name needs them)

    return str(iuliia.WIKIPEDIA.translate(name.translate(_letters())))


@cache
def _letters() -> dict[int, str]:
    """Letters of other languages in Cyrillic script -> letters of Russian or Latin ones, both cases."""
    try:
        table = tomllib.loads(files("khronika.reference").joinpath(_FILE).read_text("utf-8"))["letters"]
    except (tomllib.TOMLDecodeError, KeyError, FileNotFoundError) as error:
        raise VocabularyError(f"{_FILE}: {error}") from None
    capitals = {letter.upper(): written.capitalize() for letter, written in table.items()}
    return str.maketrans({**capitals, **table})
