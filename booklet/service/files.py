"""Finished files by key, in a folder or in any S3 store: what a key holds never changes, and appears whole.

A key says everything that the file depends on, by a hash; so a file that two make at once is kept once, and the second
is as good as the first.
"""

import mimetypes
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings
from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path as address_of
from django.urls import reverse

from booklet.errors import Finding, OutputError, Where
from booklet.service.environment import Environment
from booklet.values import Frozen

KEY = re.compile(r"[a-z0-9][a-zA-Z0-9_-]*(/[a-zA-Z0-9_-][a-zA-Z0-9._-]*)*")
"""A key: names of letters, digits, hyphens and dots, none of which begins with a dot."""

LONGEST_KEY = 300

HOLDS = 600
"""Seconds for which a signed address of a file holds."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._()-]*")
"""The name under which a file may be sent."""


class Kept(Frozen):
    """A file of a store: its key, bytes, and when it was kept."""

    key: str
    size: int
    at: datetime


class Files(Protocol):
    """A store of finished files. Each method raises `OutputError` if the store cannot be reached."""

    def keep(self, key: str, path: Path) -> bool:
        """Keep a copy of a file under a key, whole; return False, with nothing changed, if the key holds one."""

    def open(self, key: str) -> IO[bytes]:
        """Return what a key holds, to be read and closed; raise `FileNotFoundError` if that is nothing."""

    def exists(self, key: str) -> bool:
        """Tell whether a key holds a file."""

    def address(self, key: str, name: str) -> str | None:
        """Return a signed address that holds for minutes and sends the file by a name, None if we send it ourselves."""

    def kept(self, beginning: str = "") -> Iterator[Kept]:
        """Yield the files whose keys begin with a text."""

    def forget(self, beginning: str, before: datetime) -> int:
        """Remove files whose keys begin with a text and that were kept before a moment; return how many."""

    def check(self) -> None:
        """Raise `OutputError` if files cannot be kept."""


def check_key(key: str) -> str:
    """Return a key; raise `ValueError` if it is none.

    >>> check_key("shelf/KE/0a1b.pdf")
    'shelf/KE/0a1b.pdf'
    """
    if len(key) > LONGEST_KEY or not KEY.fullmatch(key):
        raise ValueError("this is no key of a file")
    return key


def unreachable(reason: str) -> OutputError:
    """Return that the store cannot be reached, or not be written to."""
    hint = "look whether it runs and has room, and at BOOKLET_FILES"
    return OutputError(Finding("store-unreachable", Where("BOOKLET_FILES"), reason, hint))


def files() -> Files:
    """Return the store of this service."""
    return _open(settings.SERVICE)


@cache
def _open(environment: Environment) -> Files:
    from booklet.service.folderfiles import FolderFiles
    from booklet.service.s3files import S3Files, connect

    if environment.files.startswith("s3://"):
        bucket, _, beginning = environment.files.removeprefix("s3://").partition("/")
        return S3Files(connect(), bucket, beginning.strip("/"))
    return FolderFiles(Path(environment.files) if environment.files else environment.home / "files")


def send(key: str, name: str) -> HttpResponse | FileResponse:
    """Answer with a file as an attachment, by the store itself if it can; raise `Http404` if there is none."""
    if not NAME.fullmatch(name):
        raise ValueError("no file is sent by this name")
    kept = files()
    if not kept.exists(key):
        raise Http404
    if address := kept.address(key, name):
        return HttpResponseRedirect(address)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(kept.open(key), as_attachment=True, filename=name, content_type=kind)


def sign_address(key: str, name: str) -> str:
    """Return a path of this service that sends a file by a name for a few minutes, to whoever has it."""
    return reverse("files:send", args=[signing.dumps([check_key(key), name], salt="service.files")])


def send_signed(request: HttpRequest, signed: str) -> HttpResponse | FileResponse:
    """Send a file to somebody who was given its address."""
    try:
        key, name = signing.loads(signed, salt="service.files", max_age=HOLDS)
    except signing.BadSignature as error:
        raise Http404 from error
    return send(key, name)


app_name = "files"
urlpatterns = [address_of("<str:signed>/", send_signed, name="send")]
