"""Who decides on an adjustment of each kind, and what proposal and decision rest on: data/deciders.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from taizhang.errors import Words


@dataclass(frozen=True, slots=True)
class Decider:
    """The body that decides, and what proposal and decision must rest on (nothing, note, document)."""

    body: Words
    rests_on: str
    proposal: str
    source: str


@cache
def deciders() -> Mapping[str, Decider]:
    """By kind of adjustment.

    >>> deciders()["plan"].body.zh, deciders()["plan"].rests_on
    ('本级人大常委会', 'document')
    """
    text = files("taizhang.server.ledger.data").joinpath("deciders.toml").read_text(encoding="utf-8")
    return {
        kind: Decider(Words(said["zh"], said["en"]), said["rests_on"], said["proposal"], said["source"])
        for kind, said in tomllib.loads(text).items()
    }
