"""Finished files in an S3 store, asked with boto3.

django-storages is not used: it has no write that fails where something is kept already, which S3 does itself
(`If-None-Match`), and nothing here is a model's field. Where the store is and who asks is boto3's to know, from its own
variables: AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import quote

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

from booklet.service.files import HOLDS, KEY, Kept, check_key, unreachable

SECONDS = 20
"""Seconds that we wait for a store."""

ABSENT = frozenset({"404", "NoSuchKey", "NotFound"})
PRESENT = frozenset({"412", "PreconditionFailed", "409", "ConditionalRequestConflict"})

PROBE = "check"
"""The name of a file that is looked for to see whether the store answers."""


def connect() -> Any:
    """Return a client of the store that the variables of this process name."""
    config = Config(
        connect_timeout=5,
        read_timeout=SECONDS,
        retries={"mode": "standard", "total_max_attempts": 2},
        signature_version="s3v4",
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"addressing_style": "path"},
    )
    return boto3.client("s3", config=config)


class S3Files:
    """Files in a bucket, below a beginning of their keys."""

    def __init__(self, client: Any, bucket: str, beginning: str) -> None:
        self._client, self._bucket = client, bucket
        self._before = f"{beginning}/" if beginning else ""

    def _at(self, key: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": self._before + check_key(key)}

    def keep(self, key: str, path: Path) -> bool:
        """Send a file in one request: the store keeps all of it or nothing, and refuses a key that holds one."""
        if self.exists(key):
            return False
        try:
            with path.open("rb") as file, _asking():
                self._client.put_object(**self._at(key), Body=file, IfNoneMatch="*")
        except _Told as told:
            if told.code in PRESENT:
                return False
            raise unreachable(f"the store refuses to keep a file ({told.code})") from told
        return True

    def open(self, key: str) -> IO[bytes]:
        """Open a file, which comes as it is read."""
        try:
            with _asking():
                return cast(IO[bytes], self._client.get_object(**self._at(key))["Body"])
        except _Told as told:
            if told.code in ABSENT:
                raise FileNotFoundError(key) from told
            raise unreachable(f"the store refuses to give a file ({told.code})") from told

    def exists(self, key: str) -> bool:
        """Ask for the head of a file."""
        try:
            with _asking():
                self._client.head_object(**self._at(key))
        except _Told as told:
            if told.code in ABSENT:
                return False
            raise unreachable(f"the store refuses to answer ({told.code})") from told
        return True

    def address(self, key: str, name: str) -> str | None:
        """Sign an address at the store."""
        shown = f"attachment; filename*=UTF-8''{quote(name)}"
        given = {**self._at(key), "ResponseContentDisposition": shown}
        return str(self._client.generate_presigned_url("get_object", Params=given, ExpiresIn=HOLDS))

    def kept(self, beginning: str = "") -> Iterator[Kept]:
        """Yield files, a page of the store's list after the other."""
        pages = self._client.get_paginator("list_objects_v2")
        try:
            with _asking():
                for page in pages.paginate(Bucket=self._bucket, Prefix=self._before + beginning):
                    for found in page.get("Contents", ()):
                        key = found["Key"].removeprefix(self._before)
                        if KEY.fullmatch(key):
                            yield Kept(key, found["Size"], found["LastModified"])
        except _Told as told:
            raise unreachable(f"the store refuses to list its files ({told.code})") from told

    def forget(self, beginning: str, before: datetime) -> int:
        """Remove old files, one request each."""
        old = [one.key for one in self.kept(beginning) if one.at < before]
        try:
            with _asking():
                for key in old:
                    self._client.delete_object(**self._at(key))
        except _Told as told:
            raise unreachable(f"the store refuses to remove a file ({told.code})") from told
        return len(old)

    def check(self) -> None:
        """Ask whether there is a file, whichever the answer."""
        self.exists(PROBE)


class _Told(Exception):  # noqa: N818  # it is an answer
    """The store has answered, with the code of a fault."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def _asking() -> Iterator[None]:
    """Tell answers of a store from a store that does not answer; what it says is not repeated, it may have secrets."""
    try:
        yield
    except ClientError as error:
        raise _Told(str(error.response.get("Error", {}).get("Code", ""))) from error
    except (BotoCoreError, HTTPClientError, OSError) as error:
        raise unreachable("the store does not answer") from error
