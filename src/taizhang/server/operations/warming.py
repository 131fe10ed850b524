"""What the first to open a page would wait for, done before the server says that it serves.

Addresses are compiled for each language, templates are read, and the overview is looked at once: with it comes what
else is loaded at its first use (catalogue, statements of the database), and the rows that every page asks for.
"""

import logging
from collections.abc import Iterator
from io import BytesIO
from threading import Thread

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIRequest
from django.db import connections
from django.db.models import F
from django.template.loader import get_template
from django.urls import resolve, reverse
from django.utils.translation import override

from taizhang.server.accounts.models import User

OVERVIEW = "/"
PATIENCE = 10.0  # seconds
log = logging.getLogger(__name__)


def warm() -> None:
    """Do it, for some seconds at most.

    Whatever goes wrong, or waits for a database that does not answer, is for the first request to meet, and to be told
    of: it never keeps from serving.
    """
    warming = Thread(target=_warm, name="warming", daemon=True)
    warming.start()
    warming.join(PATIENCE)


def _warm() -> None:
    try:
        for language, _ in settings.LANGUAGES:
            with override(language):
                reverse("home")
        for name in templates():
            get_template(name)
        look()
    except Exception:
        log.warning("the first request will take longer", exc_info=True)
    finally:
        connections.close_all()


def templates() -> Iterator[str]:
    """The names of the templates of our own pages."""
    folder = settings.SERVER_FOLDER / "pages" / "templates"
    for path in folder.rglob("*.html"):
        yield path.relative_to(folder).as_posix()


def look() -> None:
    """Look at the overview as the one who was here last; nothing is kept of it. Where nobody is there it is left."""
    person = User.objects.filter(is_active=True).order_by(F("last_login").desc(nulls_last=True), "pk").first()
    if person is not None:
        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": OVERVIEW, "SERVER_NAME": "localhost", "SERVER_PORT": "80"}
        request = WSGIRequest({**asked, "REMOTE_ADDR": "127.0.0.1", "wsgi.input": BytesIO()})
        request.user, request.session = person, SessionStore()
        resolve(OVERVIEW).func(request)
