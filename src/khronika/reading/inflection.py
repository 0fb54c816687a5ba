"""Dictionary forms of English words, by simplemma's word list and a short list of our own.

A tagger's own lemmatizer takes a fifth of its time; reading needs lemmas only to look words up in lexicons.
"""

from functools import lru_cache

from khronika.reading.lexicon import lexicon

INFLECTED = frozenset(("VBD", "VBN", "VBG", "VBZ", "VBP", "VB", "MD", "NNS", "NNPS"))
"""Tags of words that may stand in another form than that of the dictionary."""


def _forms(kind: str) -> dict[str, str]:
    """Inflected form -> dictionary form, of the nouns or of the verbs (among these "'s" and "'re")."""
    forms: dict[str, str] = lexicon("en", "inflection")[kind]
    return forms


@lru_cache(maxsize=65536)
def lemma(word: str, tag: str) -> str:
    """Dictionary form of a lower-case word by its Penn Treebank tag; the word itself where none applies."""
    if tag not in INFLECTED:
        return word
    own = _forms("nouns" if tag.startswith("N") and word[:1].isalpha() else "verbs").get(word)
    if own is not None or not word[:1].isalpha():
        return own or word
    import simplemma  # noqa: PLC0415  (slow to import; a text in common words does without)

    form = simplemma.lemmatize(word, lang="en").lower()
    unknown_plural = form == word and tag in ("NNS", "NNPS") and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if unknown_plural else form
