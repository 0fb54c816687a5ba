"""One table of settings: the name with its unit, the default, one line of help.

Nothing here is read from the environment: who wants another value passes it on, so that a run can be repeated.
Another step adds its own lines to ``SETTINGS``; names stay unique.
"""

from dataclasses import dataclass
from types import MappingProxyType

from khronika.errors import WrongUse


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set.

    name: in lower case, its unit last ("file_bytes").
    default: the value where nobody says otherwise.
    help: one line for the person who wants to change it.
    """

    name: str
    default: int | float
    help: str


SETTINGS = (
    # intake: what an input may be at most; more than that is refused by name
    Setting("file_bytes", 512_000_000, "largest file of records, after unpacking"),
    Setting("page_bytes", 20_000_000, "largest single text, after unpacking"),
    Setting("html_bytes", 5_000_000, "largest HTML page; pages are parsed whole, which is slow"),
    Setting("record_bytes", 20_000_000, "longest line of a file of records"),
    Setting("text_chars", 1_000_000, "longest text of one dispatch, in code points; a book has fewer"),
    Setting("records_count", 1_000_000, "most records in one file"),
    Setting("folder_depth", 32, "deepest folder below the one that was named"),
    Setting("html_depth", 600, "deepest nesting of the elements of an HTML page"),
    Setting("member_depth", 5, "most files within files within files (a zip in a mail in a zip is 3)"),
    Setting("members_count", 20_000, "most files inside one named file, those of inner files included"),
    Setting("unpacked_bytes", 1_000_000_000, "most bytes of all files inside one named file, after unpacking"),
    Setting(
        "grown_chars",
        50_000_000,
        "most code points of text from one named file, where they are over 20 times its bytes",
    ),
    Setting("refusals_count", 1_000, "most refusals and notes about one named file; what is over is counted"),
    Setting("mail_parts_count", 1_000, "most parts of a mail, those of parts included; the mails inside it count anew"),
    Setting("updates_count", 1_000, "most updates of one rolling report"),
    Setting("pages_count", 5_000, "most pages of a PDF"),
    Setting("picture_pixels", 100_000_000, "most pixels of a picture that is compared with others"),
    Setting("item_seconds", 30, "longest time of taking in one page or record, where the system can tell"),
    # reading
    Setting("reading_seconds", 25, "longest time of the processor for reading one dispatch, where the system can tell"),
    # intake: copies
    Setting("shingle_words", 5, "length of the runs of words by which two texts are compared"),
    Setting("copy_novelty_share", 0.35, "a later text with less new wording than this is a copy, by share of its runs"),
    Setting("excerpt_share", 0.8, "a text that another holds to this share at least is an excerpt of it"),
    Setting("excerpt_novelty_share", 0.6, "the longer text may hold at most this share of wording of its own"),
    Setting("picture_bits", 31, "most bits of 256 by which the fingerprints of two copies of a picture differ"),
    # publishing: reading a chronicle back
    Setting("chronicle_bytes", 1_000_000_000, "largest chronicle.json that is read back, as for an export"),
    # archive: how much waits to be written at once; nothing of it is told to be safe before
    Setting("commit_entries", 500, "most entries that are signed and written together"),
    Setting("commit_bytes", 64_000_000, "most bytes of items that are written together"),
    Setting("fetch_bytes", 100_000_000, "most bytes over the wire of one page that is kept from the web"),
    Setting("fetch_seconds", 120, "longest time of fetching one page, redirects included"),
    # publishing: how large a chronicle may be and still be one page
    Setting("page_dispatches", 12, "most dispatches whose texts stand on the first page; more get pages of their own"),
    Setting("page_chars", 300_000, "most code points of text on the first page; more get pages of their own"),
    Setting("page_rows", 200, "most rows of a list on one page, where there are several"),
)

_BY_NAME = MappingProxyType({setting.name: setting for setting in SETTINGS})


def default(name: str) -> int | float:
    """The default of the setting `name`. Raises: WrongUse where there is no such setting."""
    if name not in _BY_NAME:
        raise WrongUse(f"there is no setting named {name!r}")
    return _BY_NAME[name].default


def default_count(name: str) -> int:
    """The default of a setting that counts something. Raises: WrongUse where it is no whole number."""
    value = default(name)
    if not isinstance(value, int):
        raise WrongUse(f"the setting {name!r} does not count anything")
    return value
