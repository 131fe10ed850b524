"""Words in both languages as a row keeps them."""

from taizhang.errors import TaizhangError, Words
from taizhang.server.lib.rows import Json


def said(words: Words) -> Json:
    """Words as a row keeps them.

    >>> said(Words("空", "blank"))
    {'zh': '空', 'en': 'blank'}
    """
    return {"zh": words.zh, "en": words.en}


def said_of(error: TaizhangError) -> Json:
    """What an error says, as a row keeps it."""
    return said(words_of_error(error))


def words_of_error(error: TaizhangError) -> Words:
    """What an error says."""
    return Words(error.message("zh"), error.message("en"))
