"""PO files: what is read of them, what is told of each fault, and that other programs read what we write."""

import io
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import needs
from projects import told

from booklet.errors import Finding, Severity, Where
from booklet.sources.pofile import read_po
from booklet.translators.merge import new_header
from booklet.translators.pofile import po_text
from booklet.words.catalogue import Catalogue, Message, MessageSlot

NAME = "translations/fr/guide.po"

HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'

ONE = 'msgctxt "a"\nmsgid "One."\nmsgstr "Un."\n\n'
TWO = 'msgctxt "b.title@10-13"\nmsgid "Two."\nmsgstr "Deux."\n\n'


def read(text: str | bytes) -> tuple[Catalogue, list[Finding]]:
    findings: list[Finding] = []
    data = text.encode() if isinstance(text, str) else text
    return read_po(data, NAME, "fr", findings), findings


def texts(found: Catalogue) -> dict[str, str]:
    return {name: message.text for name, message in found.messages.items()}


def test_an_entry_is_read_with_all_that_is_said_of_it() -> None:
    found, findings = read(
        "# About the whole.\n"
        + HEAD
        + "# A remark.\n#  indented\n#. a note of ours\n#: translations/en/guide/14-17/a.yaml\n#, fuzzy, no-wrap\n"
        '#| msgid "Won."\nmsgctxt "a"\nmsgid ""\n"One "\n"\\"1\\".\\n"\nmsgstr "Un\\t\\\\."\n' + '#~ msgctxt "old"\n'
    )
    assert findings == []
    assert found.remarks == ("About the whole.",)
    assert found.header["Language"] == "fr"
    assert found.obsolete == ('#~ msgctxt "old"',)
    line = 7
    assert found.messages == {
        "a": Message(
            "a",
            'One "1".\n',
            "Un\t\\.",
            Where(NAME, line + 6),
            ("fuzzy", "no-wrap"),
            "Won.",
            ("A remark.", " indented"),
        )
    }


LONG = ONE + TWO

FAULTS: dict[str, tuple[str | bytes, list[tuple[str, int]], set[str]]] = {
    "a merge that was never finished": (
        HEAD + ONE + '<<<<<<< ours\nmsgctxt "c"\nmsgid "3"\nmsgstr "x"\n=======\nmsgctxt "c"\nmsgid "3"\nmsgstr "y"\n'
        ">>>>>>> theirs\n\n" + TWO,
        [("merge-marker", 10)],
        {"a", "b.title@10-13"},
    ),
    "a merge inside of an entry": (
        HEAD + 'msgctxt "c"\nmsgid "3"\n<<<<<<< ours\nmsgstr "x"\n=======\nmsgstr "y"\n>>>>>>> theirs\n\n' + LONG,
        [("merge-marker", 8)],
        {"a", "b.title@10-13"},
    ),
    "a merge without an end": (
        HEAD + ONE + '<<<<<<< ours\nmsgctxt "c"\nmsgid "3"\nmsgstr "x"\n',
        [("merge-marker", 10), ("merge-marker", 10)],
        {"a"},
    ),
    "a message twice": (HEAD + LONG + ONE, [("duplicate-message", 14)], {"a", "b.title@10-13"}),
    "plural forms": (
        HEAD + 'msgctxt "c"\nmsgid "3"\nmsgid_plural "4"\nmsgstr[0] "x"\nmsgstr[1] "y"\nmsgstr[2] "z"\n\n' + ONE,
        [("plural-forms", 6)],
        {"a"},
    ),
    "no translation": (HEAD + 'msgctxt "c"\nmsgid "3"\n\n' + ONE, [("po-syntax", 6)], {"a"}),
    "no context": (HEAD + 'msgid "3"\nmsgstr "x"\n\n' + ONE, [("no-context", 6)], {"a"}),
    "a quote that is not escaped": (
        HEAD + 'msgctxt "c"\nmsgid "3"\nmsgstr "say "x""\n\n' + ONE,
        [("po-syntax", 8)],
        {"a"},
    ),
    "a quote that is not closed": (HEAD + 'msgctxt "c"\nmsgid "3\nmsgstr "x"\n\n' + ONE, [("po-syntax", 7)], {"a"}),
    "curly quotes": (HEAD + "msgctxt “c”\nmsgid “3”\nmsgstr “x”\n\n" + ONE, [("po-syntax", 6)], {"a"}),
    "an escape nobody knows": (HEAD + 'msgctxt "c"\nmsgid "3"\nmsgstr "\\q"\n\n' + ONE, [("po-syntax", 8)], {"a"}),
    "a loose line": (HEAD + 'msgctxt "c"\nmsgid "3"\nmsgstr "x"\nto do\n\n' + ONE, [("po-syntax", 9)], {"a"}),
    "Latin-1": (
        (HEAD + ONE + 'msgctxt "c"\nmsgid "3"\nmsgstr "été"\n').encode("latin-1"),
        [("encoding", 12)],
        {"a"},
    ),
    "UTF-16": ((HEAD + ONE).encode("utf-16"), [("encoding", 1)], set()),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", [("encoding", 1)], set()),
    "nothing": (b"", [], set()),
}


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_is_told_at_its_line_and_whole_entries_are_kept(case: str) -> None:
    data, expected, kept = FAULTS[case]
    found, findings = read(data)
    assert told(findings) == [(code, f"{NAME}:{line}") for code, line in expected]
    assert set(found.messages) == kept
    assert all(finding.severity is Severity.ERROR and finding.hint for finding in findings)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xef\xbb\xbf" + (HEAD + LONG).encode(), "byte-order-mark"),
        ((HEAD + LONG).replace("\n", "\r\n").encode(), "line-ends"),
        ((HEAD + LONG).replace("UTF-8", "ISO-8859-1").encode(), "charset"),
    ],
)
def test_what_does_no_harm_is_a_warning_and_all_is_read(data: bytes, code: str) -> None:
    found, findings = read(data)
    assert [(finding.code, finding.severity) for finding in findings] == [(code, Severity.WARNING)]
    assert texts(found) == {"a": "Un.", "b.title@10-13": "Deux."}
    assert found.header["Language"] == "fr"


def test_a_number_whose_quote_is_missing_is_told_and_loses_no_digit() -> None:
    found, findings = read(HEAD + 'msgctxt "c"\nmsgid "Call 116 111"\nmsgstr "116 111\n\n' + ONE)
    assert told(findings) == [("po-syntax", f"{NAME}:8")]
    assert texts(found) == {"a": "Un."}


def test_a_catalogue_that_is_the_path_of_a_file_opens_none(tmp_path: Path) -> None:
    (tmp_path / "other.po").write_text(HEAD + ONE)
    found, findings = read(str(tmp_path / "other.po"))
    assert told(findings) == [("po-syntax", f"{NAME}:1")]
    assert texts(found) == {}


def test_a_line_ends_where_its_file_ends_it_and_nowhere_else() -> None:
    found, findings = read(HEAD + 'msgctxt "c"\nmsgid "3"\nmsgstr "a\u2028b\x0bc\x85d"\n\n' + TWO)
    assert findings == []
    assert texts(found) == {"c": "a\u2028b\x0bc\x85d", "b.title@10-13": "Deux."}


LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.lists(LINES, max_size=30), st.binary(max_size=40))
def test_no_file_is_a_traceback(lines: list[str], more: bytes) -> None:
    read("\n".join(lines).encode() + more)
    for keyword in ("msgctxt", "msgid", "msgstr", "#|", "#,", "#~", ""):
        read(HEAD + "\n".join(f'{keyword} "{line}"' for line in lines))


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1, max_size=40)


@pytest.mark.slow
@given(
    st.dictionaries(st.from_regex(r"[a-z][a-z0-9.-]{0,8}(@10-13)?", fullmatch=True), st.tuples(WORDS, WORDS, WORDS)),
    st.booleans(),
)
def test_what_is_written_is_read_back(entries: dict[str, tuple[str, str, str]], is_fuzzy: bool) -> None:
    flags = ("fuzzy",) if is_fuzzy else ()
    where = Where("a.yaml")
    messages = {
        name: Message(name, source, text, where, flags, previous, ("A remark.",))
        for name, (source, text, previous) in entries.items()
    }
    known = [MessageSlot(name, name, "text", 0, message.source, where) for name, message in messages.items()]
    written = Catalogue("fr", messages, {"Language": "fr"}, ("For reviewers.",), ('#~ msgctxt "old"',))
    found, findings = read(po_text(written, known, {name: ("a note",) for name in messages}))
    assert findings == []
    assert [(m.context, m.source, m.text, m.flags, m.previous, m.remarks) for m in found.messages.values()] == [
        (m.context, m.source, m.text, m.flags, m.previous, m.remarks) for m in messages.values()
    ]
    assert (found.header, found.remarks, found.obsolete) == (written.header, written.remarks, written.obsolete)


def sample() -> str:
    where = Where("translations/en/guide/14-17/a.yaml")
    slots = [
        MessageSlot("a", "a", "text", 0, "Call {number}: “now”.\n", where),
        MessageSlot("b", "b", "text", 0, 'A "quoted" \\ word\tand more.', where),
    ]
    messages = {
        "a": Message("a", slots[0].text, "Appelle {number} : « maintenant ».\n", where),
        "b": Message("b", slots[1].text, 'Un mot "cité" \\\tet plus.', where, ("fuzzy",), "A word."),
        "gone": Message("gone", "Gone.", "Parti.", where),
    }
    header = new_header("fr", date(2026, 11, 25))
    return po_text(Catalogue("fr", messages, header, ("Look at M1.",)), slots, {"a": ("a note",)})


def test_babel_reads_what_we_write() -> None:
    from babel.messages.pofile import read_po as babel_read

    found = babel_read(io.BytesIO(sample().encode()), abort_invalid=True)
    ours, _ = read(sample())
    theirs = {message.context: message for message in found if message.id}
    assert {name: (m.id, m.string, m.fuzzy) for name, m in theirs.items()} == {
        name: (m.source, m.text, m.is_fuzzy) for name, m in ours.messages.items()
    }
    assert found.locale_identifier == "fr"
    assert found.num_plurals == 3


@needs("msgfmt")
def test_gettext_finds_no_fault_in_what_we_write(tmp_path: Path) -> None:
    path = tmp_path / "guide.po"
    path.write_text(sample(), encoding="utf-8")
    checked = subprocess.run(
        ["msgfmt", "--check", "--output-file", "/dev/null", path], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")
