"""What read the texts, and by which data: digests, so that a reading can be told from another and be repeated."""

import hashlib
import importlib.util
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import khronika
from khronika.reading.analysis import Profile
from khronika.reading.languages.ru import installed as russian_parts
from khronika.reading.pipeline import model_name
from khronika.reference.gazetteer import Gazetteer

DECIDES_CLAIMS = ("name", "version", "code", "profile", "model", "model_sha256", "russian", "gazetteer", "lexicons")
"""What the claims of a text follow from; two readings that agree in these find the same."""
_CODE = (".py", ".pyc")


def reader_record(gazetteer: Gazetteer, profile: Profile) -> dict[str, str]:
    """What reads the texts, by name and version."""
    return {
        "name": "khronika built-in reader",
        "version": khronika.__version__,
        "profile": profile,
        "model": model_name() if profile == "full" else "none",
        "russian": russian_parts(profile),
        "gazetteer": gazetteer.digest,
    }


def reading_record(gazetteer: Gazetteer, profile: Profile) -> dict[str, str]:
    """What reads the texts, with a digest of everything that the claims follow from, and of the calibration.

    Raises: ModelError where the full profile finds no model.
    """
    return reader_record(gazetteer, profile) | {
        "code": _digest(_files(("reading", "reference"), code=True)),
        "model_sha256": model_digest() if profile == "full" else "none",
        "lexicons": lexicons_digest(),
        "calibration": calibration_digest(),
    }


def lexicons_digest() -> str:
    """SHA-256 over every lexicon, code list, word list and weight that reading uses, in the order of their names."""
    return _digest(_files(("reading", "reference"), code=False))


def calibration_digest() -> str:
    """SHA-256 over the weights, thresholds, frequencies of words and policies by which claims are matched."""
    return _digest(_files(("reconciling",), code=False))


@cache
def model_digest() -> str:
    """SHA-256 over the files of the parser's model. Raises: ModelError where none is installed."""
    spec = importlib.util.find_spec(model_name())
    folder = Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path()
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in _CODE)
    return _digest((path.relative_to(folder).as_posix(), path) for path in sorted(found))


def _files(rooms: Iterable[str], *, code: bool) -> Iterable[tuple[str, Path]]:
    """The files of some rooms with their names: of code, or of all else."""
    source = Path(khronika.__file__).parent
    for path in sorted(path for room in rooms for path in (source / room).rglob("*.*") if path.is_file()):
        if path.suffix == ".py" if code else path.suffix not in _CODE:
            yield path.relative_to(source).as_posix(), path


def _digest(named: Iterable[tuple[str, Path]]) -> str:
    hashed = hashlib.sha256()
    for name, path in named:
        hashed.update(f"{name}\n".encode() + path.read_bytes())
    return hashed.hexdigest()
