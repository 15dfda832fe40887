"""What changed, in words, and the way back; the log, which only grows and can be taken away."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from booklet.desk.edition import current
from booklet.desk.models import Event, Revision
from booklet.desk.revisions import note, revise

FIRST = b"name: Amani House\n"

NEW = "translations/sw/reviews.yaml"
"""A file that a new edition has not."""


class _Asking:
    def __init__(self) -> None:
        self.session = {"name": "Wanjiku"}


def seen_in(answer: Any) -> str:
    (seen,) = re.findall('name="seen" value="([^"]+)"', answer.content.decode())
    return str(seen)


def save(partner: Path, file: str, data: bytes | None, said: str = "changed it") -> Revision:
    """Let somebody at the desk write a file."""
    request: Any = _Asking()
    path = partner / file
    with revise(request, said):
        if data is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return Revision.objects.filter(file=file)[0]


def test_a_change_is_kept_and_not_the_whole_file_each_time(partner: Path) -> None:
    path = partner / "translations/countries/KE.yaml"
    first = path.read_bytes()
    steps = [first, first.replace(b"116", b"117", 1), b"# new\n" + first, None, b"", first[:40], first]
    kept = [save(partner, path.relative_to(partner).as_posix(), data) for data in steps[1:]]
    assert [(one.before, one.after) for one in kept] == [*pairwise(steps)]
    assert len(kept[0].removed) == len(kept[0].added) == 1


def test_each_change_is_told_with_its_person_and_in_words(client: Client, partner: Path) -> None:
    path = partner / "translations/countries/KE.yaml"
    before = path.read_text(encoding="utf-8")
    revision = save(partner, "translations/countries/KE.yaml", before.replace("116", "117").encode(), "a new number")
    page = client.get("/history/").content.decode()
    assert "Wanjiku" in page and "a new number" in page
    shown = client.get(f"/history/change/{revision.event_id}/").content.decode()  # type: ignore[attr-defined]
    assert "changed from" in shown and "117" in shown and "Contacts" in shown


def test_what_was_changed_outside_stands_there_as_well(client: Client, partner: Path) -> None:
    save(partner, "brand.yaml", FIRST)
    (partner / "brand.yaml").write_bytes(b"name: Amani Homes\n")
    page = client.get("/history/").content.decode()
    assert "Outside the desk" in page and "not by the desk" in page
    assert [event.action for event in Event.objects.all()] == ["outside", "changed"]


def test_a_file_changed_outside_before_anybody_saved_comes_back_as_the_desk_found_it(
    client: Client, partner: Path
) -> None:
    found = (partner / "brand.yaml").read_bytes()
    assert 'class="empty"' in client.get("/history/").content.decode()
    (partner / "brand.yaml").write_bytes(FIRST)
    (partner / NEW).parent.mkdir()
    (partner / NEW).write_bytes(b"x")
    assert "not by the desk" in client.get("/history/").content.decode()
    changed, new = Revision.objects.order_by("file")
    assert (changed.file, new.file, new.before) == ("brand.yaml", NEW, None)
    client.post(f"/history/change/{new.event_id}/back/")  # type: ignore[attr-defined]
    assert (partner / "brand.yaml").read_bytes() == found and not (partner / NEW).exists()


def test_a_file_is_as_it_was_before_and_that_is_a_change_as_well(client: Client, partner: Path) -> None:
    before = (partner / "brand.yaml").read_bytes()
    revision = save(partner, "brand.yaml", FIRST)
    assert client.get(f"/history/file/{revision.pk}/back/").status_code == 405
    assert client.post(f"/history/file/{revision.pk}/back/").status_code == 302
    assert (partner / "brand.yaml").read_bytes() == before
    newest = Revision.objects.all()[0]
    assert (
        newest.pk != revision.pk and bytes(newest.before or b"") == FIRST and newest.event.said.startswith("as it was")
    )


def test_a_new_file_is_taken_away_and_one_that_was_taken_away_comes_back(client: Client, partner: Path) -> None:
    made = save(partner, NEW, b"signatures: []\n")
    client.post(f"/history/file/{made.pk}/back/")
    assert not (partner / NEW).exists()
    gone = Revision.objects.filter(file=NEW)[0]
    assert "taken away" in client.get(f"/history/change/{gone.event_id}/").content.decode()  # type: ignore[attr-defined]
    client.post(f"/history/file/{gone.pk}/back/")
    assert (partner / NEW).read_bytes() == b"signatures: []\n"


def test_both_versions_are_shown_first_if_a_file_has_changed_since(client: Client, partner: Path) -> None:
    before = (partner / "brand.yaml").read_bytes()
    revision = save(partner, "brand.yaml", FIRST)
    save(partner, "brand.yaml", b"name: Amani Homes\n")
    asked = client.post(f"/history/file/{revision.pk}/back/")
    assert asked.status_code == 409 and "Amani Homes" in asked.content.decode()
    assert (partner / "brand.yaml").read_bytes() == b"name: Amani Homes\n", "nothing is overwritten unseen"
    seen = seen_in(asked)
    save(partner, "brand.yaml", b"name: Amani Hall\n")
    assert client.post(f"/history/file/{revision.pk}/back/", {"seen": seen}).status_code == 409
    assert client.post(f"/history/file/{revision.pk}/back/", {"seen": "forged"}).status_code == 409
    again = seen_in(client.post(f"/history/file/{revision.pk}/back/"))
    assert client.post(f"/history/file/{revision.pk}/back/", {"seen": again}).status_code == 302
    assert (partner / "brand.yaml").read_bytes() == before


def test_all_files_of_a_change_go_back_together(client: Client, partner: Path) -> None:
    request: Any = _Asking()
    before = (partner / "brand.yaml").read_bytes()
    with revise(request, "two at once"):
        (partner / "brand.yaml").write_bytes(FIRST)
        (partner / NEW).parent.mkdir()
        (partner / NEW).write_bytes(b"signatures: []\n")
    event = Event.objects.all()[0]
    assert "All of these" in client.get(f"/history/change/{event.pk}/").content.decode()
    assert client.post(f"/history/change/{event.pk}/back/").status_code == 302
    assert (partner / "brand.yaml").read_bytes() == before and not (partner / NEW).exists()
    assert len(Event.objects.all()[0].details["files"]) == 2


def test_the_beginning_of_an_edition_is_never_taken_away(client: Client, partner: Path) -> None:
    event = Event.objects.create(who="Wanjiku", action="changed", said="began", details={"files": ["brand.yaml"]})
    revision = Revision.between(event, "brand.yaml", None, (partner / "brand.yaml").read_bytes())
    revision.save()
    client.post(f"/history/file/{revision.pk}/back/")
    assert current().exists


def test_changes_are_found_by_file_and_person(client: Client, partner: Path) -> None:
    save(partner, "brand.yaml", FIRST, "the first one")
    save(partner, NEW, b"signatures: []\n", "the second one")
    page = client.get("/history/", {"file": NEW}).content.decode()
    assert "the second one" in page and "the first one" not in page
    assert "Nothing was changed there" in client.get("/history/", {"who": "Nobody"}).content.decode()


def test_the_log_is_filtered_and_taken_away_line_by_line(client: Client, partner: Path) -> None:
    request: Any = _Asking()
    note(request, "asked", "Amina: words", by="", days=7)
    note(request, "signed", "Amina: <i>words</i>", by="Amina\u202e Bakari")
    page = client.get("/history/log/", {"action": "signed"}).content.decode()
    assert "&lt;i&gt;words" in page and "Amina: words" not in page
    assert "Amina: words" in client.get("/history/log/", {"words": "amina: w"}).content.decode()
    answer = client.get("/history/log/download/")
    assert "attachment" in answer.headers["Content-Disposition"]
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines()]  # type: ignore[attr-defined]
    assert [line["action"] for line in lines] == ["asked", "signed"] and lines[0]["details"] == {"days": 7}


@pytest.mark.parametrize("url", ["/history/", "/history/log/"])
def test_before_anything_happened_it_says_what_it_is_for(client: Client, url: str) -> None:
    assert 'class="empty"' in client.get(url).content.decode()
