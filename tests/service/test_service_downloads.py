"""Files are given out by another host name: for a moment, to whoever was led there, and nothing else is there."""

import time
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from services import environment_of, open_service, sign_in

from booklet import SourceError
from booklet.desk.edition import use
from booklet.desk.models import Work
from booklet.service.downloads import lead_to
from booklet.service.environment import Environment, read_environment
from booklet.service.models import Partner

FILES = "http://files.example.net"


@pytest.fixture
def split(service: Environment) -> Environment:
    """The service with another host name for files, and a file that work number 1 has made."""
    found = environment_of(service.home, FILES_ADDRESS=FILES)
    open_service(found)
    edition = Partner.objects.get(name="amani").edition
    (edition.output / "packs").mkdir(parents=True, exist_ok=True)
    (edition.output / "packs" / "x.pdf").write_bytes(b"<script>alert(1)</script>")
    with use(edition):
        Work.objects.create(pk=1, kind="pack", queued=timezone.now(), files=["packs/x.pdf"], state=Work.DONE)
    return found


def test_a_download_leads_to_the_other_host_and_is_kept_there_and_not_shown(split: Environment) -> None:
    client = sign_in("partner", "amani")
    answer = client.get("/e/amani/jobs/1/file/0/")
    assert answer.status_code == 302 and answer["Location"].startswith(f"{FILES}/file/")
    given = Client(headers={"Host": "files.example.net"}).get(urlsplit(answer["Location"]).path)
    assert b"".join(given.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    given.close()
    assert given["Content-Disposition"] == 'attachment; filename="x.pdf"' and given["Content-Type"] == "application/pdf"
    assert given["X-Content-Type-Options"] == "nosniff" and "sandbox" in given["Content-Security-Policy"]
    assert not given.cookies


def test_nothing_else_is_there(split: Environment) -> None:
    other = Client(headers={"Host": "files.example.net"})
    other.cookies = sign_in("coordinator").cookies
    for path in ("/", "/service/", "/e/amani/help/", "/account/login/", "/file/", "/file/x/", "/language/"):
        assert other.get(path).status_code == other.post(path).status_code == 404, path
    edition = Partner.objects.get(name="amani").edition
    for name in ("../brand.yaml", "/etc/passwd", "packs/none.pdf", "../desk/rules.json"):
        assert other.get(urlsplit(lead_to(edition, name, FILES)).path).status_code == 404, name
    right = urlsplit(lead_to(edition, "packs/x.pdf", FILES)).path
    assert other.get(right[:-3] + "x/").status_code == other.post(right).status_code == 404
    assert Client().get(right).status_code == 404, "nor at ours"
    planted = signing.dumps(["amani", "packs/x.pdf"], salt="desk.seen")
    assert other.get(f"/file/{planted}/").status_code == 404, "a signature of something else"
    Partner.objects.update(closed=timezone.now())
    assert other.get(right).status_code == 404


def test_an_address_of_a_file_holds_for_a_minute(split: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    path = urlsplit(lead_to(Partner.objects.get(name="amani").edition, "packs/x.pdf", FILES)).path
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 61)
    assert Client(headers={"Host": "files.example.net"}).get(path).status_code == 404


def test_without_another_host_files_are_attachments_all_the_same(split: Environment, service: Environment) -> None:
    open_service(service)
    answer = sign_in("partner", "amani").get("/e/amani/jobs/1/file/0/")
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    answer.close()


@pytest.mark.parametrize("address", ["files.example.net", "https://print.example.org", "https://f.example/x"])
def test_the_other_host_is_another_one(address: str) -> None:
    said = {"HOME": "/x", "SECRET": "s" * 32, "ADDRESS": "https://print.example.org", "FILES_ADDRESS": address}
    with pytest.raises(SourceError, match="another host"):
        read_environment({f"BOOKLET_{name}": value for name, value in said.items()})
