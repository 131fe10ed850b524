"""One page."""

from taizhang.extracting import Reading
from taizhang.writing.words import Lang


def page(reading: Reading, lang: Lang) -> str:
    """The page."""
    return ""
