"""Every error that Khronika raises, one tree with one base.

    KhronikaError                 anything of ours
    ├── WrongUse                  the call itself is wrong: a flag, a value, a missing folder
    ├── InputError                an input that cannot be read; carries the input's name and the reason
    │   └── LimitExceeded         it could be read, but it is larger, deeper or slower than allowed
    ├── GazetteerError            the gazetteer is missing or damaged
    ├── ModelError                the weights that a reader needs are not installed
    ├── MissingExtra              a library that only one format needs is not installed
    ├── VocabularyError           a lexicon, code list or policy file is malformed
    ├── OverlapError              a table of lists that nothing can be estimated from
    ├── OutputError               the chronicle cannot be written where it was asked for
    │   └── Exposed               what would be written shows what is protected; carries where
    └── ArchiveError              something about an archive
        ├── Locked                an encrypted archive, and no key that opens it
        ├── ProtectionLost        what holds judgments is damaged: whom they protect is not known
        ├── Unfounded             the genesis entry of an archive is missing or was changed
        └── VerificationError     what was signed and what is there differ; carries what was expected and found

Exit codes are given in ``cli/``, never here.
"""


class KhronikaError(Exception):
    """Anything that Khronika raises on purpose; its text is written for the person at the keyboard."""


class WrongUse(KhronikaError):
    """The call itself is wrong; nothing was read or written."""


class InputError(KhronikaError):
    """An input that cannot be read.

    name: the input as the user named it (a path, or a path and a line).
    reason: why, in words that say what to do next where there is something to do.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class LimitExceeded(InputError):
    """An input over one of the limits of ``settings.py``."""


class GazetteerError(KhronikaError):
    """The gazetteer is missing or damaged; the text says how to build it."""


class ModelError(KhronikaError):
    """The weights that a reader needs are not installed; the text says what to install."""


class MissingExtra(KhronikaError):
    """A library that only one format needs is not installed; the text says what to install."""


class VocabularyError(KhronikaError):
    """A lexicon, code list or policy file is malformed; the text names file and entry."""


class OverlapError(KhronikaError):
    """A table of lists that nothing can be estimated from; the text says why."""


class OutputError(KhronikaError):
    """The chronicle cannot be written where it was asked for."""


class Exposed(OutputError):
    """What would be written, or was, shows something that is protected.

    places: where, one line each, and who by pseudonym; never the words themselves. count: of how many, where these are
    not all. remedy: what to do.
    """

    def __init__(self, places: tuple[str, ...], *, count: int | None = None, remedy: str = "") -> None:
        said = f"{count or len(places):,} places would show what is protected; nothing was written"
        super().__init__(f"{said}; {remedy}" if remedy else said)
        self.places = places


class ArchiveError(KhronikaError):
    """Something about an archive: it is missing, of another version, of somebody else, or cannot be written."""


class Locked(ArchiveError):
    """The archive is encrypted and was not opened; the text says how to open it."""


class ProtectionLost(ArchiveError):
    """What holds judgments of an archive is damaged or not there: whom they protect is not known. lost: where."""

    def __init__(self, archive: str, lost: tuple[str, ...]) -> None:
        super().__init__(
            f"{archive}: judgments cannot be read, and any of them may protect somebody: {'; '.join(lost)}; nothing was"
            " written. Another copy brings them back (khronika merge); --despite-damage goes on without them, and may"
            " show whom they protect"
        )
        self.lost = lost


class Unfounded(ArchiveError):
    """The genesis entry of an archive is missing or was changed: nobody can be said to belong."""


class VerificationError(ArchiveError):
    """What was signed and what is there differ.

    what: the check that failed, with the thing it was made of.
    expected, found: in words or hex.
    """

    def __init__(self, what: str, expected: str, found: str) -> None:
        super().__init__(f"{what}: expected {expected}, found {found}")
        self.what = what
        self.expected = expected
        self.found = found
