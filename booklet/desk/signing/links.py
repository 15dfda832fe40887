"""Links that need no account: a secret of 256 bits, of which only a hash is kept."""

import secrets
from hashlib import sha256

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from booklet.desk.door import shared_hosts
from booklet.desk.settings import LOCAL_HOSTS

LARGEST_DAYS = 60
"""Days after which a link no longer works, at the most."""


def make_secret() -> str:
    """Return a new secret for a link."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def link_of(request: HttpRequest, secret: str) -> str:
    """Return the whole link with a secret, at an address that other devices reach if there is one."""
    path = reverse("signing:link", args=[secret])
    host = request.get_host()
    is_local = host.rpartition(":")[0] in LOCAL_HOSTS or host in LOCAL_HOSTS
    shared = shared_hosts()
    if is_local and shared:
        host = f"{shared[0]}:{request.get_port()}"
    return f"{request.scheme}://{host}{path}"


def code_of(link: str) -> SafeString:
    """Return a code that a phone reads, as SVG without any text of ours."""
    drawn = segno.make(link, error="m", micro=False).svg_inline(
        scale=4, border=4, dark="#000", light="#fff", omitsize=True
    )
    return mark_safe(drawn)  # segno writes numbers alone
