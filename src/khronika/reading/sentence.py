"""What every question is asked of: sentences with their words."""

from dataclasses import dataclass
from typing import NamedTuple

from khronika.model.span import Span


class Token(NamedTuple):
    """One word or mark.

    start, end: code points of the dispatch's text, like every offset in Khronika.
    lemma: dictionary form, lower case.
    pos: universal part of speech (NOUN, PROPN, VERB, AUX, ADJ, ADV, NUM, PRON, ADP, DET, CCONJ,
        SCONJ, PART, INTJ, PUNCT, SYM, X).
    tag: Penn Treebank tag where a tagger ran ("VBN"), else a guess at it.
    head: index within the sentence of the word it hangs on; its own index for a root; -1 where
        no parser ran.
    dep: name of that relation ("nsubj", ...), "" where no parser ran.
    case: grammatical case as Universal Dependencies writes it ("Gen"), "" where the language has none.
    name: PER, LOC or ORG where a recogniser of names took the word for part of one, else "".
    """

    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    head: int
    dep: str
    case: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or list entry.

    index: its place in the document's list of sentences.
    paragraph: number of its paragraph (a block between line breaks), from 0.
    heading: True where it stands alone on its line without a closing stop and so titles what follows.
    tokens: empty until a grammar has analysed it (see ``grammar.py``).
    parsed: True where `head` and `dep` of its tokens mean something.
    language: ISO 639-1 code of the language whose lexicons are asked about it.
    """

    index: int
    span: Span
    text: str
    paragraph: int
    heading: bool = False
    tokens: tuple[Token, ...] = ()
    parsed: bool = False
    language: str = "en"

    def with_tokens(self, tokens: tuple[Token, ...], *, parsed: bool) -> "Sentence":
        """The same sentence, analysed."""
        return Sentence(
            self.index, self.span, self.text, self.paragraph, self.heading, tokens, parsed, self.language
        )  # each field by itself: `dataclasses.replace` takes three times as long

    def token_at(self, offset: int) -> int | None:
        """Index of the token that the code point at `offset` stands in, else None."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.tokens) and self.tokens[low].start <= offset else None

    def tokens_in(self, span: Span) -> range:
        """Indices of the tokens that lie wholly or partly in `span`."""
        first = 0
        while first < len(self.tokens) and self.tokens[first].end <= span.start:
            first += 1
        last = first
        while last < len(self.tokens) and self.tokens[last].start < span.end:
            last += 1
        return range(first, last)

    def span_of(self, tokens: range) -> Span:
        """The stretch from the first of `tokens` to the last."""
        return Span(self.tokens[tokens[0]].start, self.tokens[tokens[-1]].end)
