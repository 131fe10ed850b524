"""What a document says of itself."""

import re

from taizhang.model import Metadata, Section, View


def described(view: View, outline: tuple[Section, ...]) -> Metadata:
    """The metadata of the text, from its head, its tail and its headings."""
    head = view.text[:3000]
    years = [int(y) for y in re.findall(r"(20\d\d)年", head)]
    year = max(set(years), key=years.count) if years else 2000
    return Metadata(reviewed_period=str(year), planned_period=str(year + 1))
