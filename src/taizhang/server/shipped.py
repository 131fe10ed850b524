"""Under which address the files of pages are sent: it changes with them, so that browsers keep them for a year."""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).parent / "pages" / "static"
OTHERS = ("django", "django-ninja")  # whose files are sent under the same address


def digest_of_files() -> str:
    """A digest of every file that is sent, and of the versions of those who bring their own."""
    told = sha256(" ".join(version(name) for name in OTHERS).encode())
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            told.update(path.relative_to(FOLDER).as_posix().encode())
            told.update(path.read_bytes())
    return told.hexdigest()[:12]
