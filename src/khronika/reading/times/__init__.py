"""The question "when": time expressions found, normalised and resolved; the day that is being told of."""

from khronika.reading.times.finding import annotate_times, find_times
from khronika.reading.times.narrative import Narrative, narrative_days

__all__ = ["Narrative", "annotate_times", "find_times", "narrative_days"]
