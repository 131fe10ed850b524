"""The process that answers requests: granian with its workers. `taizhang serve` starts it as a child."""

from importlib import import_module

from django.core.handlers.wsgi import WSGIHandler
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from taizhang.server.config import Config, read_config

THREADS = 8  # requests that one worker answers at a time; the others wait
KILL_AFTER = 5  # seconds that a worker has to finish what it answers


def web(config: Config) -> None:
    """Serve until told to end."""
    Granian(
        "taizhang.server.wsgi:application",
        address=config.text("HOST"),
        port=config.number("PORT"),
        interface=Interfaces.WSGI,
        workers=config.number("WORKERS"),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER,
        websockets=False,
        log_level=LogLevels.error,
    ).serve(target_loader=application, wrap_loader=False)


def application() -> WSGIHandler:
    """The application by its own name: granian would look for it below the folder in which the server was started.

    What uses Django is imported once that is set up.
    """
    application: WSGIHandler = import_module("taizhang.server.wsgi").application
    import_module("taizhang.server.operations.warming").warm()
    return application


if __name__ == "__main__":
    web(read_config())
