"""A finished file against its claims: what is missing, what is too much, codes that say something else."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from PIL import Image

from booklet.barcode import LEAST_MODULE as LEAST_BAR
from booklet.barcode import QUIET_RIGHT
from booklet.errors import BookletError, ExitCode, Finding, Where
from booklet.geometry import MM, Rect, mm
from booklet.phone import unbroken
from booklet.proof.claims import DIGITS, HOST, SEAM, Claims, Code, PageClaim, letters
from booklet.proof.pages import page_crop, page_links, page_texts, plain
from booklet.sheets import Spot

LEAST_MODULE, GOOD_MODULE = mm(0.4), 0.5
"""A module that cheap cameras read from cheap prints (points), and one that they read well (millimetres)."""

QUIET = 3.5
"""Modules around a QR code that must be white: four (ISO/IEC 18004), less half of the line around its tile."""


class ProofError(BookletError):
    """A finished file does not say what it should; it is not written."""

    exit_code = ExitCode.PREFLIGHT


@dataclass(frozen=True, slots=True)
class ProofRecord:
    """What was read back from a file: how many numbers, addresses and codes were found where they should be."""

    pages: int
    numbers: int
    addresses: int
    codes: int
    module: float = 0.0
    """The smallest module of a code as it is printed, in millimetres."""


@dataclass
class _Reader:
    """Reads one file."""

    where: str
    claims: Claims
    findings: list[Finding] = field(default_factory=list)

    def fault(self, code: str, page: int, message: str) -> None:
        hint = "do not print this file; report it with its manifest"
        self.findings.append(Finding(code, Where(f"{self.where} page {page + 1}"), message, hint))

    def text(self, page: int, claim: PageClaim, text: str, *orders: str) -> None:
        """Report what the text of a page lacks and what it must not hold; its lines may have other orders too."""
        for number in claim.numbers:
            if not holds_number(text, plain(unbroken(number))):
                self.fault("proof-missing", page, f'the number "{number}" is not on the page')
        name, address = (letters, unslashed) if orders else (squeeze, squeeze)
        for what, texts, form in (("name", claim.names, name), ("address", claim.addresses, address)):
            found_there = "\n".join(map(form, (text, *orders)))
            for wanted in texts:
                forms = {wanted, turned(wanted)} if orders else {wanted}
                if not any(form(plain(said)) in found_there for said in forms):
                    self.fault("proof-missing", page, f'the {what} "{wanted}" is not on the page')
        said = "\n".join(map(letters, (text, *orders))) if claim.lines else ""
        for line in claim.lines:
            if not all(letters(word) in said for word in plain(line).split()):
                self.fault("proof-missing", page, f'"{line}" is not on the page')
        for found in self._too_much(text):
            self.fault("proof-unknown", page, f'"{found}" is on the page and in none of the facts')

    def _too_much(self, text: str) -> Iterator[str]:
        left = text
        for number in sorted(self.claims.numbers, key=len, reverse=True):
            left = _number_pattern(plain(unbroken(number))).sub("\n", left)
        yield from (found for found in DIGITS.findall(left) if not self._is_said(found))
        yield from (found for found in HOST.findall(text) if not self._is_address(found))
        yield from _any_of(self.claims.strangers).findall(text)

    def _is_said(self, digits: str) -> bool:
        return digits in self.claims.digits or any(digits in address for address in self.claims.addresses)

    def _is_address(self, host: str) -> bool:
        return any(host in address for address in self.claims.addresses)

    def links(self, page: int, links: Iterator[str]) -> None:
        """Report links to numbers and addresses that no fact has."""
        for link in links:
            if link.rstrip("/") not in self.claims.links and link.startswith(("tel:", "sms:", "http")):
                self.fault("proof-unknown", page, f'a link leads to "{link}", which is in none of the facts')

    def size(self, page: int, code: Code) -> None:
        """Report a code that no cheap camera or scanner reads at the size at which it is printed."""
        least = LEAST_BAR if code.is_bars else LEAST_MODULE
        if code.module < least - SEAM:
            message = f"the modules of the {_kind(code)} are {code.module / MM:.2f} mm, less than {least / MM:g} mm"
            self.fault("proof-code", page, message)

    def code(self, page: int, code: Code, picture: Image.Image) -> None:
        """Report a code that a camera does not read, or reads as something else, in colour or in grey."""
        for shown in (picture, picture.convert("L")):
            said = _decoded(shown)
            if said != code.says:
                self.fault("proof-code", page, f'the {_kind(code)} says "{said}", not "{code.says}"')
                return
        if not is_quiet(picture, at_sides_only=code.is_bars):
            self.fault("proof-code", page, f"the edge of the {_kind(code)} is not white")


def _kind(code: Code) -> str:
    return "barcode" if code.is_bars else "QR code"


def squeeze(text: str) -> str:
    """Return a text without any space: names and addresses may go on in the next line."""
    return "".join(text.split())


def unslashed(text: str) -> str:
    """Return a text without any space or slash: one at the end of a line from right to left stands at its other side.

    >>> unslashed("/example.org/a b") == unslashed("example.org/a/b")
    True
    """
    return squeeze(text).replace("/", "")


def turned(name: str) -> str:
    """Return a name with numbers beside one another as a line from right to left may show them, seen from the left.

    >>> turned("Line 192 / 1809 for all")
    'Line 1809 192 for all'
    """
    return _NUMBERS.sub(lambda found: " ".join(reversed(_NUMBER.findall(found[0]))), name)


_NUMBER = re.compile(r"\d+")

_NUMBERS = re.compile(r"\d+(?:\W+\d+)+")


def holds_number(text: str, number: str) -> bool:
    """Tell whether a number stands in a text by itself, not as a part of a longer one.

    >>> holds_number("Call 116 111.", "116 111"), holds_number("Call 0116 1112.", "116 111")
    (True, False)
    """
    return bool(_number_pattern(number).search(text))


@cache
def _number_pattern(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d+-]){re.escape(number)}(?![\d-])")


@lru_cache(maxsize=64)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names)) or '(?!)'})\b")


def _decoded(picture: Image.Image) -> str:
    import zxingcpp

    found = zxingcpp.read_barcodes(picture)
    return found[0].text if found else ""


def is_quiet(picture: Image.Image, *, at_sides_only: bool = False) -> bool:
    """Tell whether the edge of a picture of a code is white all around, but for what rounded corners take."""
    grey = picture.convert("L")
    width, height = grey.size
    edges = [grey.crop(box) for box in (
        (1, height // 5, 3, height * 4 // 5), (width - 3, height // 5, width - 1, height * 4 // 5),
        (width // 5, 1, width * 4 // 5, 3), (width // 5, height - 3, width * 4 // 5, height - 1),
    )]  # fmt: skip
    return all(edge.getextrema()[0] > 240 for edge in edges[: 2 if at_sides_only else 4])  # type: ignore[operator]


_SEEN: set[object] = set()
"""Codes that were decoded before in this process: the same modules at the same place of the same edition."""


def read_back(
    data: bytes, claims: Claims, where: str, sides: tuple[tuple[Spot, ...], ...], edition: str
) -> ProofRecord:
    """Read a finished file and return what was found; raise `ProofError` with everything that is not as claimed.

    `sides` are the spots of placed pages on each side of a sheet. A code of the same modules at the same place of the
    same edition is decoded once in a process: what surrounds it is the same component.
    """
    import pypdfium2

    reader = _Reader(where, claims)
    document = pypdfium2.PdfDocument(data)
    printed: list[Code] = []
    for number, spots in enumerate(sides):
        page = document[number]
        claim = _on_side(claims, spots)
        reader.text(number, claim, *page_texts(page))
        reader.links(number, page_links(document, page))
        printed += claim.codes
        for code in claim.codes:
            reader.size(number, code)
            if (code, edition) not in _SEEN:
                reader.code(number, code, page_crop(page, _with_quiet(code)))
                _SEEN.add((code, edition))
    if reader.findings:
        raise ProofError(*reader.findings)
    found = [claims.pages[spot.page] for spots in sides for spot in spots]
    return ProofRecord(
        pages=len(claims.pages),
        numbers=sum(len(claim.numbers) for claim in found),
        addresses=sum(len(claim.addresses) for claim in found),
        codes=sum(len(claim.codes) for claim in found),
        module=round(min((code.module for code in printed if not code.is_bars), default=0.0) / MM, 3),
    )


def _on_side(claims: Claims, spots: Iterable[Spot]) -> PageClaim:
    """Return what the pages on a side say together, codes where they stand on it."""
    pages = [(claims.pages[spot.page], spot) for spot in spots]
    return PageClaim(
        names=tuple(dict.fromkeys(name for page, _ in pages for name in page.names)),
        numbers=tuple(dict.fromkeys(number for page, _ in pages for number in page.numbers)),
        addresses=tuple(dict.fromkeys(address for page, _ in pages for address in page.addresses)),
        codes=tuple(_at(code, spot) for page, spot in pages for code in page.codes),
        lines=tuple(dict.fromkeys(line for page, _ in pages for line in page.lines)),
    )


def _at(code: Code, spot: Spot) -> Code:
    """Return a code where its page stands."""
    return replace(code, box=code.box.scaled(spot.scale).moved(spot.x, spot.y), module=code.module * abs(spot.scale))


def _with_quiet(code: Code) -> Rect:
    """Return the box of a code with its quiet zone; bars have theirs at both sides."""
    if code.is_bars:
        x, y, width, height = code.box
        return Rect(x - QUIET_RIGHT * code.module, y, width + 2 * QUIET_RIGHT * code.module, height)
    return code.box.grown(QUIET * code.module)
