"""How a clause owns to a problem, and what the problem is about (data/problems.tsv)."""

import re
from functools import cache

from taizhang.catalogue.table import read_table

SHORTEST, LONGEST = 4, 20  # characters of a topic
FUNCTION = tuple("与对越无有从在被让使着各和同把将因")  # a topic does not begin with these


@cache
def _pattern(problem_class: str) -> re.Pattern[str]:
    words = [word for row in read_table("problems.tsv") if row["class"] == problem_class for word in row.words("words")]
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


def topic_of(clause: str) -> str | None:
    """What a clause says is wanting; None where it owns to no problem, or names nothing of its own.

    >>> topic_of("二是县域水利设施仍然薄弱"), topic_of("前进中还存在不少困难和问题")
    ('县域水利设施', None)
    """
    if _pattern("no_topic").search(clause) or not (lack := _pattern("lack").search(clause)):
        return None
    ahead, behind = (_bare(part) for part in (clause[: lack.start()], clause[lack.end() :]))
    topic = ahead if len(ahead) >= SHORTEST else behind
    return topic if SHORTEST <= len(topic) <= LONGEST and not topic.startswith(FUNCTION) else None


def _bare(part: str) -> str:
    """The topic without the words around it."""
    part = _pattern("lead").sub("", part).strip("的、 ")
    while found := re.search(f"(?:{_pattern('tail').pattern})$", part):
        part = part[: found.start()]
    return part.strip("的、 ")
