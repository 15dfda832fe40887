"""A web page and an EPUB are read back by lxml: one changed digit, link or word stops the build."""

import io
import zipfile

import pytest
from webpages import ENGLISH, Made, document, file, found_in

from booklet.check.proof.compare import ProofRecord
from booklet.errors import Finding

ARABIC: Made = ("web", "ar", "EG", "14-17")
BOOK: Made = ("epub", "en", "KE", "14-17")


def replaced(data: bytes, old: str, new: str, count: int = 1) -> bytes:
    """Return a file in which a text is another one, in whichever of its documents it stands."""
    if not data.startswith(b"PK"):
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode(), count)
    changed, found = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if found < count and old.encode() in part:
                part, found = part.replace(old.encode(), new.encode(), count), found + 1
            after.writestr(name, part)
    assert found, old
    return changed.getvalue()


def codes(found: ProofRecord | tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in found} if isinstance(found, tuple) else set()


@pytest.mark.slow
@pytest.mark.parametrize("made", [ENGLISH, ARABIC, BOOK])
def test_what_is_written_is_what_was_claimed(made: Made) -> None:
    record = found_in(made, file(made))
    assert isinstance(record, ProofRecord)
    assert record.pages == 28
    assert record.numbers > 15
    assert {owner for _, owner in record.claimed} > {"words of the guide"}


SPOILT = {
    "a digit of a number as it is shown": ('href="tel:116">116<', 'href="tel:116">117<', "proof-link"),
    "a digit of what is called": ('href="tel:116">116<', 'href="tel:117">116<', "proof-unknown"),
    "a number of somebody else": ("Screenshot or note", "Screenshot 0800 555 or note", "proof-unknown"),
    "another number that is a fact, too": ('href="tel:116">116<', 'href="tel:999">116<', "proof-link"),
    "an address that says one thing and leads elsewhere": (
        'href="https://takeitdown.ncmec.org"',
        'href="https://stopncii.org/"',
        "proof-link",
    ),
    "a link to a stranger": ('href="https://takeitdown.ncmec.org"', 'href="https://evil.example"', "proof-unknown"),
    "a script as a link": ('href="https://takeitdown.ncmec.org"', 'href="javascript:alert(1)"', "proof-unknown"),
    "a picture from elsewhere": ("<figure", '<img src="https://x.example/a.png"/><figure', "proof-fetches"),
    "a style from elsewhere": ("</head>", '<link rel="x" href="//x.example/a.css"/></head>', "proof-fetches"),
    "a style within that loads": (
        "</head>",
        "<style>@import 'https://x.example/a.css'</style></head>",
        "proof-fetches",
    ),
    "a title that does not say PROOF": ("<title>PROOF, not for readers: ", "<title>", "proof-unmarked"),
    "a first line that does not say PROOF": ('">PROOF · numbers not yet', '">Numbers not yet', "proof-unmarked"),
    "a page that is lost": ('role="doc-pagebreak" aria-label="27"', 'aria-label="27"', "proof-missing"),
    "words on drafts that a proof does not have": (
        "One step at a time",
        "DRAFT words · not yet reviewed. One step at a time",
        "proof-draft",
    ),
    "a number that is said in an alternative text": (
        'aria-label="A cat sits on books',
        'aria-label="Call 0800 55 66. A cat sits on books',
        "proof-unknown",
    ),
    "the name of the helpline": (">Childline Kenya<", ">Childline Kenia<", "proof-missing"),
}


@pytest.mark.parametrize("made", [ENGLISH, BOOK])
@pytest.mark.parametrize("what", SPOILT)
def test_what_is_spoilt_is_found(what: str, made: Made) -> None:
    old, new, code = SPOILT[what]
    spoilt = replaced(file(made), old, new, count=99 if code in {"proof-missing", "proof-link"} else 1)
    assert code in codes(found_in(made, spoilt))


@pytest.mark.parametrize(("made", "place"), [(ENGLISH, "#removal"), (BOOK, "18-removal.xhtml")])
def test_a_link_within_the_file_leads_somewhere(made: Made, place: str) -> None:
    spoilt = replaced(file(made), f'<a href="{place}"', '<a href="#gone"', count=99)
    assert codes(found_in(made, spoilt)) == {"proof-link"}


def test_a_directory_that_lost_a_row_is_found() -> None:
    before, _, rest = file(ENGLISH).decode().partition('<li><p class="kind">More support')
    spoilt = (before + rest.partition("</li>")[2]).encode()
    found = found_in(ENGLISH, spoilt)
    assert isinstance(found, tuple)
    assert "proof-missing" in codes(found)
    assert any("National GBV Helpline" in str(one) for one in found)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe nothing", b"PK\x03\x04", b"%PDF-1.7"])
@pytest.mark.parametrize("made", [ENGLISH, BOOK])
def test_what_nobody_can_read_is_no_file(data: bytes, made: Made) -> None:
    assert codes(found_in(made, data)) <= {"proof-unreadable", "proof-missing", "proof-unmarked"} != set()


@pytest.mark.slow
def test_a_document_that_is_no_xml_is_no_book() -> None:
    assert codes(found_in(BOOK, replaced(file(BOOK), "</section>", "</sektion>"))) == {"proof-unreadable"}


def test_bytes_that_are_no_text_are_told_in_one_line() -> None:
    assert codes(found_in(ENGLISH, b"<p>\xff")) == {"proof-unreadable"}


def test_a_final_that_says_proof_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    import webpages

    from booklet.values import replace

    proof, placed = file(ENGLISH), replace(document(ENGLISH), proof=None, draft=None, why="")
    monkeypatch.setattr(webpages, "document", lambda made: placed)
    assert "proof-marked" in codes(found_in(ENGLISH, proof))
