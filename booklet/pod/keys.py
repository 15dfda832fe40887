"""Which provider, with which keys, at which address: from the environment alone, and nowhere else.

| variable | for |
|---|---|
| `BOOKLET_LULU_KEY`, `BOOKLET_LULU_SECRET` | an account at Lulu |
| `BOOKLET_LULU_URL` | `https://api.sandbox.lulu.com`, if the keys are of Lulu's own sandbox |
| `BOOKLET_GELATO_KEY` | an account at Gelato |
| `BOOKLET_GELATO_SECRET` | what Gelato's events carry in the header `X-Webhook-Secret`; without it none is believed |
| `BOOKLET_POD_SANDBOX` | the address of a sandbox of ours, for all providers; then there are no keys |
"""

from collections.abc import Mapping

import httpx

from booklet.errors import Finding, Where, did_you_mean
from booklet.pod.connection import is_local
from booklet.pod.faults import PodError
from booklet.pod.gelato import Gelato
from booklet.pod.gelato_forms import NAME as GELATO
from booklet.pod.lulu import LIVE, SANDBOX_OF_LULU, Lulu
from booklet.pod.lulu_forms import NAME as LULU
from booklet.pod.provider import Provider

SANDBOX = "BOOKLET_POD_SANDBOX"

SANDBOX_KEY, SANDBOX_SECRET = "sandbox-key", "sandbox-secret"
"""What a sandbox of ours takes; nobody is charged by it."""

LULU_KEY, LULU_SECRET, LULU_URL = "BOOKLET_LULU_KEY", "BOOKLET_LULU_SECRET", "BOOKLET_LULU_URL"

GELATO_KEY, GELATO_SECRET = "BOOKLET_GELATO_KEY", "BOOKLET_GELATO_SECRET"

NEEDED: Mapping[str, tuple[str, ...]] = {LULU: (LULU_KEY, LULU_SECRET), GELATO: (GELATO_KEY,)}
"""The variables without which a provider is not asked."""


def open_provider(name: str, environ: Mapping[str, str], transport: httpx.BaseTransport | None = None) -> Provider:
    """Return a provider with its keys, or with those of a sandbox of ours; raise `PodError` if there are none."""
    if name not in NEEDED:
        hint = did_you_mean(name, NEEDED)
        raise PodError(Finding("unknown-provider", Where(name), "no provider of print on demand is called so", hint))
    given = {key: environ.get(key, "").strip() for key in NEEDED[name]}
    sandbox = environ.get(SANDBOX, "").strip()
    if sandbox:
        _refuse_both(name, given)
        return _open_sandbox(name, _read_sandbox(sandbox), transport)
    missing = [key for key, value in given.items() if not value]
    if missing:
        hint = f"set {' and '.join(missing)} in the environment, or {SANDBOX} to try without paying"
        raise PodError(Finding("pod-no-keys", Where(name), "there are no keys for it", hint))
    if name == GELATO:
        secret = environ.get(GELATO_SECRET, "").strip()
        _check_keys(name, given[GELATO_KEY], secret or "none")
        return Gelato(given[GELATO_KEY], secret, transport=transport)
    _check_keys(name, *given.values())
    base = _read_lulu(environ.get(LULU_URL, "").strip())
    return Lulu(given[LULU_KEY], given[LULU_SECRET], base, transport=transport)


def _open_sandbox(name: str, base: str, transport: httpx.BaseTransport | None) -> Provider:
    if name == GELATO:
        return Gelato(SANDBOX_KEY, SANDBOX_SECRET, base, base, transport=transport)
    return Lulu(SANDBOX_KEY, SANDBOX_SECRET, base, transport=transport)


def _refuse_both(name: str, given: Mapping[str, str]) -> None:
    """Raise `PodError` for keys beside a sandbox: somebody would think that they order, or that they do not."""
    found = [key for key, value in given.items() if value]
    if found:
        hint = f"unset {SANDBOX} to order, or {' and '.join(found)} to try"
        raise PodError(Finding("pod-keys-and-sandbox", Where(name), "there are keys and a sandbox, too", hint))


def _read_sandbox(base: str) -> str:
    """Return the address of a sandbox: on this computer, or with TLS; never a provider's own."""
    try:
        url = httpx.URL(base)
    except httpx.InvalidURL:
        url = httpx.URL("")
    is_safe = url.scheme == "https" or (url.scheme == "http" and is_local(base))
    if not is_safe or not url.host or url.userinfo or url.host.endswith((".lulu.com", ".gelatoapis.com")):
        hint = "write the address that it shows when it starts: http://127.0.0.1:8027"
        raise PodError(Finding("pod-wrong-address", Where(SANDBOX), "is no address of a sandbox of ours", hint))
    return base


def _read_lulu(base: str) -> str:
    """Return one of Lulu's two addresses."""
    if base.rstrip("/") not in ("", LIVE, SANDBOX_OF_LULU):
        hint = f"write {SANDBOX_OF_LULU}, or nothing to order"
        raise PodError(Finding("pod-wrong-address", Where(LULU_URL), "is no address of Lulu's", hint))
    return base or LIVE


def _check_keys(name: str, *keys: str) -> None:
    """Raise `PodError` for what cannot go into a header."""
    if not all(key.isascii() and key.isprintable() and " " not in key and len(key) <= 500 for key in keys):
        hint = "copy it again from the provider's page: one row of letters and digits"
        raise PodError(Finding("pod-wrong-keys", Where(name), "a key in the environment is none", hint))
