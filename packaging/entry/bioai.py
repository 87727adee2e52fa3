"""The command line of a bundle, and the engine's worker."""

import sys

from bioai_desktop.__main__ import cli

if __name__ == "__main__":
    sys.exit(cli())
