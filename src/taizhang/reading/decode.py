"""Bytes to text."""


def decoded(data: bytes, path: str) -> str:
    """The text of `data`, newlines as \\n, byte order mark dropped."""
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
