"""spaCy without the libraries of its command line.

`import spacy` loads its command line for the sake of one function, `spacy.info`, and with it what fetches models over
the network: 370 modules that reading never calls, and a third of the time. Here that is put off until somebody in the
process asks for `spacy.cli` or calls `spacy.info`: both work as ever.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

_COMMAND_LINE = "spacy.cli"
_ITS_INFO = "spacy.cli.info"


def import_spacy() -> None:
    """Import spaCy, its command line put off; where somebody has imported it before, it is left as it is."""
    if "spacy" in sys.modules:
        return
    stand_in: Any = ModuleType(_ITS_INFO)
    stand_in.info = _info
    sys.modules[_ITS_INFO] = stand_in
    try:
        spacy: Any = importlib.import_module("spacy")
    finally:
        if sys.modules.get(_ITS_INFO) is stand_in:
            del sys.modules[_ITS_INFO]
    if not hasattr(spacy, "cli") and not hasattr(spacy, "__getattr__"):
        spacy.__getattr__ = _put_off


def _info(*arguments: Any, **options: Any) -> Any:
    """`spacy.info`, found when it is called."""
    return importlib.import_module(_ITS_INFO).info(*arguments, **options)


def _put_off(name: str) -> Any:
    """`spacy.cli`, imported when it is first asked for.

    Raises: AttributeError for any other name that spaCy does not have.
    """
    if name != "cli":
        raise AttributeError(f"module 'spacy' has no attribute {name!r}")
    return importlib.import_module(_COMMAND_LINE)
