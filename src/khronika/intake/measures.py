"""Whether an input keeps to the limits of the settings."""

from khronika.errors import LimitExceeded
from khronika.hooks import Limits
from khronika.settings import default_count

DEFAULT_LIMITS = Limits(
    file_bytes=default_count("file_bytes"),
    page_bytes=default_count("page_bytes"),
    html_bytes=default_count("html_bytes"),
    record_bytes=default_count("record_bytes"),
    text_chars=default_count("text_chars"),
    records_count=default_count("records_count"),
    folder_depth=default_count("folder_depth"),
    html_depth=default_count("html_depth"),
    item_seconds=default_count("item_seconds"),
)


def within(measured: int, limit: int, setting: str, name: str) -> None:
    """Nothing, where `measured` is no more than `limit`. Raises: LimitExceeded, naming the setting."""
    if measured > limit:
        raise LimitExceeded(name, f"over the limit {setting} = {limit:,}")
