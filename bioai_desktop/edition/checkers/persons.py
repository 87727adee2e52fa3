"""Somebody says "I" who is neither quoted nor the editors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.checkers.weights import KINDS
from bioai_desktop.edition.checkers.voices import voice
