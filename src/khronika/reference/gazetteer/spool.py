"""Work files of a long import: they only grow, and are cut back to the last checkpoint when it goes on.

A checkpoint is ``state.json``, put in place in one step after everything before it is on the disk.
"""

import json
import os
from pathlib import Path
from typing import IO, Any

_STATE = "state.json"


class Spool:
    """Append-only files by name in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, IO[bytes]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def resume(self) -> dict[str, Any] | None:
        """The state of the last checkpoint, the files cut back to it; None where there is none (all is emptied)."""
        try:
            saved: dict[str, Any] = json.loads((self.folder / _STATE).read_text("utf-8"))
            sizes: dict[str, int] = saved["sizes"]
            state: dict[str, Any] = saved["state"]
        except (OSError, ValueError, KeyError, TypeError):
            self.clear()
            return None
        for path in self.folder.iterdir():
            if path.name != _STATE and path.name not in sizes:
                path.unlink()
        for name, size in sizes.items():
            if not (self.folder / name).exists() or (self.folder / name).stat().st_size < size:
                self.clear()
                return None
            os.truncate(self.folder / name, size)
        return state

    def append(self, name: str, data: bytes) -> None:
        """Add bytes to a file."""
        file = self._files.get(name)
        if file is None:
            file = self._files[name] = (self.folder / name).open("ab")
        file.write(data)

    def patch(self, name: str, offset: int, data: bytes) -> None:
        """Write over bytes that were added before; doing it twice does no harm."""
        if file := self._files.get(name):
            file.flush()
        with (self.folder / name).open("r+b") as whole:
            whole.seek(offset)
            whole.write(data)

    def checkpoint(self, state: dict[str, Any]) -> None:
        """Make everything added so far, and `state`, what a later run goes on from."""
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        sizes = {
            path.name: path.stat().st_size for path in sorted(self.folder.iterdir()) if not path.name.startswith(_STATE)
        }
        fresh = self.folder / f"{_STATE}.new"
        fresh.write_text(json.dumps({"sizes": sizes, "state": state}), "utf-8")
        fresh.replace(self.folder / _STATE)

    def close(self) -> None:
        """Flush and close the files, so that they can be read."""
        for file in self._files.values():
            file.close()
        self._files.clear()

    def path(self, name: str) -> Path:
        """The file of that name; made empty where nothing was added."""
        self.append(name, b"")
        self._files[name].flush()
        return self.folder / name

    def clear(self) -> None:
        """Remove every work file."""
        self.close()
        for path in self.folder.iterdir():
            path.unlink()
