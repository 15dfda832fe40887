"""An edition without pages of its own against its claims, as a reader that is not ours finds its words and links."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from booklet.check.proof.claims import HOST, Claims, PageClaim, format_address
from booklet.check.proof.compare import ProofError, ProofRecord, Reader, find_claims, holds_number
from booklet.check.proof.pages import normalise_text, squeeze
from booklet.check.proof.screenpages import ScreenFile, ScreenPage, UnreadableError, read_screen_file
from booklet.check.proof.spokenpages import read_spoken_file
from booklet.errors import Finding, Where
from booklet.facts.phone import find_dialled, keep_together
from booklet.text.markup import letters
from booklet.typeset.proofmark import PROOF
from booklet.values import Frozen

NOTHING = PageClaim((), (), (), ())

CALLS = ("tel:", "sms:")


class ScreenClaim(Frozen):
    """What a file for screens must and must not say beside its facts.

    `topics` are the pages, from 0, of each topic: what they must say may stand on any of them, since a topic ends with
    whom to call. `says` are the lines that must stand before all else: why it is a proof, or that its words are a
    draft; `never` are lines that stand nowhere. `leaves` is where its way out leads.
    """

    country: str
    topics: tuple[tuple[int, ...], ...]
    is_proof: bool
    says: tuple[str, ...]
    never: tuple[str, ...]
    leaves: str


READERS: Mapping[str, Callable[[bytes], ScreenFile]] = {
    "web": partial(read_screen_file, ending=".html"),
    "epub": partial(read_screen_file, ending=".epub"),
    "audio": read_spoken_file,
}
"""What reads the file of each edition."""


def read_reflowed(data: bytes, edition: str, claims: Claims, claim: ScreenClaim, where: str) -> ProofRecord:
    """Read the file of an edition and return what was found; raise `ProofError` with all that differs."""
    try:
        file = READERS[edition](data)
    except UnreadableError as error:
        raise ProofError(Finding("proof-unreadable", Where(where), f"nobody can read it: {error}", HINT)) from error
    reader = Reader(where, claims)
    by_number = {page.number: page for page in file.pages}
    for numbers in claim.topics:
        found = [by_number.pop(str(number + 1), None) for number in numbers]
        for number, page in zip(numbers, found, strict=True):
            if page is None:
                reader.fault("proof-missing", number, "the page is not in the file")
        wanted = join_page_claims(claims.pages[number] for number in numbers)
        _check_pages(reader, numbers[-1], wanted, [page for page in found if page], file, claim)
    _check_pages(reader, 0, NOTHING, [file.head, *by_number.values()], file, claim)
    for said in file.fetched:
        reader.fault("proof-fetches", 0, f'to show it, a program would fetch "{said}"')
    for code, message in _list_unmarked(file, claim):
        reader.fault(code, 0, message)
    return make_record(reader, claims)


def make_record(reader: Reader, claims: Claims) -> ProofRecord:
    """Return what was found in a file without pages of its own; raise `ProofError` with all that differs."""
    if reader.findings:
        raise ProofError(*dict.fromkeys(reader.findings))
    return ProofRecord(
        pages=len(claims.pages),
        numbers=sum(len(page.numbers) for page in claims.pages),
        addresses=sum(len(page.addresses) for page in claims.pages),
        codes=0,
        claimed=find_claims(reader, claims.pages),
    )


HINT = "report it with its manifest"


def join_page_claims(claims: Iterable[PageClaim]) -> PageClaim:
    """Return what the pages of a topic must say together; links stand for their codes."""
    pages = tuple(claims)
    return PageClaim(
        names=tuple(dict.fromkeys(name for page in pages for name in page.names)),
        numbers=tuple(dict.fromkeys(number for page in pages for number in page.numbers)),
        addresses=tuple(dict.fromkeys(address for page in pages for address in page.addresses)),
        codes=(),
        lines=tuple(dict.fromkeys(line for page in pages for line in page.lines)),
    )


def _check_pages(
    reader: Reader, number: int, wanted: PageClaim, pages: list[ScreenPage], file: ScreenFile, claim: ScreenClaim
) -> None:
    reader.text(number, wanted, normalise_text("\n".join(page.text for page in pages)))
    if file.is_spoken:
        for message in _list_unspoken(reader.claims, wanted, pages):
            reader.fault("proof-spoken", number, message)
    for said, link in (found for page in pages for found in page.links):
        for code, message in _list_wrong(said, link, reader, file, claim):
            reader.fault(code, number, message)


LEAST_SPOKEN = 5
"""Digits of a number that is said digit by digit wherever it stands: a shorter one may be an age or an amount."""


def _list_unspoken(claims: Claims, wanted: PageClaim, pages: list[ScreenPage]) -> Iterable[str]:
    """Yield what is wrong with how numbers are said: each of a topic must be said digit by digit, long ones always."""
    spoken = {letters(said) for page in pages for said in page.spoken}
    for said in wanted.numbers:
        if letters(said) not in spoken:
            yield f'the number "{said}" is not said digit by digit'
    others = normalise_text("\n".join(said for page in pages for said in page.amounts))
    for said in claims.numbers:
        if len(letters(said)) >= LEAST_SPOKEN and holds_number(others, normalise_text(keep_together(said))):
            yield f'the number "{said}" is said as an amount'


def _list_wrong(
    said: str, link: str, reader: Reader, file: ScreenFile, claim: ScreenClaim
) -> Iterable[tuple[str, str]]:
    """Yield what is wrong with a link: where it leads, or that it says something else than it does."""
    if ":" not in link.partition("#")[0]:
        if link not in file.ids:
            yield "proof-link", f'a link leads to "{link}", and nothing is there'
        return
    if link == claim.leaves:
        return
    if reader.is_unknown(link):
        yield "proof-unknown", f'a link leads to "{link}", which is in none of the facts'
    shown = normalise_text(said)
    if link.startswith(CALLS) and find_dialled(shown, claim.country) != link.partition(":")[2]:
        yield "proof-link", f'a link says "{shown}" and calls "{link}"'
    elif HOST.search(shown) and squeeze(shown) != format_address(link):
        yield "proof-link", f'a link says "{shown}" and leads to "{link}"'


def _list_unmarked(file: ScreenFile, claim: ScreenClaim) -> Iterable[tuple[str, str]]:
    """Yield what a proof or words in draft do not say of themselves, and what others say although they are none."""
    head = normalise_text(file.head.text)
    missing = [line for line in claim.says if normalise_text(line) not in head]
    for line in missing:
        yield "proof-unmarked" if claim.is_proof else "proof-draft", f'it does not begin with "{line}"'
    for title in file.titles:
        if claim.is_proof and not title.startswith(PROOF):
            yield "proof-unmarked", f'its title "{title}" does not begin with {PROOF}'
    if not claim.is_proof and (PROOF in head or any(title.startswith(PROOF) for title in file.titles)):
        yield "proof-marked", f"it says {PROOF}, and is none"
    whole = squeeze(normalise_text("\n".join(page.text for page in (file.head, *file.pages))))
    for line in claim.never:
        if squeeze(normalise_text(line)) in whole:
            yield "proof-draft", f'it says "{line}", which is not so'
