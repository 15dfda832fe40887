"""Tokens of Lulu's API: key and secret in, out a token that opens everything for an hour (OAuth 2)."""

import base64
import binascii
import secrets
import time

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from booklet.sandbox.endpoint import RefusedError
from booklet.sandbox.settings import current

TOKEN_PATH = "/auth/realms/glasstree/protocol/openid-connect/token"

TOKEN_SECONDS = 3600

MOST_TOKENS = 1000

_tokens: dict[str, float] = {}
"""The tokens that were given, each with the moment when it expires; a sandbox that is started anew knows none."""


def check_token(request: HttpRequest) -> None:
    """Raise `RefusedError` unless a request has a token that has not expired."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or _tokens.get(token, 0.0) < time.monotonic():
        raise RefusedError(401, {"detail": "Authentication credentials were not provided."})


@csrf_exempt
def give_token(request: HttpRequest) -> HttpResponse:
    """Give a token to whoever knows the key and the secret of the sandbox (OAuth 2, client credentials)."""
    if request.method != "POST":
        return JsonResponse({"error": "invalid_request"}, status=405)
    if request.POST.get("grant_type") != "client_credentials":
        return JsonResponse({"error": "unsupported_grant_type"}, status=400)
    given, known = _read_credentials(request), f"{current().key}:{current().secret}"
    if not secrets.compare_digest(given.encode(), known.encode()):
        return JsonResponse({"error": "unauthorized_client"}, status=401)
    now = time.monotonic()
    for old in [token for token, until in [*_tokens.items()] if until < now]:
        _tokens.pop(old, None)
    while len(_tokens) >= MOST_TOKENS:
        _tokens.pop(next(iter(_tokens)), None)
    token = f"sandbox-{secrets.token_urlsafe(24)}"
    _tokens[token] = now + TOKEN_SECONDS
    return JsonResponse({"access_token": token, "expires_in": TOKEN_SECONDS, "token_type": "bearer"})


def _read_credentials(request: HttpRequest) -> str:
    """Return key and secret as they were given: in the header, or in the form."""
    kind, _, packed = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            return base64.b64decode(packed, validate=True).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return ""
    return f"{request.POST.get('client_id', '')}:{request.POST.get('client_secret', '')}"
