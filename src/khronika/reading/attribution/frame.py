"""What a cue, once found, makes of the words around it: a frame, before it is decided whether to believe it."""

from dataclasses import dataclass

from khronika.reading.sentence import Sentence


@dataclass(slots=True)
class Frame:
    """One candidate for an attribution, in token indices of one sentence.

    head: the word that decides ("said", "according").
    cue: tokens of the cue.
    source: tokens of the source, None where there is none.
    content: stretches of tokens that are laid to the source, in the order of the text.
    shape: how the content hangs on the cue: clause, fronted, quote, infinitive, object, preposition, adverb,
        passive, according, colon, noun clause, noun object, none.
    place: how the cue itself hangs in the sentence ("ROOT", "relcl", "advcl" ...; "" where no parser ran).
    passive: whether the cue is passive.
    negated: whether the cue is denied ("did not say").
    """

    head: int
    cue: range
    source: range | None
    content: list[range]
    shape: str
    place: str = ""
    passive: bool = False
    negated: bool = False

    def phrase(self, sentence: Sentence) -> str:
        """The cue from its head on, the head in its dictionary form: "call for"."""
        after = (sentence.tokens[index].lower for index in self.cue if index > self.head)
        return " ".join([sentence.tokens[self.head].lemma, *after])
