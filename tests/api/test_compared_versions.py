"""Two versions of a file say what changed in words where its form is known, else by lines, and never fail."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import CONFIRMED, COUNTRY, OWN, codes

import booklet
from booklet.api.versions import VersionChange, compare_versions, put_back

PO = 'msgid ""\nmsgstr "Language: ga\\n"\n\nmsgctxt "{}"\nmsgid "Stop."\nmsgstr "{}"\n'

CATALOGUE = "translations/ga/guide.po"


def po(text: str, id: str = "m1") -> bytes:
    return PO.format(id, text).encode()


def test_a_country_is_compared_fact_by_fact() -> None:
    now = CONFIRMED.replace("020 7946 0018", "020 7946 0019").encode()
    (change,) = compare_versions(COUNTRY, CONFIRMED.encode(), now)
    assert change.kind == "fact" and "020 7946 0018 to 020 7946 0019" in change.place


def test_a_country_file_with_faults_is_compared_line_by_line() -> None:
    now = CONFIRMED.replace("kind: helpline", "kind: nothing").encode()
    (change,) = compare_versions(COUNTRY, CONFIRMED.encode(), now)
    assert (change.kind, change.before.strip(), change.now.strip()) == ("line", "kind: helpline", "kind: nothing")


def test_a_catalogue_is_compared_message_by_message() -> None:
    assert compare_versions(CATALOGUE, po("Acha."), po("Wacha.")) == (
        VersionChange("message", "m1", "Acha.", "Wacha."),
    )
    assert compare_versions(CATALOGUE, b"", po("Acha.")) == (VersionChange("message", "m1", "", "Acha."),)
    both = compare_versions(CATALOGUE, po("Acha."), po("Acha.", "m2"))
    assert [(one.place, one.before, one.now) for one in both] == [("m1", "Acha.", ""), ("m2", "", "Acha.")]


def test_a_file_that_begins_in_the_place_of_ours_is_compared_with_ours() -> None:
    ours = (OWN / "translations/sw/guide.po").read_bytes()
    now = ours.replace(b'msgstr "Piga simu"', b'msgstr "Piga sasa"', 1)
    (begun,) = compare_versions("translations/sw/guide.po", b"", now)
    (gone,) = compare_versions("translations/sw/guide.po", now, b"")
    assert (begun.before, begun.now) == (gone.now, gone.before) == ("Piga simu", "Piga sasa")
    assert compare_versions("translations/sw/guide.po", b"", ours) == ()


def test_a_comment_alone_is_told_as_a_line() -> None:
    assert compare_versions("brand.yaml", b"name: A\n", b"# us\nname: A\n") == (VersionChange("line", "1", "", "# us"),)
    assert compare_versions(COUNTRY, CONFIRMED.encode(), b"# x\n" + CONFIRMED.encode())[0].now == "# x"


def test_what_is_no_text_has_its_sizes() -> None:
    assert compare_versions("layouts/art/logo.png", b"", b"\x89PNG\xff") == (VersionChange("bytes", "", "", "5"),)
    assert compare_versions("layouts/art/logo.png", b"\x89PNG\xff", b"") == (VersionChange("bytes", "", "5", ""),)


def test_ends_of_lines_alone_are_a_change_too() -> None:
    assert compare_versions("words.yaml", b"a\n", b"a\r\n") == (VersionChange("bytes", "", "2", "3"),)


@given(st.binary(max_size=40), st.binary(max_size=40), st.sampled_from([COUNTRY, CATALOGUE, "words.yaml"]))
def test_there_is_a_change_if_and_only_if_the_bytes_differ(before: bytes, now: bytes, name: str) -> None:
    assert bool(compare_versions(name, before, now)) == (before != now)


def test_a_file_is_what_it_was_or_is_taken_away(tmp_path: Path) -> None:
    put_back(tmp_path, COUNTRY, b"one")
    put_back(tmp_path, COUNTRY, b"two")
    assert (tmp_path / COUNTRY).read_bytes() == b"two"
    put_back(tmp_path, COUNTRY, None)
    put_back(tmp_path, COUNTRY, None)
    assert not (tmp_path / COUNTRY).exists() and not list((tmp_path / COUNTRY).parent.iterdir())


@pytest.mark.parametrize(
    "name", ["../out.yaml", "/etc/out.yaml", "a/../../out.yaml", "", "link/out.yaml", "..\\out.yaml"]
)
def test_nothing_is_put_outside_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(booklet.SourceError) as caught:
        put_back(folder, name, b"x")
    assert codes(caught.value.findings) == ["outside-project"]
    assert [path.name for path in tmp_path.iterdir()] == ["own"]
