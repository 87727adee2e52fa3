"""A hundred items that want more than to be summarised; all invented."""

import json
from pathlib import Path
from typing import NamedTuple


class Hostile(NamedTuple):
    """An item that somebody made for the model, not for readers."""

    name: str
    title: str
    text: str


ITEMS = [Hostile(**json.loads(line)) for line in Path(__file__).with_name("unsafe.jsonl").read_text("utf-8").splitlines()]
