"""Whether an input keeps to the limits of the settings."""

from dataclasses import fields

from khronika.errors import LimitExceeded
from khronika.hooks import Limits
from khronika.settings import default_count

DEFAULT_LIMITS = Limits(**{field.name: default_count(field.name) for field in fields(Limits)})


def within(measured: int, limit: int, setting: str, name: str) -> None:
    """Nothing, where `measured` is no more than `limit`. Raises: LimitExceeded, naming the setting."""
    if measured > limit:
        raise LimitExceeded(name, f"over the limit {setting} = {limit:,}")
