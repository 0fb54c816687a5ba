"""An encrypted archive that stays open for a while: its key in memory that is no disk, until it is sealed again."""

import os
import shutil
import stat
from pathlib import Path

from khronika.archive.sealing import Vault
from khronika.errors import ArchiveError

_LAID_OUT = "khronika-"


def open_session(archive: str, vault: Vault) -> Path:
    """Keeps the vault's key for the commands that follow, until `seal_session` or the next start of the machine.

    Raises: ArchiveError where the system has no place in memory that is this user's alone.
    """
    folder = memory_folder()
    if folder is None:
        raise ArchiveError("there is no folder in memory to keep the key in; give --identity to every command instead")
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / archive
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, vault.key)
    finally:
        os.close(handle)
    return path


def seal_session(archive: str) -> bool:
    """Takes the key away again; whether there was one."""
    folder = memory_folder()
    path = folder / archive if folder else None
    if path is None or not path.exists():
        return False
    path.write_bytes(bytes(32))
    path.unlink()
    return True


def swept() -> int:
    """Takes away what commands that were killed have left laid out in memory; how many folders."""
    folder = memory_folder()
    left = list(folder.glob(f"{_LAID_OUT}*")) if folder and folder.is_dir() else []
    gone = [one for one in left if not is_running(one.name.removeprefix(_LAID_OUT).partition("-")[0])]
    for one in gone:
        shutil.rmtree(one, ignore_errors=True)
    return len(gone)


def laying_out_prefix() -> str:
    """How the name of a folder begins in which this process lays out what is in the clear."""
    return f"{_LAID_OUT}{os.getpid()}-"


def is_running(process: str) -> bool:
    """Whether a process (its number in digits) of this machine is running."""
    return process.isdecimal() and Path(f"/proc/{process}").exists()


def session_vault(archive: str) -> Vault | None:
    """The vault of an archive that was opened, or None."""
    folder = memory_folder()
    path = folder / archive if folder else None
    if path is None or not path.is_file():
        return None
    key = path.read_bytes()
    return Vault(key) if len(key) == 32 else None


def memory_folder() -> Path | None:
    """A folder of this user's own that lies in memory and may have to be made: ``XDG_RUNTIME_DIR``, else /dev/shm."""
    for base in (os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm"):
        if base and Path(base).is_dir() and _in_memory(Path(base)):
            folder = Path(base) / f"khronika-{os.getuid()}"
            if not folder.exists() or _is_ours(folder):
                return folder
    return None


def _is_ours(folder: Path) -> bool:
    status = folder.lstat()
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077


def _in_memory(folder: Path) -> bool:
    """Whether the folder lies on a tmpfs, as the system's list of mounts has it."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return False
    resolved = folder.resolve()
    over = [(Path(mount[1]), mount[2]) for mount in mounts if resolved.is_relative_to(mount[1].replace("\\040", " "))]
    return bool(over) and max(over, key=lambda pair: len(pair[0].parts))[1] in ("tmpfs", "ramfs")
