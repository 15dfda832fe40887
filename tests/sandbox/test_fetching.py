"""Files are fetched from where they may be, bounded in size and time; nothing else is ever asked."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from threading import Event, Thread

import pytest
from sandboxes import World, open_world

from booklet.sandbox.fetching import Limits, fetch
from booklet.sandbox.reaching import UnreachableError, read_address

SMALL = Limits(largest=100_000, seconds=80.0)

QUICK = Limits(largest=100_000, seconds=2.0)
"""Half a second for each address."""


@pytest.fixture
def world() -> Iterator[World]:
    with open_world() as opened:
        opened.files["/a.pdf"] = b"%PDF-1.7 and so on"
        yield opened


def redirect(to: str, code: int = 302) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def refused(url: str, limits: Limits = SMALL, md5_sum: str | None = None) -> str:
    """Return why a file is not fetched."""
    with pytest.raises(UnreachableError) as caught:
        fetch(url, limits, md5_sum)
    return str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1/", "data:application/pdf,x", "//127.0.0.1/a"),
        *("http://example.org/a.pdf", "http://127.0.0.2/a.pdf", "http://0.0.0.0/", "http://10.0.0.1/", "http://[::2]/"),
        *("http://169.254.169.254/latest/meta-data/", "http://127.0.0.1.example.org/", "http://localhost.example.org/"),
        *(
            "http://example.org#@127.0.0.1/",
            "http://127.0.0.1@example.org/",
            "http://a:b@127.0.0.1/",
            "http://2130706433/",
        ),
        *("http://0x7f.1/", "http://127.1/", "http://[::ffff:10.0.0.1]/", "http://127.0.0.1:99999/", "http://[::1/"),
        *("http://127.0.0.1/a b", "http://127.0.0.1/\r\nX: y", "http://127.0.0.1/\0", "http://127.0.0.1/é", "http://"),
        *("", "http:///a", "http://127.0.0.1:x/", "http://localhost\\@example.org/", "HTTP://example.org/", "x" * 2001),
    ],
)
def test_an_address_that_leads_elsewhere_is_refused_before_anybody_is_asked(url: str) -> None:
    with pytest.raises(UnreachableError):
        read_address(url, ())


def test_a_host_that_was_named_may_be_asked_and_no_other() -> None:
    assert read_address("https://files.example.org/a?b", ("files.example.org",)).port == 443
    with pytest.raises(UnreachableError, match="was not named"):
        read_address("https://other.example.org/a", ("files.example.org",))


def test_a_file_of_this_machine_is_fetched_whole(world: World) -> None:
    assert fetch(f"{world.address}/a.pdf", SMALL) == b"%PDF-1.7 and so on"
    assert fetch(f"{world.address.replace('127.0.0.1', 'localhost')}/a.pdf", SMALL).startswith(b"%PDF")


def test_a_file_must_have_its_sum(world: World) -> None:
    url = f"{world.address}/a.pdf"
    assert fetch(url, SMALL, "1c32bb3f349c801924ce094ff911b5de")
    assert "MD5" in refused(url, md5_sum="0" * 32)


def test_a_redirect_is_followed_only_to_where_one_may_ask(world: World) -> None:
    world.files["/near"] = redirect("/a.pdf")
    world.files["/far"] = redirect("http://example.org/a.pdf")
    world.files["/file"] = redirect("file:///etc/passwd")
    world.files["/inside"] = redirect("http://169.254.169.254/")
    world.files["/nowhere"] = redirect("")
    world.files["/round"] = redirect("/round", 308)
    assert fetch(f"{world.address}/near", SMALL).startswith(b"%PDF")
    assert "was not named" in refused(f"{world.address}/far")
    assert "neither with http" in refused(f"{world.address}/file")
    assert "was not named" in refused(f"{world.address}/inside")
    assert "redirects" in refused(f"{world.address}/round") and "redirects" in refused(f"{world.address}/nowhere")


def test_a_file_that_is_too_large_is_not_read_to_its_end(world: World) -> None:
    sent: list[int] = []

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while len(sent) < 10_000:
                handler.wfile.write(b"x" * 10_000)
                sent.append(1)
        except OSError:
            return

    world.files["/endless"] = endless
    assert "more than 100000 bytes" in refused(f"{world.address}/endless")
    assert len(sent) < 10_000


def test_a_body_that_drips_ends_when_its_time_is_over(world: World) -> None:
    sent: list[int] = []

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(300):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                sent.append(1)
                time.sleep(0.1)
        except OSError:
            return

    world.files["/drip"] = drip
    assert refused(f"{world.address}/drip", QUICK) and len(sent) < 300


@pytest.mark.parametrize("begin", [b"HTTP/1.1 200 OK\r\n", b""], ids=["headers that drip", "silence"])
def test_an_answer_that_does_not_come_is_not_waited_for(begin: bytes) -> None:
    def serve() -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            connection.sendall(begin)
            for number in range(100):
                connection.sendall(f"X-{number}: y\r\n".encode() if begin else b"")
                if is_over.wait(0.1):
                    return
        was_waited_for.set()

    is_over, was_waited_for = Event(), Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve)
        thread.start()
        assert refused(f"http://127.0.0.1:{listener.getsockname()[1]}/", QUICK)
        assert not was_waited_for.is_set()
        is_over.set()
        thread.join(10)


def test_a_file_that_ends_too_soon_or_is_none_is_refused(world: World) -> None:
    def short(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"%PDF")
        handler.close_connection = True

    world.files["/short"] = short
    assert refused(f"{world.address}/short")
    assert "answers 404" in refused(f"{world.address}/none")


def test_nobody_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "no whole answer" in refused(f"http://127.0.0.1:{port}/")


def test_a_proxy_of_the_environment_is_not_asked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert fetch(f"{world.address}/a.pdf", SMALL).startswith(b"%PDF")
