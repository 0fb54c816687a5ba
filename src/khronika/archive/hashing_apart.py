"""The digests of files of an archive, in a process of its own, so that another one reads its logs meanwhile.

Run as a program, with the folder of the items as its argument and their names on its input, one a line; writes a line
for each: the SHA-256 of what lies there, or a dash where it cannot be read. Imports nothing of Khronika, so that it
starts fast.
"""

import hashlib
import os
import sys

_CHUNK = 1 << 20


def main() -> int:
    """Exit code 0."""
    held = memoryview(bytearray(_CHUNK))
    for name in sys.stdin.read().split("\n"):
        try:
            said = _digest(os.path.join(sys.argv[1], name[:2], name), held)
        except OSError:
            said = "-"
        sys.stdout.write(f"{said}\n")
    return 0


def _digest(path: str, held: memoryview) -> str:
    hashed = hashlib.sha256()
    handle = os.open(path, os.O_RDONLY)
    try:
        while read := os.readv(handle, [held]):
            hashed.update(held[:read])
    finally:
        os.close(handle)
    return hashed.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
