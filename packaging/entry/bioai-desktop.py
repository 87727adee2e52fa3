"""The window of a bundle, and every process that it starts."""

import sys
from multiprocessing import freeze_support

from bioai_desktop.__main__ import desktop

if __name__ == "__main__":
    freeze_support()  # a process of a pool is the program itself, started with arguments that this reads
    sys.exit(desktop())
