"""Dictionary forms of English words, by simplemma's word list and a short list of our own.

A tagger's own lemmatizer takes a fifth of its time; reading needs lemmas only to look words up in lexicons.
"""

from functools import lru_cache

import simplemma

from khronika.reading.lexicon import lexicon

_INFLECTED = ("VBD", "VBN", "VBG", "VBZ", "VBP", "VB", "MD", "NNS", "NNPS")


@lru_cache(maxsize=65536)
def lemma(word: str, tag: str) -> str:
    """Dictionary form of a lower-case word by its Penn Treebank tag; the word itself where none applies."""
    if tag not in _INFLECTED or not word[:1].isalpha():
        own = lexicon("en", "inflection")["verbs"].get(word) if tag in _INFLECTED else None
        return own or word
    kind = "nouns" if tag.startswith("N") else "verbs"
    own = lexicon("en", "inflection")[kind].get(word)
    if own:
        return own
    form = simplemma.lemmatize(word, lang="en").lower()
    unknown_plural = form == word and tag in ("NNS", "NNPS") and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if unknown_plural else form
