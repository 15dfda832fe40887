"""Files of an order: addresses in, bytes of PDFs out, bounded in size and time."""

from collections.abc import Collection
from hashlib import md5
from urllib.parse import urljoin

from booklet.sandbox.reaching import Address, UnreachableError, ask, read_address
from booklet.values import Frozen

LARGEST = 100_000_000
"""Bytes of a file; our largest interior has two million."""

SECONDS = 20.0
"""How long a file may take, with all its redirects."""

MOST_REDIRECTS = 3

_CHUNK = 1 << 16


class Limits(Frozen):
    """How much is read, how long, and from which hosts besides this machine."""

    hosts: Collection[str] = ()
    largest: int = LARGEST
    seconds: float = SECONDS


def fetch(url: str, limits: Limits, md5_sum: str | None = None) -> bytes:
    """Return the bytes of a file; raise `UnreachableError` for one that may not be asked for, is too large or too slow.

    A redirect is followed only to an address that might have been asked for at once. If a sum is given, the file must
    have it.
    """
    address = read_address(url, limits.hosts)
    for _ in range(MOST_REDIRECTS + 1):
        found = _ask_once(address, url, limits)
        if isinstance(found, bytes):
            return _compare(found, md5_sum)
        url = found
        address = read_address(url, limits.hosts)
    raise UnreachableError(f"more than {MOST_REDIRECTS} redirects")


def _ask_once(address: Address, url: str, limits: Limits) -> bytes | str:
    """Return the bytes of a file, or the address that it is to be asked for at."""
    with ask(address, "GET", limits.seconds / (MOST_REDIRECTS + 1), headers={"Accept": "application/pdf"}) as answer:
        if answer.status in {301, 302, 303, 307, 308}:
            return urljoin(url, answer.headers.get("Location", ""))
        if answer.status != 200:
            raise UnreachableError(f"{address.host} answers {answer.status}")
        parts: list[bytes] = []
        size = 0
        while part := answer.read1(_CHUNK):
            size += len(part)
            if size > limits.largest:
                raise UnreachableError(f"the file has more than {limits.largest} bytes")
            parts.append(part)
        if answer.length:
            raise UnreachableError("the file ended before it was whole")
        return b"".join(parts)


def _compare(data: bytes, md5_sum: str | None) -> bytes:
    if md5_sum and md5(data, usedforsecurity=False).hexdigest() != md5_sum:
        raise UnreachableError("the file is not the one whose MD5 was given")
    return data
