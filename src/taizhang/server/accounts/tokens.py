"""What is kept of the key of a token."""

from hashlib import sha256


def key_hash(key: str) -> str:
    """The hash by which a key is known; the key itself is kept nowhere."""
    return sha256(key.encode()).hexdigest()
