"""Who can open an encrypted archive: the vault's key, encrypted to age recipients.

Each file of ``vault/`` holds the key for some recipients and is named by its own digest, so that two copies of an
archive are merged by taking the files of both. Whoever could once open an archive has had its key: taking a
recipient away would promise what it cannot keep, and there is no command for it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from khronika.archive.durable import replace_file, sync_folder
from khronika.archive.entries import digest
from khronika.archive.sealing import Vault
from khronika.errors import ArchiveError, Locked, VerificationError, WrongUse

if TYPE_CHECKING:
    from pyrage import ssh, x25519

_LARGEST_VAULT_FILE = 1_000_000


def share_vault(archive: Path, vault: Vault, recipients: Sequence[str]) -> None:
    """Lets recipients (``age1...`` or ``ssh-ed25519 ...``) open the archive, beside those who already can.

    Raises: WrongUse where one of them is no recipient.
    """
    import pyrage  # noqa: PLC0415  (only encrypted archives need it)

    parsed = [_recipient(text) for text in recipients]
    if not parsed:
        raise WrongUse("an encrypted archive needs at least one recipient")
    data = pyrage.encrypt(vault.key, parsed)
    folder = archive / "vault"
    if not folder.is_dir():
        folder.mkdir()
        sync_folder(archive)
    replace_file(folder / f"{digest(data)}.age", data)


def opened_vault(archive: Path, identities: Sequence[str], wanted: str) -> Vault:
    """The vault, opened by one of the identities (lines ``AGE-SECRET-KEY-1...``, or private keys of ssh).

    wanted: the vault's digest in the genesis entry.
    Raises: Locked where none of them opens it; ArchiveError where what they open is no vault of this archive.
    """
    import pyrage  # noqa: PLC0415  (as above)

    keys = [_identity(text) for text in identities]
    for path in sorted((archive / "vault").glob("*.age")):
        data = path.read_bytes() if path.stat().st_size < _LARGEST_VAULT_FILE else b""
        try:
            vault = Vault(pyrage.decrypt(data, keys))
        except pyrage.DecryptError:
            continue
        if vault.digest != wanted:
            raise ArchiveError(f"vault/{path.name}: it holds a key that this archive was not founded with")
        return vault
    raise Locked("the archive is encrypted, and none of these identities opens it")


def check_vault(archive: Path) -> None:
    """Nothing, if every file of the vault bears the name of its own digest. Raises: VerificationError."""
    for path in sorted((archive / "vault").glob("*")):
        found = f"{digest(path.read_bytes())}.age"
        if found != path.name:
            raise VerificationError(f"vault/{path.name}", path.name, found)


def identities_in(text: str) -> list[str]:
    """The identities of an age key file, comments left out; a private key of ssh is one identity as a whole."""
    if text.lstrip().startswith("-----BEGIN"):
        return [text]
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _recipient(text: str) -> "x25519.Recipient | ssh.Recipient":
    import pyrage  # noqa: PLC0415  (as above)

    kind = pyrage.ssh.Recipient if text.startswith("ssh-") else pyrage.x25519.Recipient
    try:
        found: x25519.Recipient | ssh.Recipient = kind.from_str(text)
    except pyrage.RecipientError:
        raise WrongUse("not an age recipient: one begins with age1 or ssh-ed25519") from None
    return found


def _identity(text: str) -> "x25519.Identity | ssh.Identity":
    import pyrage  # noqa: PLC0415  (as above)

    try:
        if text.startswith("-----BEGIN"):
            return pyrage.ssh.Identity.from_buffer(text.encode())
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError:
        raise WrongUse("not an age identity: one begins with AGE-SECRET-KEY-1") from None
