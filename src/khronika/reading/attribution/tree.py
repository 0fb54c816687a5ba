"""The tree of a parsed sentence: who hangs on whom, and how far each branch reaches."""

from khronika.reading.sentence import Sentence


class Tree:
    """Children and reach of every word of one parsed sentence.

    left[i], right[i]: first and last token of the branch that hangs on token i, itself included.
    """

    __slots__ = ("children", "left", "right", "tokens")

    def __init__(self, sentence: Sentence) -> None:
        self.tokens = sentence.tokens
        count = len(self.tokens)
        self.left = left = list(range(count))
        self.right = right = list(range(count))
        self.children: list[list[int]] = [[] for _ in range(count)]
        for index, token in enumerate(self.tokens):
            head, below = token.head, index
            if head == index:
                continue
            self.children[head].append(index)
            while True:
                if left[head] > index:
                    left[head] = index
                if right[head] < index:
                    right[head] = index
                below, head = head, self.tokens[head].head
                if head == below:
                    break

    def child(self, word: int, *relations: str) -> int | None:
        """The first child that hangs on `word` by one of the relations."""
        for child in self.children[word]:
            if self.tokens[child].dep in relations:
                return child
        return None

    def branch(self, word: int) -> range:
        """Tokens of the whole branch under `word`."""
        return range(self.left[word], self.right[word] + 1)
