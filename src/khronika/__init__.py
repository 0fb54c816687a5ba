"""Khronika turns the dispatches of a crisis into a chronicle that can be checked.

What a script may rely on is listed in ``__all__`` and loaded when it is first asked for, so that
``khronika --help`` does not wait for a parser. Everything else may change without notice.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khronika.errors import InputError, KhronikaError, WrongUse
    from khronika.model.chronicle import Chronicle
    from khronika.model.claim import Claim
    from khronika.model.dispatch import Dispatch, Version
    from khronika.model.incident import Incident
    from khronika.model.person import Person
    from khronika.model.refusal import Refusal
    from khronika.model.tally import Tally
    from khronika.publishing import publish, schema
    from khronika.rounds import chronicle, read

    __version__: str

_HOME = {
    "Chronicle": "khronika.model.chronicle",
    "Claim": "khronika.model.claim",
    "Dispatch": "khronika.model.dispatch",
    "Incident": "khronika.model.incident",
    "InputError": "khronika.errors",
    "KhronikaError": "khronika.errors",
    "Person": "khronika.model.person",
    "Refusal": "khronika.model.refusal",
    "Tally": "khronika.model.tally",
    "Version": "khronika.model.dispatch",
    "WrongUse": "khronika.errors",
    "chronicle": "khronika.rounds",
    "publish": "khronika.publishing",
    "read": "khronika.rounds",
    "schema": "khronika.publishing",
}

__all__ = [
    "Chronicle",
    "Claim",
    "Dispatch",
    "Incident",
    "InputError",
    "KhronikaError",
    "Person",
    "Refusal",
    "Tally",
    "Version",
    "WrongUse",
    "chronicle",
    "publish",
    "read",
    "schema",
]


def __getattr__(name: str) -> object:
    """A public name, loaded from the module that defines it."""
    if name == "__version__":
        return _version()
    if name not in _HOME:
        raise AttributeError(f"khronika has no public name {name}")
    return getattr(importlib.import_module(_HOME[name]), name)


def _version() -> str:
    """The installed version, asked for when somebody first needs it: what finds it out is slow to import."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version("khronika")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0.0.0"


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
