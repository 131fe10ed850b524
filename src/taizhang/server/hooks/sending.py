"""Send one message to an address: signed, within a time, without following it elsewhere, whatever it answers."""

import hmac
import http.client
import socket
import ssl
import time
from dataclasses import dataclass
from threading import Timer
from urllib.parse import urlsplit

from taizhang.server.hooks.reaching import NotReached, connected

SECONDS_SILENT = 10.0
SECONDS_WHOLE = 20.0
ANSWER_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, or none and why not."""

    status: int | None
    words: str

    @property
    def taken(self) -> bool:
        """Whether the address took it."""
        return self.status is not None and 200 <= self.status < 300


def signature_of(secret: str, at: int, body: bytes) -> str:
    """What the header X-Taizhang-Signature holds: HMAC-SHA256 of "<time>.<body>" by the secret of the hook.

    >>> signature_of("tzh_x", 1740787200, b"{}")[:25]
    't=1740787200,v1=b52098c0f'
    """
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, "sha256").hexdigest()
    return f"t={at},v1={digest}"


def send(url: str, secret: str, body: bytes, headers: dict[str, str]) -> Answer:
    """POST `body` to `url`. Redirects are answers like any other; of the answer only its first line is kept."""
    at = int(time.time())
    said = {"Content-Type": "application/json", "X-Taizhang-Signature": signature_of(secret, at, body), **headers}
    parts = urlsplit(url)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    try:
        connection.sock = _line(connection)
        limit = Timer(SECONDS_WHOLE, _shut, [connection.sock])
        limit.start()
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", path, body, said)
            answer = connection.getresponse()
            answer.read(ANSWER_BYTES)
        finally:
            limit.cancel()
        return Answer(answer.status, f"{answer.status} {answer.reason}"[:200])
    except NotReached as error:
        return Answer(None, error.message("zh")[:200])
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return Answer(None, f"{type(error).__name__}: {error}"[:200])
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
    return kind(host, port, timeout=SECONDS_SILENT)


def _line(connection: http.client.HTTPConnection) -> socket.socket:
    """A connection to an address that may be reached; by HTTPS one that proves to be the host's."""
    line = connected(connection.host, connection.port, SECONDS_SILENT)
    if not isinstance(connection, http.client.HTTPSConnection):
        return line
    return ssl.create_default_context().wrap_socket(line, server_hostname=connection.host)


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
