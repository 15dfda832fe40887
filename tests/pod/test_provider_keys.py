"""Keys come from the environment alone; without them there is a clear word, or a sandbox."""

from pathlib import Path

import httpx
import pytest
from podfakes import FakeLulu, apart
from projects import OWN

from booklet.pod.faults import PodError
from booklet.pod.gelato import Gelato
from booklet.pod.keys import NEEDED, open_provider
from booklet.pod.lulu import Lulu

LULU = {"BOOKLET_LULU_KEY": "a-client-key", "BOOKLET_LULU_SECRET": "a-client-secret-that-nobody-may-see"}

GELATO = {"BOOKLET_GELATO_KEY": "a-key", "BOOKLET_GELATO_SECRET": "a-secret"}

LOCAL = {"BOOKLET_POD_SANDBOX": "http://127.0.0.1:8027"}


def code_of(name: str, environ: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(PodError) as raised:
        open_provider(name, environ)
    assert not any(value in str(raised.value) for value in (*LULU.values(), *GELATO.values()))
    return raised.value.codes


def test_keys_open_a_provider_at_its_own_address() -> None:
    assert repr(open_provider("lulu", LULU)) == "Lulu('https://api.lulu.com')"
    assert repr(open_provider("gelato", GELATO)) == "Gelato('https://order.gelatoapis.com')"
    lulus = {"BOOKLET_LULU_URL": "https://api.sandbox.lulu.com"}
    assert repr(open_provider("lulu", LULU | lulus)) == "Lulu('https://api.sandbox.lulu.com')"
    assert isinstance(open_provider("gelato", {"BOOKLET_GELATO_KEY": "a-key"}), Gelato)


def test_the_keys_are_those_that_are_sent() -> None:
    fake = FakeLulu()
    provider = open_provider("lulu", LULU, fake.transport)
    assert provider.place(apart()).id == "1"


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize(
    "environ", [{}, {"BOOKLET_LULU_KEY": "x", "BOOKLET_GELATO_SECRET": "x"}, {"BOOKLET_LULU_SECRET": " "}]
)
def test_without_keys_it_is_said_what_to_set(name: str, environ: dict[str, str]) -> None:
    assert code_of(name, environ) == ("pod-no-keys",)
    with pytest.raises(PodError, match="BOOKLET_POD_SANDBOX to try"):
        open_provider(name, environ)


@pytest.mark.parametrize("name", NEEDED)
def test_a_sandbox_needs_no_keys_and_gets_none(name: str) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(404)

    provider = open_provider(name, LOCAL, httpx.MockTransport(answer))
    with pytest.raises(PodError):
        provider.cover_size("brochures_pf_a5_ver", 28)
    assert {request.url.host for request in asked} == {"127.0.0.1"}
    assert isinstance(provider, (Lulu, Gelato)) and "127.0.0.1:8027" in repr(provider)


def test_keys_beside_a_sandbox_are_refused() -> None:
    """Somebody would believe that they order, or that they do not."""
    assert code_of("lulu", LULU | LOCAL) == ("pod-keys-and-sandbox",)
    assert code_of("gelato", GELATO | LOCAL) == ("pod-keys-and-sandbox",)
    assert "127.0.0.1" in repr(open_provider("gelato", LULU | LOCAL))


@pytest.mark.parametrize(
    "base",
    [
        "http://sandbox.example",
        "ftp://127.0.0.1",
        "127.0.0.1:8027",
        "https://",
        "https://u:p@x.example",
        "https://api.lulu.com",
        "https://order.gelatoapis.com",
        "http://127.0.0.1.evil.example",
        "http://[x",
    ],
)
def test_an_address_that_is_no_sandbox_is_refused(base: str) -> None:
    assert code_of("lulu", {"BOOKLET_POD_SANDBOX": base}) == ("pod-wrong-address",)


@pytest.mark.parametrize("base", ["http://api.lulu.com", "https://api.lulu.com.evil.example", "https://api.lulu.com/x"])
def test_keys_go_to_lulu_alone(base: str) -> None:
    assert code_of("lulu", {**LULU, "BOOKLET_LULU_URL": base}) == ("pod-wrong-address",)


@pytest.mark.parametrize("key", ["two words", "a\nb", "schlüssel", "x" * 501])
def test_what_cannot_be_a_key_is_refused_without_showing_it(key: str) -> None:
    assert code_of("lulu", {**LULU, "BOOKLET_LULU_KEY": key}) == ("pod-wrong-keys",)
    assert code_of("gelato", {**GELATO, "BOOKLET_GELATO_SECRET": key}) == ("pod-wrong-keys",)
    with pytest.raises(PodError) as raised:
        open_provider("lulu", {**LULU, "BOOKLET_LULU_KEY": key})
    assert key not in str(raised.value)


def test_another_provider_is_unknown() -> None:
    assert code_of("lullu", LULU) == ("unknown-provider",)


def test_nothing_in_the_room_reads_the_environment_by_itself() -> None:
    for path in Path(OWN / "booklet/pod").glob("*.py"):
        assert "os.environ" not in path.read_text("utf-8") and "getenv" not in path.read_text("utf-8"), path
