"""Which entry of the Russian lexicons stands behind a value, asked after the fact (``khronika read --explain``)."""

from khronika.reading.languages.ru.analysing import analyse
from khronika.reading.languages.ru.event_words import phrases
from khronika.reading.languages.ru.measuring import nouns, said_in
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Token


def event_entry(words: str, event_type: str) -> str | None:
    """The entry of ``events.toml`` one of whose phrases is in the words and whose type it is."""
    tokens = _tokens(words)
    lemmas = {token.lemma for token in tokens} | {token.lower for token in tokens}
    for token in tokens:
        for phrase in phrases().get(token.lemma, ()):
            if phrase.type == event_type and lemmas.issuperset(phrase.words):
                return f"events.toml “{' '.join(phrase.words)}”, as in “{phrase.example}”"
    return None


def figure_entry(words: str, measure: str) -> str | None:
    """The words of ``figures.toml`` that give the measure."""
    tokens = _tokens(words)
    for said in said_in(tokens, range(len(tokens))):
        if said.measure == measure:
            return f"figures.toml [{measure}] “{' '.join(tokens[at].lemma for at in said.words)}”"
    noun = next((token.lemma for token in tokens if nouns().get(token.lemma) == measure), None)
    return f"figures.toml [{measure}] “{noun}”" if noun else None


def _tokens(words: str) -> list[Token]:
    sentences = analyse(segment(words, (), "ru"), "fast")
    return [token for sentence in sentences for token in sentence.tokens]
