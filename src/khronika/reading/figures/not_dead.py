""" "Dead" where nobody died: "brain-dead", "a dead phone", "came to a dead end", "left for dead"."""

from khronika.reading.figures.nouns import is_bland, kind_of, may_be_somebody
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence


def tells_no_death(sentence: Sentence, at: int) -> bool:
    """Whether the word at a token is "dead" in a compound or before a thing, by [not_dead] of ``figures.toml``."""
    tokens = sentence.tokens
    if tokens[at].lower != "dead":
        return False
    before = tokens[at - 1] if at else None
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and before.lower in word_set("en", "figures", "not_dead.behind"):
        return True
    if before is not None and before.lower == "for" and any(t.lemma == "leave" for t in tokens[max(0, at - 5) : at]):
        return True
    if _hyphen(sentence, at - 1) or _hyphen(sentence, at + 1):
        return True
    if behind is None:
        return False
    if behind.lemma in word_set("en", "figures", "not_dead.idioms"):
        return before is None or before.pos != "NUM"
    return before is not None and _thing(sentence, at + 1)


def _hyphen(sentence: Sentence, at: int) -> bool:
    """A hyphen that joins two words, and no dash; "3-DEAD" is a count all the same."""
    tokens = sentence.tokens
    if not 0 < at < len(tokens) - 1 or tokens[at].text != "-" or tokens[at - 1].pos == "NUM":
        return False
    return tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def _thing(sentence: Sentence, at: int) -> bool:
    """Whether "dead" goes with the noun at a token, which is neither a person nor a time ("dead HOURS later")."""
    token = sentence.tokens[at]
    if token.pos != "NOUN" or kind_of(sentence, at) in ("people", "forces") or is_bland(sentence, at):
        return False
    if may_be_somebody(sentence, at) or token.lower in word_set("en", "figures", "disguised.times"):
        return False
    if token.lower in word_set("en", "figures", "phrase.times"):
        return False
    if token.lemma in word_set("en", "figures", "disguised.units"):
        return False
    if token.lemma in word_set("en", "figures", "toll.verbs") or token.lemma in word_set("en", "figures", "toll.nouns"):
        return False  # "the dead NUMBER 60"
    return sentence.parsed and sentence.tokens[at - 1].dep == "amod" and sentence.tokens[at - 1].head == at
