"""The file of reviews: read with every fault at once, written so that it reads back and a person can read it."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import BYTES, OWN, codes, lay, only

from booklet.bands import AGES
from booklet.errors import Finding, Severity, SourceError
from booklet.sources.folders import Folders, open_folders
from booklet.sources.load import Sources
from booklet.sources.reviews import HEAD, read_head, read_reviews, reviews_name, reviews_path, reviews_text
from booklet.words.guide import Guide
from booklet.words.review import Signature, is_person, roles_of

FILE = reviews_name("en")

ENTRY = """\
  - topic: threat
    band: 14-17
    role: child-protection-worker
    by: A. Tester
    on: 2026-11-20
    words: 0123456789ab
"""

REVIEW = Signature("threat", "14-17", "child-protection-worker", "A. Tester", date(2026, 11, 20), "0123456789ab")


def read(folder: Path, text: str | bytes, guide: Guide) -> tuple[tuple[Signature, ...], list[Finding]]:
    """Return the reviews of a project's file and what is said of it."""
    findings: list[Finding] = []
    return read_reviews(Folders(OWN, lay(folder, {FILE: text})), "en", guide, findings), findings


@pytest.fixture(scope="session")
def guide(sources: Sources) -> Guide:
    return sources.guide


def test_without_a_file_nothing_is_reviewed(guide: Guide, tmp_path: Path) -> None:
    findings: list[Finding] = []
    assert read_reviews(Folders(tmp_path), "en", guide, findings) == ()
    assert findings == []


def test_an_entry_is_a_review(guide: Guide, tmp_path: Path) -> None:
    assert read(tmp_path, f"signatures:\n{ENTRY}", guide) == ((REVIEW,), [])


def test_a_file_may_hold_no_review_yet(guide: Guide, tmp_path: Path) -> None:
    assert read(tmp_path, "signatures: []\n", guide) == ((), [])


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("role: child-protection-worker", "role: child-protection-worke", "unknown-role", 4),
        ("band: 14-17", "band: 14-18", "unknown-band", 3),
        ("    by: A. Tester\n", "", "missing-key", 2),
        ("by: A. Tester", "by:", "empty-text", 5),
        ("by: A. Tester", "by: ''", "empty-text", 5),
        ("by: A. Tester", "by: '?'", "no-person", 5),
        ("by: A. Tester", 'by: "A\\e[31mB"', "no-person", 5),
        ("    on: 2026-11-20\n", "", "missing-key", 2),
        ("on: 2026-11-20", "on:", "empty-text", 6),
        ("on: 2026-11-20", "on: yesterday", "wrong-type", 6),
        ("on: 2026-11-20", "on: 2026-11-31", "wrong-type", 6),
        ("    words: 0123456789ab\n", "", "missing-key", 2),
        ("    words:", "    remark: good\n    words:", "unknown-key", 7),
        ("topic: threat", "topic:", "empty-text", 2),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, code: str, line: int, guide: Guide, tmp_path: Path) -> None:
    assert old in ENTRY
    _, findings = read(tmp_path, "signatures:\n" + ENTRY.replace(old, new), guide)
    found = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert (only(found).code, str(only(found).where)) == (code, f"{FILE}:{line}")


def test_a_topic_that_is_gone_is_told_and_its_review_kept(guide: Guide, tmp_path: Path) -> None:
    reviews, findings = read(tmp_path, "signatures:\n" + ENTRY.replace("threat", "thraet"), guide)
    found = only(findings)
    assert (found.code, found.severity, str(found.where)) == ("unknown-topic", Severity.WARNING, f"{FILE}:2")
    assert found.hint == 'did you mean "threat"?'
    assert [review.topic for review in reviews] == ["thraet"]


def test_a_topic_of_another_band_is_unknown_in_this_one(guide: Guide, tmp_path: Path) -> None:
    text = "signatures:\n" + ENTRY.replace("threat", "c8").replace("14-17", "10-13")
    assert codes(read(tmp_path, text, guide)[1]) == ["unknown-topic"]


def test_a_review_that_stands_twice_is_told(guide: Guide, tmp_path: Path) -> None:
    _, findings = read(tmp_path, f"signatures:\n{ENTRY}{ENTRY}", guide)
    assert (only(findings).code, str(only(findings).where)) == ("duplicate-review", f"{FILE}:8")


def test_a_topic_may_have_a_signature_of_each_role_and_band(guide: Guide, tmp_path: Path) -> None:
    other = ENTRY.replace("child-protection-worker", "survivor-adviser").replace("A. Tester", "B. Tester")
    text = f"signatures:\n{ENTRY}{other}" + ENTRY.replace("14-17", "10-13").replace("threat", "m1")
    reviews, findings = read(tmp_path, text, guide)
    assert (len(reviews), findings) == (3, [])


def test_a_person_who_signs_the_same_words_in_two_roles_is_told(guide: Guide, tmp_path: Path) -> None:
    text = f"signatures:\n{ENTRY}" + ENTRY.replace("child-protection-worker", "survivor-adviser")
    found = only(read(tmp_path, text, guide)[1])
    assert (found.code, str(found.where)) == ("one-person", f"{FILE}:11")
    native = f"signatures:\n{ENTRY}" + ENTRY.replace("child-protection-worker", "native-reader")
    assert read(tmp_path, native, guide)[1] == []


def test_every_fault_of_a_file_is_told_at_once(guide: Guide, tmp_path: Path) -> None:
    entries = ENTRY.replace("A. Tester", "") + ENTRY.replace("14-17", "18-25") + ENTRY.replace("2026-11-20", "soon")
    _, findings = read(tmp_path, "signatures:\n" + entries, guide)
    assert codes(findings) == ["empty-text", "unknown-band", "wrong-type"]


@pytest.mark.parametrize("name", BYTES)
def test_a_file_that_is_none_is_told(name: str, guide: Guide, tmp_path: Path) -> None:
    data, code = BYTES[name]
    try:
        _, findings = read(tmp_path, data, guide)
    except SourceError as error:
        findings = list(error.findings)
    assert code in codes(findings)


LETTERS = st.characters(categories=["L", "M", "N", "P", "S"], include_characters=" \u200c\u200d")

NAMES = st.text(LETTERS).map(lambda name: " ".join(f"Ay{name}".split())).filter(is_person)

REVIEWS = st.builds(
    Signature,
    st.sampled_from(["m1", "p1", "c1", "labels"]),
    st.sampled_from(AGES),
    st.sampled_from(roles_of("14-17")),
    NAMES,
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.from_regex(re.compile(r"[0-9a-f]{12}"), fullmatch=True),
)


@pytest.mark.slow
@given(
    reviews=st.lists(REVIEWS, unique_by=(lambda one: (one.topic, one.band, one.role), lambda one: one.by.casefold()))
)
def test_what_is_written_reads_back(
    reviews: list[Signature], guide: Guide, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("project")
    assert read(folder, reviews_text(reviews), guide) == (tuple(reviews), [])


def test_a_file_is_plain_text_under_a_comment() -> None:
    text = reviews_text([REVIEW])
    assert text.startswith("# ") and text.isascii()
    quoted = ENTRY.replace("A. Tester", '"A. Tester"').replace(": threat", ': "threat"')
    assert text == f"{HEAD}signatures:\n" + quoted.replace("0123456789ab", '"0123456789ab"')


def test_a_name_stands_in_its_own_letters() -> None:
    assert "عائشة" in reviews_text([Signature("m1", "14-17", "survivor-adviser", "عائشة", date(2026, 11, 20), "0")])


def test_the_comment_a_file_begins_with_is_kept(tmp_path: Path) -> None:
    lay(tmp_path, {FILE: f"# Ours.\n\n# Signed on paper too.\nsignatures:\n# not this\n{ENTRY}"})
    assert read_head(Folders(tmp_path), "en") == "# Ours.\n\n# Signed on paper too.\n"
    assert read_head(Folders(tmp_path / "empty"), "en") == HEAD


def test_a_project_has_a_file_of_its_own(tmp_path: Path) -> None:
    assert reviews_path(Folders(OWN, tmp_path), "fr") == tmp_path / "translations/fr/reviews.yaml"
    assert reviews_path(open_folders(), "en") == OWN / FILE


def test_nothing_is_written_out_of_a_project(tmp_path: Path) -> None:
    lay(tmp_path, {"outside/kept.txt": "", "project/theme.yaml": ""})
    (tmp_path / "project/translations").symlink_to(tmp_path / "outside")
    with pytest.raises(SourceError) as stopped:
        reviews_path(Folders(OWN, tmp_path / "project"), "en")
    assert only(stopped.value.findings).code == "outside-project"
