"""What goes over the line to a provider: tried again where that is safe, bounded, to one address, and never shown."""

import gzip
import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count
from typing import Any

import httpx
import pytest
from podfakes import KEY, PERSONAL, SCHOOL, SECRET, TOKEN, FakeLulu, apart

from booklet.pod.answers import Answer, named_fields, parse_json
from booklet.pod.connection import LARGEST_ANSWER, Connection, Key
from booklet.pod.faults import PodError
from booklet.pod.lulu import Lulu

BASE = "https://api.example"

Answering = Callable[[httpx.Request], httpx.Response]


def line(answer: Answering, slept: list[float] | None = None) -> Connection:
    kept = [] if slept is None else slept
    return Connection("lulu", BASE, transport=httpx.MockTransport(answer), sleep=kept.append)


def ask(answer: Answering, *, is_repeatable: bool, slept: list[float] | None = None) -> Answer:
    return line(answer, slept).ask("POST", "/x/", Key("X-API-KEY", KEY), content={}, is_repeatable=is_repeatable)


def codes(answer: Answering, *, is_repeatable: bool, slept: list[float] | None = None) -> tuple[str, ...]:
    with pytest.raises(PodError) as raised:
        ask(answer, is_repeatable=is_repeatable, slept=slept)
    assert raised.value.is_unsure == ("pod-unsure" in raised.value.codes)
    return raised.value.codes


def failing(times: int, *failures: Any) -> tuple[Answering, Callable[[], int]]:
    """Return a provider that fails so many times and then answers, and how often it was asked."""
    asked = count()
    seen = [0]

    def answer(request: httpx.Request) -> httpx.Response:
        number = next(asked)
        seen[0] = number + 1
        if number >= times:
            return httpx.Response(200, json={"done": True})
        failure = failures[number % len(failures)]
        if isinstance(failure, Exception):
            raise failure
        assert isinstance(failure, httpx.Response)
        return failure

    return answer, lambda: seen[0]


def status(code: int, **more: Any) -> httpx.Response:
    return httpx.Response(code, **more)


@pytest.mark.parametrize(
    "failure", [status(500), status(503), status(429), httpx.ReadTimeout("x"), httpx.ConnectError("x")]
)
def test_what_changes_nothing_is_asked_three_times(failure: Any) -> None:
    slept: list[float] = []
    answer, asked = failing(2, failure)
    assert ask(answer, is_repeatable=True, slept=slept).at("done").value is True
    assert asked() == 3 and slept == [1.0, 4.0]


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (status(500), "pod-broken"),
        (status(429), "pod-busy"),
        (httpx.ReadTimeout("x"), "pod-unreachable"),
        (httpx.ConnectError("x"), "pod-unreachable"),
    ],
)
def test_three_times_are_enough(failure: Any, code: str) -> None:
    answer, asked = failing(99, failure)
    assert codes(answer, is_repeatable=True) == (code,)
    assert asked() == 3


UNSURE = [
    httpx.ReadTimeout("x"),
    httpx.WriteTimeout("x"),
    httpx.ReadError("x"),
    httpx.WriteError("x"),
    httpx.RemoteProtocolError("x"),
    status(500),
    status(502),
    status(503),
    status(504),
    status(200, content=b"<html>"),
]


@pytest.mark.parametrize("failure", UNSURE)
def test_an_order_is_never_sent_again_by_itself_once_it_may_have_arrived(failure: Any) -> None:
    answer, asked = failing(1, failure)
    assert codes(answer, is_repeatable=False) == ("pod-unsure",)
    assert asked() == 1


@pytest.mark.parametrize(
    "failure", [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x"), status(429)]
)
def test_what_never_left_or_was_turned_away_is_sent_again(failure: Any) -> None:
    answer, asked = failing(1, failure)
    assert ask(answer, is_repeatable=False).at("done").value is True
    assert asked() == 2


def test_who_asks_us_to_wait_is_waited_for_within_reason() -> None:
    slept: list[float] = []
    answer, _ = failing(1, status(429, headers={"Retry-After": "9"}))
    ask(answer, is_repeatable=True, slept=slept)
    assert slept == [9.0]
    for header in ("3600", "99999999999999", "Wed, 21 Oct 2026 07:28:00 GMT", "-5", "²"):
        slept.clear()
        answer, _ = failing(9, status(429, headers={"Retry-After": header.encode()}))
        assert codes(answer, is_repeatable=True, slept=slept) == ("pod-busy",)
        assert sum(slept) <= 5.0


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (400, "pod-refused"),
        (401, "pod-signed-out"),
        (403, "pod-signed-out"),
        (404, "pod-not-found"),
        (422, "pod-refused"),
    ],
)
@pytest.mark.parametrize("is_repeatable", [True, False])
def test_a_refusal_is_told_and_not_repeated(code: int, told: str, is_repeatable: bool) -> None:
    answer, asked = failing(9, status(code, json={"detail": SCHOOL.name}))
    assert codes(answer, is_repeatable=is_repeatable) == (told,)
    assert asked() == 1


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "to", ["https://evil.example/x", "http://api.example/x", "https://api.example/y", "//evil.example"]
)
def test_no_redirect_is_followed(code: int, to: str) -> None:
    hosts: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        return httpx.Response(code, headers={"Location": to})

    assert codes(answer, is_repeatable=True) == ("pod-redirect",)
    assert hosts == ["api.example"]


def test_a_refusal_names_fields_and_repeats_nothing_of_them() -> None:
    refusal = {
        "shipping_address": {"postcode": [f"{SCHOOL.city} is no postcode"], "street1": ["too long"]},
        "line_items": [{"title": ["This field is required."]}, {}],
        "Moi Avenue 12": ["a key that is none of theirs"],
        "deep": {"a": {"b": {"c": {"d": {"e": {"f": ["x"]}}}}}},
    }
    with pytest.raises(PodError) as raised:
        ask(lambda _: httpx.Response(400, json=refusal), is_repeatable=False)
    told = str(raised.value)
    assert "shipping_address.postcode, shipping_address.street1, line_items.title, deep.a.b.c.d" in told
    assert not any(word in told for word in PERSONAL)
    assert raised.value.status == 400


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'["x"]', b"{}", b"<html>", b"[" * 100_000, b'{"a": ' * 50_000])
def test_a_refusal_that_cannot_be_read_names_nothing(body: bytes) -> None:
    assert named_fields(body) == ()
    assert codes(lambda _: httpx.Response(400, content=body), is_repeatable=True) == ("pod-refused",)


@pytest.mark.parametrize("body", [b"NaN", b'{"a": Infinity}', b"{", b"\xff", b"[" * 100_000, b"1" * 5000])
def test_what_is_no_json_is_none(body: bytes) -> None:
    assert parse_json(body) is None
    assert codes(lambda _: httpx.Response(200, content=body), is_repeatable=True) == ("pod-wrong-answer",)


def test_a_huge_answer_is_left_after_what_is_allowed() -> None:
    read = [0]

    class Endless(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while True:
                read[0] += 1
                yield b" " * 100_000

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Endless())

    assert codes(answer, is_repeatable=True) == ("pod-wrong-answer",)
    assert read[0] <= LARGEST_ANSWER / 100_000 + 1
    assert codes(answer, is_repeatable=False) == ("pod-unsure",)


def test_an_answer_that_drips_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = count(0, 20)
    monkeypatch.setattr("booklet.pod.connection.time.monotonic", lambda: next(clock))

    class Dripping(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while True:
                yield b" "

    assert codes(lambda _: httpx.Response(200, stream=Dripping()), is_repeatable=True) == ("pod-wrong-answer",)


def test_an_answer_that_unpacks_itself_is_not_unpacked() -> None:
    packed = gzip.compress(b" " * 50_000_000)

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=httpx.ByteStream(packed), headers={"Content-Encoding": "gzip"})

    assert codes(answer, is_repeatable=True) == ("pod-unreachable",)


def test_tls_is_verified_and_the_environment_sends_nothing_of_this_computer_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    given: dict[str, Any] = {}
    client = httpx.Client

    def spy(**options: Any) -> httpx.Client:
        given.update(options)
        return client(**options)

    monkeypatch.setattr("booklet.pod.connection.httpx.Client", spy)
    Connection("lulu", "http://127.0.0.1:8027")
    assert given["trust_env"] is False and given["follow_redirects"] is False and "verify" not in given
    Connection("lulu", BASE)
    assert given["trust_env"] is True


# over a real line


class Server(BaseHTTPRequestHandler):
    """A provider on this computer: each path fails in its own way."""

    def do_GET(self) -> None:
        if self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b'{"a": ')
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"asked": dict(self.headers), "path": self.path}).encode())

    do_POST = do_GET  # noqa: N815 - named by http.server

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_over_a_real_line_a_question_is_answered_and_no_log_holds_a_key(caplog: pytest.LogCaptureFixture) -> None:
    with served() as base, caplog.at_level(logging.DEBUG):
        found = Connection("lulu", base).ask("GET", "/x", Key("X-API-KEY", SECRET), params={"search": "a b&c"})
        assert found.at("path").text() == "/x?search=a%20b%26c" or found.at("path").text() == "/x?search=a+b%26c"
        assert found.at("asked", "X-API-KEY").text() == SECRET
        assert found.at("asked", "Accept-Encoding").text() == "identity"
        form = Connection("lulu", base).ask_form("/token", {"grant_type": "client_credentials"}, (KEY, SECRET))
        assert form.at("asked", "Content-Type").text() == "application/x-www-form-urlencoded"
    assert caplog.text and not any(word in caplog.text for word in PERSONAL)


def test_over_a_real_line_a_cut_answer_leaves_an_order_unsure() -> None:
    with served() as base:
        with pytest.raises(PodError) as raised:
            Connection("lulu", base).ask("POST", "/cut", Key("X", "y"), content={})
        assert raised.value.codes == ("pod-unsure",)


def test_where_nobody_listens_is_told() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    slept: list[float] = []
    with pytest.raises(PodError) as raised:
        Connection("lulu", f"http://127.0.0.1:{port}", sleep=slept.append).ask("POST", "/", Key("X", "y"), content={})
    assert raised.value.codes == ("pod-unreachable",) and not raised.value.is_unsure


# nothing is shown


def test_no_error_and_nothing_behind_it_holds_a_key_or_a_person() -> None:
    """Not even what the error came from: a report of a crash would show it."""
    for fault in ("lost", "500", "500 after", "half", "cut", "never"):
        for step in range(12):
            fake = FakeLulu(faults={one: fault for one in range(step, step + 9)})
            try:
                Lulu(KEY, SECRET, transport=fake.transport, sleep=fake.sleep).place(apart())
            except PodError as error:
                behind: BaseException | None = error
                while behind is not None:
                    assert isinstance(behind, PodError)
                    assert not any(word in f"{behind} {behind!r}" for word in (*PERSONAL, TOKEN))
                    behind = behind.__context__ or behind.__cause__
