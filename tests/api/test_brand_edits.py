"""A program changes who an edition is from: its lines, its logo, its languages; nothing unfit gets in."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import bombs
import pytest
from PIL import Image
from projects import codes

from booklet import BookletError, Project, SourceError, new_project, open_project
from booklet.api.brand import (
    LIMITS,
    FieldError,
    brand_fields,
    edit_brand,
    find_logo,
    list_accents,
    list_faces,
    remove_logo,
    set_logo,
)
from booklet.api.countries import set_languages

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><path d="M0 0h9v9z" fill="#c8143c"/></svg>'

OTHER = SVG.replace(b"0 0 400", b"0 0 200")


def picture(kind: str, size: tuple[int, int] = (400, 100)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, (200, 20, 60)).save(file, kind)
    return file.getvalue()


def nested(depth: int) -> bytes:
    return SVG.replace(b"<path", b"<g>" * depth + b"<path").replace(b"</svg>", b"</g>" * depth + b"</svg>")


@pytest.fixture
def own(tmp_path: Path) -> Project:
    new_project(tmp_path / "own", "KE", "Amani House")
    return open_project(tmp_path / "own")


def logos(project: Project) -> list[str]:
    assert project.path
    art = project.path / "layouts/art"
    return sorted(path.name for path in art.iterdir()) if art.exists() else []


def test_lines_are_changed_and_seen_at_once(own: Project) -> None:
    seen = brand_fields(own)
    assert seen["name"] == "Amani House"
    assert edit_brand(own, {"short": "Amani", "accent": "mint"}, seen=seen) == ("short", "accent")
    assert own.sources.brand.short == "Amani" and own.sources.brand.accent == "mint"
    with pytest.raises(FieldError) as stopped:
        edit_brand(own, {"name": "x" * (LIMITS["name"] + 1)})
    assert [fault.field for fault in stopped.value.faults] == ["name"]


def test_no_program_takes_responsibility(own: Project) -> None:
    with pytest.raises(SourceError) as stopped:
        edit_brand(own, {"words": {"read": "yes"}})
    assert codes(stopped.value.findings) == ["reserved-key"]


def test_ours_is_never_written() -> None:
    for change in (brand_fields, remove_logo, lambda project: set_logo(project, SVG)):
        with pytest.raises(SourceError):
            change(open_project())


def test_accents_are_shown_in_their_colours(own: Project) -> None:
    assert [(accent.name, accent.colour) for accent in list_accents(own)][-1] == ("mint", "#99CFB8")


def test_faces_of_a_cover_are_young_people(own: Project) -> None:
    assert len(list_faces(own)) == 16 and not any("rosa" in face for face in list_faces(own))
    edit_brand(own, {"cover": {"tiles": list(list_faces(own)[:4])}})
    assert own.sources.brand.cover


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "name"), [(SVG, "logo.svg"), (picture("PNG"), "logo.png"), (picture("JPEG"), "logo.jpg")]
)
def test_a_logo_is_what_its_bytes_are_and_only_one_stays(own: Project, data: bytes, name: str) -> None:
    assert find_logo(own) is None
    set_logo(own, OTHER)
    found = set_logo(own, data)
    assert logos(own) == [name] and found.file == f"layouts/art/{name}" and found.width / found.height == 4
    assert own.sources.brand.logo is not None
    assert find_logo(open_project(own.path)) == found
    remove_logo(own)
    remove_logo(own)
    assert logos(own) == [] and find_logo(own) is None


@pytest.mark.slow
def test_what_is_not_printed_as_it_is_is_told(own: Project) -> None:
    assert codes(set_logo(own, picture("PNG", (2400, 600))).notes) == ["picture-changed"]


IDS = (
    *("nothing", "GIF", "program", "page", "script", "address", "entities", "deep"),
    *("large", "cut", "dot", "bomb", "large PDF", "words as PDF"),
)


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"",
        lambda: b"GIF89a" + bytes(100),
        lambda: b"MZ" + bytes(2000),
        lambda: b"<html><script>alert(1)</script></html>",
        lambda: SVG.replace(b"<path", b"<script>alert(1)</script><path"),
        lambda: SVG.replace(b'fill="#c8143c"', b'fill="url(http://evil.example/x)"'),
        lambda: b'<!DOCTYPE svg [<!ENTITY a "' + b"ha" * 99 + b'"><!ENTITY b "&a;&a;&a;&a;">]>' + SVG,
        lambda: nested(5000),
        lambda: SVG + b" " * 1_000_001,
        lambda: picture("PNG")[:120],
        lambda: picture("PNG", (4, 4)),
        lambda: picture("PNG")[:16] + (60_000).to_bytes(4, "big") * 2 + picture("PNG")[24:],
        lambda: b"%PDF-1.7\n" + bytes(3_000_000),
        lambda: bombs.font(b"/Subtype /Type1 /BaseFont /Helvetica", {}),
    ],
    ids=IDS,
)
def test_what_is_no_logo_is_refused_and_the_old_one_stays(own: Project, make: Callable[[], bytes]) -> None:
    set_logo(own, OTHER)
    with pytest.raises(SourceError) as stopped:
        set_logo(own, make())
    assert all(found.message and found.hint for found in stopped.value.findings)
    assert own.path and (own.path / "layouts/art/logo.svg").read_bytes() == OTHER and logos(own) == ["logo.svg"]


def test_a_logo_is_laid_into_the_folder_and_nowhere_else(own: Project, tmp_path: Path) -> None:
    assert own.path
    (tmp_path / "elsewhere").mkdir()
    (own.path / "layouts").mkdir()
    (own.path / "layouts/art").symlink_to(tmp_path / "elsewhere")
    for change in (lambda: set_logo(own, SVG), lambda: remove_logo(own)):
        with pytest.raises(BookletError):
            change()
    assert not any((tmp_path / "elsewhere").iterdir())


def test_a_link_in_the_place_of_a_logo_goes_and_what_it_leads_to_stays(own: Project, tmp_path: Path) -> None:
    assert own.path
    (tmp_path / "theirs.png").write_bytes(picture("PNG"))
    (own.path / "layouts/art").mkdir(parents=True)
    (own.path / "layouts/art/Logo.PNG").symlink_to(tmp_path / "theirs.png")
    set_logo(own, SVG)
    assert logos(own) == ["logo.svg"] and (tmp_path / "theirs.png").exists()


def test_languages_are_chosen_among_those_of_the_guide(own: Project) -> None:
    assert own.path
    before = (own.path / "translations/countries/KE.yaml").read_text("utf-8")
    set_languages(own, "KE", ["sw", "en", "sw"], ["en", "sw"])
    after = (own.path / "translations/countries/KE.yaml").read_text("utf-8")
    assert own.country("KE").locales == ("sw", "en")
    assert after == before.replace("locales: [en, sw]", "locales: [sw, en]")
    for locales, seen, code in (
        (["xx"], None, "unknown-locale"),
        ([], None, "no-locale"),
        (["en"], ["fr"], "edited-meanwhile"),
    ):
        with pytest.raises(SourceError) as stopped:
            set_languages(own, "KE", locales, seen)
        assert codes(stopped.value.findings) == [code]
    assert (own.path / "translations/countries/KE.yaml").read_text("utf-8") == after
