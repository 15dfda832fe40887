"""How the sandbox reaches others: by http and https, this machine or hosts named at its start, for a limited time."""

import ipaddress
import socket
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Event, Timer
from urllib.parse import urlsplit

from booklet.values import Frozen

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names of this machine."""

LONGEST_ADDRESS = 2000


class UnreachableError(Exception):
    """An address may not be asked, or does not answer; the text says why, in words for whoever ordered."""


class Address(Frozen):
    """An address that may be asked."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query."""


def read_address(url: str, hosts: Collection[str]) -> Address:
    """Return an address; raise `UnreachableError` unless it is http or https, to this machine or to one of the hosts.

    >>> read_address("http://localhost:8017/a.pdf?x=1", ()).target
    '/a.pdf?x=1'
    """
    if len(url) > LONGEST_ADDRESS or not url.isascii() or any(ord(letter) <= 32 for letter in url):
        raise UnreachableError("the address is too long, or has letters that no address has")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise UnreachableError("the address is none") from error
    if parts.scheme not in {"http", "https"}:
        raise UnreachableError("the address begins neither with http:// nor with https://")
    if parts.username is not None or parts.password is not None:
        raise UnreachableError("the address has a name or a password in it")
    if host not in LOCAL and host not in hosts:
        raise UnreachableError(
            f'the sandbox reaches this machine only, and "{host[:100]}" was not named when it started'
        )
    target = parts.path or "/"
    target = f"{target}?{parts.query}" if parts.query else target
    return Address(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), target)


@contextmanager
def ask(
    address: Address, method: str, seconds: float, body: bytes | None = None, headers: dict[str, str] | None = None
) -> Iterator[HTTPResponse]:
    """Send one request and give its answer, which is cut off after so many seconds; no redirect is followed.

    Raises `UnreachableError` if there is no answer in that time.
    """
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    is_late = Event()
    try:
        with closing(kind(_find(address), address.port, timeout=seconds)) as connection:
            connection.connect()
            with _limit(connection.sock, seconds, is_late):
                connection.request(method, address.target, body, {"Host": _name(address), **(headers or {})})
                with connection.getresponse() as answer:
                    yield answer
            if is_late.is_set():  # what was read until then looks like an end
                raise TimeoutError
    except (OSError, HTTPException, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        raise UnreachableError(f"{address.host} gave no whole answer within {seconds:g} seconds: {reason}") from error


@contextmanager
def _limit(sock: socket.socket, seconds: float, is_late: Event) -> Iterator[None]:
    """End a connection under whoever reads from it, when its time is over."""

    def end() -> None:
        is_late.set()
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _find(address: Address) -> str:
    """Return where to connect: a name of this machine must lead to it, whatever its tables of names say."""
    if address.host not in LOCAL or address.scheme == "https":
        return address.host
    found = "127.0.0.1" if address.host == "localhost" else address.host
    assert ipaddress.ip_address(found).is_loopback
    return found


def _name(address: Address) -> str:
    host = f"[{address.host}]" if ":" in address.host else address.host
    return f"{host}:{address.port}"
