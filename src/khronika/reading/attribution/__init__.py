"""Who says it: attributions, how they carry on, and which of them covers a claim."""

from khronika.reading.attribution.carrying import carry_on
from khronika.reading.attribution.finding import cue_words, find_attributions
from khronika.reading.attribution.scoping import attribution_at, speaker_span

__all__ = ["attribution_at", "carry_on", "cue_words", "find_attributions", "speaker_span"]
