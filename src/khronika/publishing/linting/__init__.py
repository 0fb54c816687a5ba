"""The export linter: a last look at what is about to leave, by somebody who did not make it."""
