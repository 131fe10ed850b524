"""Where hooks may be told: hosts that are named or public ones, by the address that is actually connected to.

TAIZHANG_HOOK_HOSTS names hosts; `*` among them stands for any host at a public address. A server inside an office is
reached by its name there only, so that nobody makes this server knock at its neighbours by a hook. Addresses at which
machines of clouds keep their keys are never reached.
"""

import ipaddress
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from taizhang.errors import TaizhangError, Words
from taizhang.server.lib.refusals import Invalid

ANY = "*"
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
CLOUDS = frozenset({"100.100.100.200", "fd00:ec2::254"})  # where clouds tell their machines secrets, besides link-local
NAT64 = ipaddress.ip_network("64:ff9b::/96")
OWN_NAMES = ("localhost", ".localhost")


class NotReached(TaizhangError):
    """A hook is not told at this host or address; says which setting lets it be."""

    zh = "推送不到：{detail}"
    en = "not told: {detail}"


@dataclass(frozen=True, slots=True)
class Allowed:
    """The hosts that are named in the settings, and whether others are told too, at public addresses."""

    named: frozenset[str]
    others: bool

    def must_have(self, host: str) -> None:
        """Raise NotReached for a host that is not named, where others are not told."""
        if not self.others and host not in self.named:
            zh = f"主机 {host} 不在允许推送的主机之列；请系统管理员写进设置 TAIZHANG_HOOK_HOSTS"
            raise NotReached(detail=Words(zh, f"{host} is none of the hosts named in TAIZHANG_HOOK_HOSTS"))

    def must_reach(self, host: str, told: str) -> None:
        """Raise NotReached for an address that is not public, where the host is not named; and for keepers of keys."""
        if keeps_keys(told):
            words = Words("是链路本地地址或云平台的内部地址，不推送", "is link-local or one of a cloud's own")
            raise NotReached(detail=Words(f"{told} {words.zh}", f"{told} {words.en}"))
        if host not in self.named and not is_public(told):
            zh = f"{host}（{told}）在本机或内网，默认不推送；确需推送，请系统管理员把主机写进设置 TAIZHANG_HOOK_HOSTS"
            en = f"{host} ({told}) is this machine or inside: it has to be named in TAIZHANG_HOOK_HOSTS"
            raise NotReached(detail=Words(zh, en))


def allowed() -> Allowed:
    """What the settings allow."""
    words = [plain(word) for word in settings.CONFIG.words("HOOK_HOSTS")]
    return Allowed(frozenset(words) - {ANY}, ANY in words)


def plain(host: str) -> str:
    """A host as it is compared.

    >>> plain("OA.Example."), plain("[::1]")
    ('oa.example', '::1')
    """
    return host.strip("[]").rstrip(".").lower()


def look_at(url: str) -> None:
    """Raise Invalid for a url whose host is not told, as far as its words alone show."""
    host = plain(urlsplit(url).hostname or "")
    try:
        allowed().must_have(host)
        if host.endswith(OWN_NAMES):
            allowed().must_reach(host, "127.0.0.1")
        elif _is_address(host):
            allowed().must_reach(host, host)
    except NotReached as error:
        raise Invalid({"url": Words(error.message("zh"), error.message("en"))}) from None


def look_up(url: str) -> None:
    """As above, with its name looked up; one that is not known now passes, for it is looked up whenever it is told.

    A name is looked up outside of any transaction, for that may take long. What is no url is for others to refuse.
    """
    try:
        parts = urlsplit(url)
        for _ in _places(plain(parts.hostname or ""), parts.port or 80):
            return
    except NotReached as error:
        raise Invalid({"url": Words(error.message("zh"), error.message("en"))}) from None
    except (OSError, ValueError):
        return


def connected(host: str, port: int, seconds: float) -> socket.socket:
    """A connection to an address of the host that may be reached; to no other a packet is sent."""
    failed: OSError | None = None
    for family, kind, protocol, place in _places(plain(host), port):
        line = socket.socket(family, kind, protocol)
        line.settimeout(seconds)
        try:
            line.connect(place)
        except OSError as error:
            line.close()
            failed = error
        else:
            return line
    raise failed or OSError("the host has no address")


Place = tuple[int, int, int, tuple[str, int] | tuple[str, int, int, int]]


def _places(host: str, port: int) -> Iterator[Place]:
    """The addresses of a host that may be reached; NotReached where it has others only."""
    may, refused, any_there = allowed(), None, False
    may.must_have(host)
    for family, kind, protocol, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        try:
            may.must_reach(host, str(place[0]))
        except NotReached as error:
            refused = error
        else:
            any_there = True
            yield family, kind, protocol, place  # type: ignore[misc]  # of the two families that have hosts
    if refused and not any_there:
        raise refused


def is_public(told: str) -> bool:
    """Whether an address is one of the internet at large.

    >>> [is_public(told) for told in ("8.8.8.8", "2400:3200::1")]
    [True, True]
    >>> inside = ("127.0.0.1", "10.0.0.8", "192.168.1.1", "100.64.0.1", "169.254.1.1", "0.0.0.0", "224.0.0.1")
    >>> [is_public(told) for told in inside]
    [False, False, False, False, False, False, False]
    >>> within = ("::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.8", "64:ff9b::10.0.0.8", "2002:a00:8::1")
    >>> [is_public(told) for told in within]
    [False, False, False, False, False, False]
    """
    return all(each.is_global and not each.is_multicast for each in _addresses(told))


def keeps_keys(told: str) -> bool:
    """Whether machines of clouds keep their keys at an address, or it is link-local.

    >>> [keeps_keys(told) for told in ("169.254.169.254", "::ffff:169.254.169.254", "fe80::1%eth0", "100.100.100.200")]
    [True, True, True, True]
    >>> keeps_keys("10.0.0.8"), keeps_keys("127.0.0.1")
    (False, False)
    """
    return any(each.is_link_local or str(each) in CLOUDS for each in _addresses(told))


def _addresses(told: str) -> list[Address]:
    """An address, or in its place the IPv4 one that stands within it."""
    address = ipaddress.ip_address(told.partition("%")[0])
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address in NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)]
    return [address.ipv4_mapped or address.sixtofour or address]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
