"""How many people there were, from how often each of them was met on one list."""

from collections.abc import Mapping

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtri

from khronika.errors import InputError, OverlapError
from khronika.estimating.averaging import LEVEL
from khronika.estimating.floors import chao
from khronika.estimating.listing import rows_of, whole
from khronika.model.estimate import Estimate


def estimates_of_repeats(times: Mapping[int, int]) -> tuple[Estimate, Estimate]:
    """A lower bound, and what would be if everybody were as easily met as everybody else.

    The second is below the first wherever people differ in that, which they do: it is there to show the distance, not
    to be quoted.

    times: how often somebody was met -> people who were met so often.
    Unit: people.
    Raises: OverlapError where nobody was met exactly once or nobody exactly twice.
    Source: Chao (1987), Biometrics 43:783-791; the truncated Poisson, van der Heijden et al. (2003), Statistical
        Modelling 3:305-322.
    """
    once, twice = times.get(1, 0), times.get(2, 0)
    if not once or not twice:
        raise OverlapError("nobody was met exactly once, or nobody exactly twice: those two counts carry the estimate")
    return chao(sum(times.values()), once, twice), _poisson(times)


def repeats_from_table(text: str, name: str) -> dict[int, int]:
    """A CSV table of two columns, how often and how many people, its header left out.

    Raises: InputError naming the line where something else stands.
    """
    header, rows = rows_of(text, name)
    if len(header) != 2:
        raise InputError(name, f"{len(header)} columns, and two are wanted: how often, and how many people")
    found: dict[int, int] = {}
    for line, row in rows:
        often = whole(row[header[0]], name, line, what="how often they were met")
        if often < 1 or often in found:
            raise InputError(name, f"line {line}: {often} times cannot stand here, or stands here twice")
        found[often] = whole(row[header[1]], name, line)
    return found


def _poisson(times: Mapping[int, int]) -> Estimate:
    documented = sum(times.values())
    mean = sum(often * people for often, people in times.items()) / documented
    rate = float(brentq(lambda rate: rate / -np.expm1(-rate) - mean, 1e-9, mean + 1))
    people = documented / -float(np.expm1(-rate))
    missing = people - documented
    error = (people / (np.expm1(rate) - rate)) ** 0.5
    # on the log of the number missing, as for the models of lists
    reach = float(np.exp(ndtri(0.5 + LEVEL / 2) * error / missing))
    return Estimate(
        people=people,
        low=documented + missing / reach,
        high=documented + missing * reach,
        standard_error=float(error),
        method="truncated Poisson: everybody as easily met as everybody else",
    )
