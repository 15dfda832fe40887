"""A poster or card with the name of a place: what can be printed is, what cannot is told before."""

import shutil
from pathlib import Path

import pypdfium2
import pytest
from signing import lay_signed

from booklet import Project, SourceError, open_project
from booklet.api.named import PlaceName, place_named
from booklet.api.projects import new_project
from booklet.sources.reviews import reviews_name

CALLED = PlaceName("Kilimani Primary School", "the counsellor, beside the library")


@pytest.fixture(scope="module")
def amani(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partner's folder of which everything is signed and called."""
    folder = tmp_path_factory.mktemp("named") / "amani"
    new_project(folder, "KE", "Amani House", has_form=False)
    lay_signed(folder)
    project = open_project(folder)
    for contact in project.to_call("KE"):
        project.record_call(contact, by="A. Tester")
    return folder


@pytest.fixture(scope="module")
def project(amani: Path) -> Project:
    return open_project(amani)


def codes(project: Project, place: PlaceName, product: str = "poster", item: str = "p1") -> list[tuple[str, str]]:
    """Return what is wrong with a name, and at which field."""
    (job,) = project.plan(product, locale="en", country="KE", edition="office", item=item, band="14-17")
    with pytest.raises(SourceError) as caught:
        place_named(project, job, place)
    return [(found.code, found.where.file) for found in caught.value.findings]


@pytest.mark.slow
@pytest.mark.parametrize(("product", "item"), [("poster", "p1"), ("card", "c1")])
@pytest.mark.parametrize("name", ["Kilimani Primary School", "مدرسة الأمل", "โรงเรียนบ้านสวน", "प्राथमिक विद्यालय"])
def test_a_file_bears_the_name_in_any_script_and_is_final(name: str, product: str, item: str, project: Project) -> None:
    (job,) = project.plan(product, locale="en", country="KE", edition="office", item=item, band="14-17")
    made = place_named(project, job, PlaceName(name)).draw()
    assert made.state == "final" and "PROOF" not in made.name
    with pypdfium2.PdfDocument(made.data) as pdf:
        said = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Amani House" not in said
    if name.isascii():
        assert name in " ".join(said.split())


def test_whom_children_find_there_stands_on_it(project: Project) -> None:
    (job,) = project.plan("poster", locale="en", country="KE", edition="office", item="p1", band="14-17")
    named = place_named(project, job, CALLED)
    with pypdfium2.PdfDocument(named.draw().data) as pdf:
        said = " ".join(pdf[0].get_textpage().get_text_range().split())
    assert CALLED.name in said and CALLED.contact in said
    assert named.picture(300).startswith(b"\x89PNG")


def test_the_partner_s_own_files_stay_the_partner_s(project: Project) -> None:
    (job,) = project.plan("poster", locale="en", country="KE", edition="office", item="p1", band="14-17")
    place_named(project, job, CALLED)
    with pypdfium2.PdfDocument(project.build(job).data) as pdf:
        said = pdf[0].get_textpage().get_text_range()
    assert "Amani House" in said and "Kilimani" not in said


@pytest.mark.parametrize("text", ["School No. 4", "ring 0722 000 000", "see evil.example", "[a](tel:116)", "٤ مدرسة"])
def test_what_says_a_number_or_an_address_is_refused(text: str, project: Project) -> None:
    assert codes(project, PlaceName(text)) == [("place-unconfirmed", "name")]
    assert codes(project, PlaceName("Kilimani", text)) == [("place-unconfirmed", "contact")]


def test_what_is_no_line_is_refused(project: Project) -> None:
    for text in ("x" * 61, "a\nb", "\u200b", "\u202eevil", "a\x00b"):
        assert codes(project, PlaceName(text)) == [("wrong-record", "name")], repr(text)
    assert codes(project, PlaceName("")) == [("empty-text", "name")]
    assert codes(project, PlaceName("", "y" * 81)) == [("wrong-record", "contact"), ("empty-text", "name")]


def test_what_has_no_room_or_no_letters_is_refused(project: Project) -> None:
    assert codes(project, PlaceName("W" * 60, "w" * 70))[0][0] == "recipient-too-long"
    assert [code for code, _ in codes(project, PlaceName("Ꮳ school"))] == ["missing-glyph"]


def test_markup_and_placeholders_are_printed_as_they_were_typed(project: Project) -> None:
    (job,) = project.plan("poster", locale="en", country="KE", edition="office", item="p1", band="14-17")
    made = place_named(project, job, PlaceName("*Us* {number} _x_ | y")).draw()
    with pypdfium2.PdfDocument(made.data) as pdf:
        assert "*Us* {number} _x_ | y" in " ".join(pdf[0].get_textpage().get_text_range().split())


def test_no_name_makes_final_what_is_not(amani: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    shutil.copytree(amani, folder)
    (folder / reviews_name("en")).unlink()
    project = open_project(folder)
    assert [code for code, _ in codes(project, CALLED)] == ["not-final"]
