"""The chapters of the catalogue of indicators: the headings under which its file lists them."""

from functools import cache
from importlib.resources import files

HEADINGS = "# "


@cache
def chapters() -> dict[str, str]:
    """The chapter of each indicator, by its id, in the order of the file.

    >>> chapters()["gdp"], chapters()["prices.consumer"] in chapters().values()
    ('综合', True)
    """
    text = files("taizhang.catalogue").joinpath("data", "indicators.tsv").read_text(encoding="utf-8")
    chapter, found, begun = "", {}, False
    for line in text.splitlines():
        if line.startswith("id\t"):
            begun = True
        elif begun and line.startswith(HEADINGS):
            chapter = line.removeprefix(HEADINGS).strip()
        elif begun and line:
            found[line.split("\t", 1)[0]] = chapter
    return found
