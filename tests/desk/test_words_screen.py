"""The screen "Words": languages, lists, one sentence written at every pause, two people on it, tables out and in."""

import gzip
import html
import re
from pathlib import Path

import pytest
from desks import let_in
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from booklet import BookletError, open_project
from booklet.api.entries import Entry
from booklet.desk.jobs.queue import QUEUE
from booklet.desk.jobs.task import Task
from booklet.desk.models import Event
from booklet.desk.words.choosing import PER_PAGE
from booklet.desk.words.work import make_proof
from booklet.sources.catalogues import read_catalogue
from booklet.sources.folders import open_folders

LEAD = "/words/{}/sentence/about.lead/"

AUTO = {"X-Desk": "auto"}


def page(client: Client, path: str, status: int = 200, **said: str) -> str:
    response = client.get(path, said)
    assert response.status_code == status
    return response.content.decode()


def seen_in(text: str) -> str:
    found = re.search(r'name="seen" id="seen" value="([^"]*)"', text)
    assert found
    return html.unescape(found[1])


def post(client: Client, path: str, text: str, seen: str, **more: str) -> tuple[int, str]:
    response = client.post(path, {"text": text, "seen": seen, **more}, headers=AUTO)
    return response.status_code, response.content.decode()


def entry(folder: Path, tag: str = "sw", context: str = "about.lead") -> Entry:
    return open_project(folder).entries(tag).find(context)


@pytest.mark.slow
def test_the_first_page_shows_the_languages_of_the_country_and_those_to_begin(client: Client, partner: Path) -> None:
    text, every = page(client, "/words/"), len(open_project(partner).entries("sw").all)
    assert "Kiswahili" in text and f"{every} of {every} sentences translated" in text and every > 900
    assert '<option value="so">Somali</option>' in text and ">Swahili</option>" not in text


@pytest.mark.slow
@pytest.mark.parametrize(("tag", "direction"), [("sw", "ltr"), ("ar", "rtl"), ("th", "ltr"), ("hi", "ltr")])
def test_a_language_is_shown_in_its_own_direction_and_stays_small(client: Client, tag: str, direction: str) -> None:
    for path in (f"/words/{tag}/", f"/words/{tag}/sentences/", LEAD.format(tag)):
        assert len(gzip.compress(client.get(path).content)) < 10_000, path
    text = page(client, LEAD.format(tag))
    assert f'lang="{tag}" dir="{direction}" rows' in text and "<code>{page:help-now}</code>" in text


def test_safety_messages_come_first_and_the_translation_is_called_a_draft(client: Client) -> None:
    text = page(client, "/words/sw/")
    assert '<span lang="sw">Kiswahili</span> <small>Swahili</small></h1>' in text
    assert text.index("It is not your fault.") < text.index("Before you read")
    assert "is a draft until native speakers" in text


@pytest.mark.slow
def test_sentences_are_found_in_both_languages_and_by_state_and_page(client: Client) -> None:
    assert "Soma" not in page(client, "/words/sw/sentences/", q="Before you read")
    assert "Kabla ya kusoma" in page(client, "/words/sw/sentences/", q="before you READ")
    assert "Before you read" in page(client, "/words/sw/sentences/", q="kabla ya kusoma", place="page about")
    assert "There is no such sentence" in page(client, "/words/sw/sentences/", state="missing")
    sheets = -(-len(read_catalogue(open_folders(), "sw", []).messages) // PER_PAGE)
    assert sheets > 20 and f"1 of {sheets}" in page(client, "/words/sw/sentences/")


@pytest.mark.slow
def test_a_sentence_is_written_at_a_pause_and_the_picture_follows(client: Client, partner: Path) -> None:
    path = LEAD.format("sw")
    first = page(client, path)
    before = entry(partner).said
    status, answer = post(client, path, f"{before.text} Sawa.", seen_in(first))
    assert status == 200 and "Saved at" in answer and 'id="printed"' in answer
    assert entry(partner).said.text == f"{before.text} Sawa."
    old, new = (re.search(r"v=(\w+)", text) for text in (first, answer))
    assert old and new and old[1] != new[1]
    assert post(client, path, before.text, seen_in(answer))[0] == 200
    event = Event.objects.latest("id")
    assert (event.who, event.details["files"]) == ("Wanjiku", ["translations/sw/guide.po"])


@pytest.mark.slow
def test_without_scripts_a_save_goes_on_to_the_next_sentence(client: Client, partner: Path) -> None:
    path = LEAD.format("sw") + "?place=page+about"
    seen = seen_in(page(client, path))
    response = client.post(path, {"text": entry(partner).said.text, "seen": seen, "unsure": "on", "go": "next"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/words/sw/sentence/about.words/?place=page+about"
    assert entry(partner).said.is_unsure


@pytest.mark.slow
def test_a_lost_part_is_told_and_never_replaces_words_that_hold(client: Client, partner: Path) -> None:
    path, before = LEAD.format("sw"), entry(partner).said
    status, answer = post(client, path, "Mwongozo huu.", seen_in(page(client, path)))
    assert status == 422 and "Still missing:" in answer and "{page:help-now}" in answer
    assert entry(partner).said == before


@pytest.mark.slow
def test_two_people_on_one_sentence_see_both_and_choose(client: Client, partner: Path) -> None:
    path, before = LEAD.format("sw"), entry(partner).said
    other = let_in(Client(), "Otieno")
    mine, theirs = seen_in(page(client, path)), seen_in(page(other, path))
    assert post(other, path, f"{before.text} Otieno.", theirs)[0] == 200
    status, answer = post(client, path, f"{before.text} Wanjiku.", mine)
    assert status == 409 and "Somebody else changed this sentence" in answer
    assert f"{before.text} Otieno." in html.unescape(answer) and f"{before.text} Wanjiku." in html.unescape(answer)
    assert entry(partner).said.text == f"{before.text} Otieno."
    kept = re.search(r'name="seen" value="([^"]+)"', answer)
    assert kept and client.post(path, {"text": f"{before.text} Wanjiku.", "seen": kept[1]}).status_code == 302
    assert entry(partner).said.text == f"{before.text} Wanjiku."


@pytest.mark.slow
def test_fixed_words_have_no_form(client: Client) -> None:
    text = page(client, "/words/sw/sentence/m1/")
    assert "These words are fixed" in text and "<textarea" not in text


@pytest.mark.slow
def test_a_language_is_begun_and_its_safety_messages_come_first(client: Client, partner: Path) -> None:
    assert client.post("/words/begin/", {"tag": "so"}).headers["Location"] == "/words/so/"
    text = page(client, "/words/so/")
    assert "Missing: 9" in text and "/words/so/sentence/m1.title/?state=open" in text
    path = "/words/so/sentence/m1.title/?state=open"
    seen = seen_in(page(client, path))
    response = client.post(path, {"text": "Khaladkaagu maaha.", "seen": seen, "go": "next"})
    assert response.headers["Location"] == "/words/so/sentence/m1/?state=open"
    assert entry(partner, "so", "m1.title").said.text == "Khaladkaagu maaha."


@pytest.mark.parametrize(
    "path", ["/words/xx/", "/words/xx/sentences/", "/words/so/sentence/m1/", "/words/sw/table/exe/"]
)
def test_what_is_not_there_is_said_so(client: Client, path: str) -> None:
    page(client, path, 404)


@pytest.mark.slow
def test_words_of_users_reach_no_page_unescaped(client: Client) -> None:
    seen = seen_in(page(client, "/words/sw/sentence/about.words/"))
    status, answer = post(client, "/words/sw/sentence/about.words/", "<script>alert()</script>", seen)
    assert status == 200 and "<script>" not in answer + page(client, "/words/sw/sentence/about.words/")
    assert "<script>alert" not in page(client, "/words/sw/sentences/", q='"><script>alert()</script>')


@pytest.mark.slow
def test_the_translator_is_named_and_a_name_that_is_none_is_refused(client: Client, partner: Path) -> None:
    assert client.post("/words/sw/translator/", {"translator": "Asha Example"}).status_code == 302
    assert open_project(partner).entries("sw").translator == "Asha Example"
    refused = client.post("/words/sw/translator/", {"translator": "admin"})
    assert refused.status_code == 422 and "admin" in refused.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "xlsx", "xlf"])
def test_a_table_goes_out_and_comes_back(client: Client, kind: str) -> None:
    response = client.get(f"/words/sw/table/{kind}/")
    assert response.headers["Content-Disposition"] == f'attachment; filename="guide_sw.{kind}"'
    back = client.post("/words/sw/take/", {"table": SimpleUploadedFile("any name", response.content)})
    text = back.content.decode()
    assert back.status_code == 200 and "Your table was taken in" in text and "All of it was taken." in text


@pytest.mark.slow
def test_what_was_refused_stands_in_a_table_with_its_reason(client: Client, partner: Path) -> None:
    rows = client.get("/words/sw/table/csv/").content.decode()
    spoiled = rows.replace("Kabla ya kusoma", "Kabla ya kusoma sana").encode()
    back = client.post("/words/sw/take/", {"table": SimpleUploadedFile("guide.csv", spoiled)}).content.decode()
    assert "Refused" in back and "/words/sw/sentence/about.title/" in back
    assert entry(partner, "sw", "about.title").said.text == "Kabla ya kusoma"
    said = {"table": SimpleUploadedFile("guide.csv", spoiled), "replace": "on"}
    assert "All of it was taken." in client.post("/words/sw/take/", said).content.decode()
    assert entry(partner, "sw", "about.title").said.text == "Kabla ya kusoma sana"


@pytest.mark.slow
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 word/document.xml", b"PK\x03\x04 no zip", b"<a>", b"\0\1\2"])
def test_a_file_that_is_no_table_is_refused_at_its_field(client: Client, partner: Path, data: bytes) -> None:
    back = client.post("/words/sw/take/", {"table": SimpleUploadedFile("guide.xlsx", data)})
    assert back.status_code == 422 and 'class="field is-faulty"' in back.content.decode()
    assert not (partner / "translations" / "sw").exists()


@pytest.mark.slow
def test_the_proof_of_a_language_is_asked_for_and_followed(
    client: Client, partner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QUEUE, "wake", lambda: None)  # what waits is done below, in this process
    assert client.post("/words/sw/proof/").headers["Location"] == "/words/sw/#proof"
    assert "Proof of a language" in page(client, "/words/sw/") and "Proof of a" not in page(client, "/words/ar/")
    assert client.post("/words/xx/proof/").status_code == 404
    QUEUE.end()


def test_a_proof_of_a_language_that_nobody_began_is_refused(partner: Path) -> None:
    told: list[tuple[str, object]] = []
    what = {"tag": "sw", "country": "KE"}
    with pytest.raises(BookletError):
        make_proof(Task(partner, partner / "output", {**what, "tag": "xx"}, (), "", lambda *said: told.append(said)))
    assert ("begin", 1) in told


REWORD = "/words/english/sentence/abuse.anyone/"

OWN = "It can be anyone, and it is never your fault."


@pytest.mark.slow
def test_a_sentence_is_said_in_own_words_at_a_pause_and_ours_comes_back(client: Client, partner: Path) -> None:
    words = partner / "words.yaml"
    before = words.read_bytes()
    text = page(client, REWORD)
    status, answer = post(client, REWORD, OWN, seen_in(text))
    assert status == 200 and "Saved at" in answer and OWN.encode() in words.read_bytes()
    assert "Yours</span>" in page(client, "/words/english/", own="own")
    assert client.post(REWORD, {"act": "remove", "seen": seen_in(answer)}).headers["Location"] == REWORD
    assert words.read_bytes().strip() == before.strip()


@pytest.mark.slow
def test_own_words_that_lost_a_placeholder_or_are_fixed_are_refused(client: Client, partner: Path) -> None:
    path = "/words/english/sentence/about.lead/"
    status, answer = post(client, path, "This guide is ours.", seen_in(page(client, path)))
    assert status == 422 and "{page:help-now}" in answer
    assert "These words are fixed" in page(client, "/words/english/sentence/m1/")
    page(client, "/words/english/sentence/nothing/", 404)


@pytest.mark.slow
def test_two_people_on_one_own_sentence_see_both(client: Client) -> None:
    seen = seen_in(page(client, REWORD))
    assert post(client, REWORD, OWN, seen)[0] == 200
    status, answer = post(client, REWORD, "Others.", seen)
    assert status == 409 and OWN in answer and "Others." in answer


@pytest.mark.slow
def test_own_words_can_be_mended_while_they_keep_the_edition_from_being_read(client: Client, partner: Path) -> None:
    said = f"abuse.anyone:\n  replaces: '00000000'\n  text: {OWN}\n"
    (partner / "words.yaml").write_text(said, encoding="utf-8")
    assert "To read again" in page(client, "/words/english/", own="old")
    assert client.post(REWORD, {"act": "again"}).status_code == 302
    assert OWN in repr(open_project(partner).sources.guide.topics)


@pytest.mark.slow
def test_a_translation_that_breaks_a_rule_of_safety_is_told_on_the_page_of_its_language(client: Client) -> None:
    path = "/words/sw/sentence/about.words/"
    assert "break a rule of safety" not in page(client, "/words/sw/")
    assert post(client, path, "Picha zote huondolewa.", seen_in(page(client, path)))[0] == 200
    assert "break a rule of safety" in page(client, "/words/sw/")


@pytest.mark.slow
def test_a_language_says_when_it_is_finished_and_when_it_is_not_printed(client: Client) -> None:
    swahili, thai = page(client, "/words/sw/"), page(client, "/words/th/")
    assert "Everything is translated." in swahili and "not printed in this language" not in swahili
    assert "not printed in this language yet" in thai


@pytest.mark.slow
def test_the_place_of_a_sentence_is_outlined_on_its_page(client: Client) -> None:
    text = page(client, "/words/sw/place/about.title/", band="14-17")
    found = re.search(r'<rect x="([.0-9]+)" y="([.0-9]+)" width="([.0-9]+)" height="([.0-9]+)"/>', text)
    assert found
    left, top, width, height = map(float, found.groups())
    assert left < 0.2 and top < 0.2 and left + width < 1 and height < 0.1
    assert page(client, "/words/sw/place/labels.language/").strip() == ""
    assert page(client, "/words/xx/place/about.title/").strip() == ""


@pytest.mark.parametrize("tag", ["sw-x", "xx", "so"])
def test_no_table_begins_a_language(client: Client, partner: Path, tag: str) -> None:
    rows = client.get("/words/sw/table/csv/").content
    assert client.post(f"/words/{tag}/take/", {"table": SimpleUploadedFile("t.csv", rows)}).status_code == 404
    assert not (partner / "translations" / tag).exists()
