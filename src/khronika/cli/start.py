"""Where the command begins: before its libraries are loaded, so that Ctrl-C gets one line however early it comes."""

import importlib
import sys


def main() -> None:
    """Load the command and run it; exit code 1 where Ctrl-C came before the command could answer for itself."""
    try:
        importlib.import_module("khronika.cli.main").main()
    except KeyboardInterrupt:
        sys.stderr.write("khronika: stopped before anything was begun\n")
        sys.exit(1)
