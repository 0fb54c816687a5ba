"""A photo in HEIC or TIFF made into a small PNG, with the metadata of HEIC, in a process of its own.

Run as a program, with the photo on its input and the most pixels that are decoded as its argument; writes a line of
JSON with the size and whether the pixels could be decoded, then the PNG. Broken photos bring libheif down now and then,
and libtiff complains of them by itself. Imports nothing of Khronika, so that it starts fast.
"""

import contextlib
import io
import json
import sys

_MEMORY_BYTES = 1_500_000_000
_LOOKED_AT = 512


def main() -> int:
    """Exit code 0; 4 where it is no photo that can be opened."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    # the engines are only here, in the process made for them
    import pi_heif  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    pi_heif.register_heif_opener()
    try:
        image = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("HEIF", "TIFF"))
        width, height = image.size
        exif = image.info.get("exif") or b""
    except Exception:  # noqa: BLE001  (whatever it is, this process is there to find it out)
        return 4
    small = Image.new("RGB", (1, 1))
    whole = False
    with contextlib.suppress(Exception):
        if width * height <= int(sys.argv[1]):
            pixels = image.convert("RGB")
            pixels.thumbnail((_LOOKED_AT, _LOOKED_AT))
            small, whole = pixels, True
    out = io.BytesIO()
    small.save(out, "PNG", exif=exif)
    sys.stdout.buffer.write(json.dumps({"size": [width, height], "whole": whole}).encode() + b"\n" + out.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main())
