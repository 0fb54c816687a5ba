"""Which lists may depend on which: the hierarchical log-linear models of k lists.

A set of lists is a number whose bit i stands for list i. A model is the set of its interactions, each of two lists or
more; with an interaction stand all smaller ones of the same lists. Every list has an effect of its own in every model,
and the interaction of all k lists is in none, since the people on no list leave it without a trace (Fienberg 1972).
"""

from collections.abc import Iterator
from itertools import combinations

Interaction = int
Model = frozenset[Interaction]

INDEPENDENCE: Model = frozenset()


def interactions(lists: int, most: int | None = None) -> tuple[Interaction, ...]:
    """Every set of two lists or more, all k at once left out, smaller sets first; of `most` lists at most."""
    sizes = range(2, lists if most is None else min(lists, most + 1))
    sets = (group for size in sizes for group in combinations(range(lists), size))
    return tuple(sum(1 << place for place in group) for group in sets)


def hierarchical_models(lists: int, most: int | None = None) -> tuple[Model, ...]:
    """All models of k lists with interactions of `most` lists at most, in a fixed order.

    Unit: models; 8 of three lists, 113 of four, 6,893 of five, 7,785,061 of six, which nobody should ask for.
    """
    models = [INDEPENDENCE]
    for interaction in interactions(lists, most):
        within = _within(interaction)
        models += [model | {interaction} for model in models if within <= model]
    return tuple(models)


def neighbours(model: Model, lists: int, most: int | None = None) -> Iterator[Model]:
    """The models with one interaction more or less."""
    for interaction in interactions(lists, most):
        if interaction in model:
            if not any(interaction != other and interaction & other == interaction for other in model):
                yield model - {interaction}
        elif _within(interaction) <= model:
            yield model | {interaction}


def largest(model: Model) -> tuple[Interaction, ...]:
    """The interactions that stand in no larger one of the model (its generators), in a fixed order."""
    found = (one for one in model if not any(one != other and one & other == one for other in model))
    return tuple(sorted(found, key=lambda one: (-one.bit_count(), one)))


def _within(interaction: Interaction) -> frozenset[Interaction]:
    """The smaller interactions of the same lists, one list fewer each."""
    places = [place for place in range(interaction.bit_length()) if interaction >> place & 1]
    if len(places) < 3:
        return frozenset()
    return frozenset(interaction & ~(1 << place) for place in places)
