"""Send one message to an address: signed, within a time, without following it elsewhere, whatever it answers."""

import hmac
import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from threading import Timer
from urllib.parse import urlsplit

SECONDS_SILENT = 10.0
SECONDS_WHOLE = 20.0
ANSWER_BYTES = 64 * 1024
CLOUDS = frozenset({"100.100.100.200", "fd00:ec2::254"})  # where clouds tell their machines secrets, besides link-local


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
        connection.connect()
        _refuse_keepers_of_keys(connection.sock)
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
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return Answer(None, f"{type(error).__name__}: {error}"[:200])
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=SECONDS_SILENT, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=SECONDS_SILENT)


def _refuse_keepers_of_keys(sock: socket.socket) -> None:
    """Nothing is sent to link-local addresses and those others at which machines of clouds keep their keys."""
    if keeps_keys(str(sock.getpeername()[0])):
        raise OSError("link-local address, or one of a cloud's own")


def keeps_keys(told: str) -> bool:
    """Whether an address is one of those; an IPv4 address is known within an IPv6 one too.

    >>> [keeps_keys(told) for told in ("169.254.169.254", "::ffff:169.254.169.254", "fe80::1%eth0", "100.100.100.200")]
    [True, True, True, True]
    >>> keeps_keys("10.0.0.8"), keeps_keys("127.0.0.1")
    (False, False)
    """
    address = ipaddress.ip_address(told.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    plain = mapped or address
    return plain.is_link_local or str(plain) in CLOUDS


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
