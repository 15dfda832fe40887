"""Questions to a provider over HTTPS: bounded in time and size, repeated only where that does no harm.

Keys go to the one address that was given, over TLS that is verified, and follow no redirect. An answer is JSON whose
numbers are `Decimal`. What httpx raises is told in our words and left behind: it holds the request, and so its keys.
"""

import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx

from booklet.pod.answers import Answer, named_fields, parse_json
from booklet.pod.faults import (
    report_broken,
    report_busy,
    report_missing,
    report_redirect,
    report_refused,
    report_signed_out,
    report_unreachable,
    report_unsure,
    report_wrong_answer,
)
from booklet.values import Frozen

TIMEOUT = httpx.Timeout(30.0, connect=10.0)

DEADLINE = 60.0
"""Seconds for a whole answer, however slowly its bytes come."""

LARGEST_ANSWER = 4_000_000
"""Bytes; a hundred orders in a list have about 500,000."""

PAUSES = (1.0, 4.0)
"""Seconds before a question is asked a second and a third time."""

LONGEST_PAUSE = 20.0
"""Seconds; who asks us to wait longer is asked another time."""

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Failures before a byte of the question was sent."""


class Pass(Protocol):
    """What proves to a provider who asks; it may have to ask for that itself."""

    def headers(self) -> Mapping[str, str]:
        """Return the headers that carry it."""

    def forget(self) -> bool:
        """Forget what was refused; tell whether another may be had."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that is sent as it is, in one header."""

    header: str
    secret: str = field(repr=False)

    def headers(self) -> Mapping[str, str]:
        """Return the header with the key."""
        return {self.header: self.secret}

    def forget(self) -> bool:
        """There is no other."""
        return False


@dataclass(frozen=True, slots=True)
class _Reply:
    """What came back: its status, and its bytes if they were no more than allowed."""

    status: int
    body: bytes = field(repr=False)
    pause: float = 0.0


class _Failure(Frozen):
    """Why nothing came back: kept in place of what httpx raised, which holds the request and its keys."""

    what: str
    was_sent: bool = True
    is_final: bool = False


class _TooMuchError(Exception):
    """An answer goes on longer than we read."""


class Connection:
    """A line to one provider at one address."""

    def __init__(
        self,
        provider: str,
        base: str,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Open nothing yet: the first question does. The environment may name a proxy, but none to this computer."""
        self.provider = provider
        self.base = base.rstrip("/")
        self._sleep = sleep
        self._client = httpx.Client(
            timeout=TIMEOUT,
            limits=httpx.Limits(max_keepalive_connections=0),  # a line that died between two questions leaves us unsure
            transport=transport,
            follow_redirects=False,
            trust_env=not is_local(base),
            headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "booklet"},
        )

    def __repr__(self) -> str:
        return f"Connection({self.provider!r})"

    def ask(
        self,
        method: str,
        path: str,
        key: Pass,
        *,
        content: Any = None,
        params: Mapping[str, str] | None = None,
        is_repeatable: bool = False,
    ) -> Answer:
        """Return the answer to a question; raise `PodError` if there is none.

        What `is_repeatable` is asked up to three times. Else it is asked again only if nothing of it was sent, or if
        the provider refused it for our keys or for asking too often; any other failure leaves us unsure.
        """
        body = None if content is None else json.dumps(content).encode()
        headers = {} if body is None else {"Content-Type": "application/json"}

        def send() -> _Reply:
            return self._send(method, path, {**headers, **key.headers()}, body, params)

        reply = self._try(send, is_repeatable)
        if reply.status == 401 and key.forget():
            reply = self._try(send, is_repeatable)
        return self._read(reply, is_repeatable)

    def ask_form(self, path: str, form: Mapping[str, str], credentials: tuple[str, str]) -> Answer:
        """Return the answer to a form sent with a name and a password: how a token is had (RFC 6749, 4.4)."""
        headers = {"Authorization": _basic(*credentials), "Content-Type": "application/x-www-form-urlencoded"}
        body = str(httpx.QueryParams(dict(form))).encode()
        reply = self._try(lambda: self._send("POST", path, headers, body, None), True)
        return self._read(reply, True)

    def _try(self, send: Callable[[], _Reply], is_repeatable: bool) -> _Reply:
        """Return a reply after as many tries as do no harm."""
        for pause in PAUSES:
            found = _attempt(send)
            if not _is_worth_repeating(found, is_repeatable):
                return self._take(found, is_repeatable)
            self._sleep(max(pause, found.pause if isinstance(found, _Reply) else 0.0))
        return self._take(_attempt(send), is_repeatable)

    def _take(self, found: _Reply | _Failure, is_repeatable: bool) -> _Reply:
        """Return a reply; raise `PodError` for a failure."""
        if isinstance(found, _Reply):
            return found
        if found.was_sent and not is_repeatable:
            raise report_unsure(self.provider, found.what)
        if found.is_final:
            raise report_wrong_answer(self.provider, found.what)
        raise report_unreachable(self.provider, found.what)

    def _send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        params: Mapping[str, str] | None,
    ) -> _Reply:
        """Send a question and read its reply, no further than is allowed."""
        end = time.monotonic() + DEADLINE
        with self._client.stream(
            method, self.base + path, headers=dict(headers), content=body, params=params
        ) as response:
            found = bytearray()
            if response.headers.get("Content-Encoding", "identity") != "identity":
                raise httpx.DecodingError("we asked for bytes as they are")
            for chunk in response.iter_bytes():
                found += chunk
                if len(found) > LARGEST_ANSWER or time.monotonic() > end:
                    raise _TooMuchError
            return _Reply(response.status_code, bytes(found), _seconds(response.headers.get("Retry-After", "")))

    def _read(self, reply: _Reply, is_repeatable: bool) -> Answer:
        """Return what a reply says; raise `PodError` for all but success."""
        status = reply.status
        if 200 <= status < 300:
            return self._parse(reply.body, is_repeatable)
        if status >= 500:
            fault = f"a fault of its own, {status}"
            raise report_broken(self.provider, status) if is_repeatable else report_unsure(self.provider, fault)
        if status == 429:
            raise report_busy(self.provider)
        if status in (401, 403):
            raise report_signed_out(self.provider, status)
        if status == 404:
            raise report_missing(self.provider)
        if 300 <= status < 400:
            raise report_redirect(self.provider)
        raise report_refused(self.provider, status, named_fields(reply.body))

    def _parse(self, body: bytes, is_repeatable: bool) -> Answer:
        """Return JSON as an answer; without bytes it is one without keys."""
        value = parse_json(body) if body else {}
        if value is None:
            what = "its answer is no JSON"
            raise report_wrong_answer(self.provider, what) if is_repeatable else report_unsure(self.provider, what)
        return Answer(self.provider, value)


def _attempt(send: Callable[[], _Reply]) -> _Reply | _Failure:
    """Return what comes back, or why nothing does."""
    try:
        return send()
    except NOT_SENT as failure:
        return _Failure(_name(failure), was_sent=False)
    except _TooMuchError:
        return _Failure(f"more than {LARGEST_ANSWER // 1_000_000} MB or {DEADLINE:.0f} seconds", is_final=True)
    except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as failure:
        return _Failure(_name(failure))


def _is_worth_repeating(found: _Reply | _Failure, is_repeatable: bool) -> bool:
    """Tell whether another try may end otherwise, and does no harm."""
    if isinstance(found, _Failure):
        return (is_repeatable or not found.was_sent) and not found.is_final
    return (found.status == 429 or (is_repeatable and found.status >= 500)) and found.pause <= LONGEST_PAUSE


def is_local(base: str) -> bool:
    """Tell whether an address is on this computer.

    >>> is_local("http://127.0.0.1:8099"), is_local("https://api.lulu.com")
    (True, False)
    """
    try:
        return httpx.URL(base).host in ("127.0.0.1", "::1", "localhost")
    except httpx.InvalidURL:
        return False


def _name(failure: Exception) -> str:
    """Return what kind of failure it is, without its text, which may hold an address.

    >>> _name(httpx.ReadTimeout("https://example.org/?key=1"))
    'ReadTimeout'
    """
    return type(failure).__name__


def _basic(name: str, password: str) -> str:
    """Return the header of basic authentication (RFC 7617)."""
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def _seconds(text: str) -> float:
    """Return how long we are asked to wait; a date is not followed."""
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0.0
