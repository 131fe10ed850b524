"""What time it is for the ledger: the machine's, or in a trial (TAIZHANG_TRIAL) the day that was set for practice."""

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The time that stamps carry, with its zone. In a trial the machine's time of day on the day set."""
    real = timezone.now()
    day = _day_set()
    if day is None:
        return real
    local = timezone.localtime(real)
    return local + timedelta(days=(day - local.date()).days)


def today() -> date:
    """The day by which due, late and locked are told, in the time zone of the settings."""
    return now().astimezone(timezone.get_default_timezone()).date()


def set_day(day: date | None) -> None:
    """Set the day of a trial for all processes of this server, or give the clock back to the machine (None)."""
    path = _file()
    if day is None:
        path.unlink(missing_ok=True)
    else:
        _replace(path, day.isoformat())


def _replace(path: Path, text: str) -> None:
    """Write a file so that who reads it meanwhile finds the old text or the new, whole."""
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=path.name, delete=False) as file:
        file.write(text)
    Path(file.name).replace(path)


def _day_set() -> date | None:
    if not settings.TRIAL:
        return None
    try:
        return date.fromisoformat(_file().read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return None


def _file() -> Path:
    return Path(settings.HOME_FOLDER) / "trial-day"
