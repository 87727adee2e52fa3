"""The window of a bundle, and the engine's worker."""

import sys

from bioai_desktop.__main__ import desktop

if __name__ == "__main__":
    sys.exit(desktop())
