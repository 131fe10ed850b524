"""What makes a promise one that can be checked (data/concrete.tsv)."""

import re
from functools import cache
from typing import Literal

from taizhang.catalogue.table import read_table

ConcreteClass = Literal["empty", "indefinite", "horizon", "work", "paper", "scheme", "deed", "vague"]


@cache
def concrete_pattern(concrete_class: ConcreteClass) -> re.Pattern[str]:
    """One expression for all patterns of a class.

    >>> bool(concrete_pattern("work").search("青汀大桥建设"))
    True
    """
    rows = (row["pattern"] for row in read_table("concrete.tsv") if row["class"] == concrete_class)
    return re.compile("|".join(f"(?:{pattern})" for pattern in rows))
