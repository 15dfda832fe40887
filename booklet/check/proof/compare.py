"""A finished file against its claims: what is missing, what should not be there, codes that say something else."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from booklet.check.proof.camera import Place, Seen
from booklet.check.proof.claims import DIGITS, HOST, NO_CLAIMS, SEAM, Claims, Code, PageClaim
from booklet.check.proof.drafted import DraftClaim, find_undrafted, find_wrongly_drafted
from booklet.check.proof.facts import Shown
from booklet.check.proof.finished import FinishedFile
from booklet.check.proof.marked import Mark, find_unmarked, wrongly_marked
from booklet.check.proof.order import Cuts, as_read, lines_on_sides, out_of_order, turns
from booklet.check.proof.pages import DPI, drop_slashes, normalise_text, number_pattern, squeeze
from booklet.errors import BookletError, ExitCode, Finding, Where
from booklet.facts.phone import keep_together
from booklet.geometry import MM, Rect, mm
from booklet.look.barcode import LEAST_MODULE as LEAST_BAR
from booklet.look.barcode import QUIET_RIGHT
from booklet.machine.bounds import TEXTS
from booklet.sheets.finish import Finished
from booklet.sheets.spots import Spot
from booklet.text.markup import letters
from booklet.values import Frozen, replace

LEAST_MODULE, GOOD_MODULE = mm(0.4), 0.5
"""A module that cheap cameras read from cheap prints (points), and one that they read well (millimetres)."""

MODULE_PIXELS = 5
"""How large a module is in the picture of a code, at most: cameras that stand far from a poster see no more."""

QUIET = 3.5
"""Modules around a QR code that must be white: four (ISO/IEC 18004), less half of the line around its tile."""


class ProofError(BookletError):
    """A finished file does not say what it should, so it is not written."""

    exit_code = ExitCode.PREFLIGHT


class ProofRecord(Frozen):
    """What was read back from a file: how many numbers, addresses and codes were found in their places."""

    pages: int
    numbers: int
    addresses: int
    codes: int
    module: float = 0.0
    """The smallest module of a code as it is printed, in millimetres."""
    claimed: tuple[tuple[str, str], ...] = ()
    """What claims each number and each other row of digits that was found."""


@dataclass
class Reader:
    """Reads one file."""

    where: str
    claims: Claims
    findings: list[Finding] = field(default_factory=list)
    strange: dict[str, "_Strange"] = field(default_factory=dict)
    """What lines of the file that were looked at so far hold that no fact has."""
    rows: set[str] = field(default_factory=set)
    """The rows of digits that were found so far."""

    def fault(self, code: str, page: int, message: str, hint: str = "") -> None:
        """Report what is wrong on a page, counted from 0."""
        hint = hint or "do not print this file; report it with its manifest"
        self.findings.append(Finding(code, Where(f"{self.where} page {page + 1}"), message, hint))

    def text(self, page: int, claim: PageClaim, text: str, *orders: str) -> None:
        """Report what the text of a page lacks, and what it must not contain; its lines may come in several orders."""
        for number in claim.numbers:
            if not holds_number(text, normalise_text(keep_together(number))):
                self.fault("proof-missing", page, f'the number "{number}" is not on the page')
        name, address = (letters, drop_slashes) if orders else (squeeze, squeeze)
        for what, texts, form in (("name", claim.names, name), ("address", claim.addresses, address)):
            found_there = "\n".join(map(form, (text, *orders)))
            for wanted in texts:
                forms = {wanted, show_turned(wanted)} if orders else {wanted}
                if not any(form(normalise_text(said)) in found_there for said in forms):
                    self.fault("proof-missing", page, f'the {what} "{wanted}" is not on the page')
        said = "\n".join(map(letters, (text, *orders))) if claim.lines else ""
        for line in claim.lines:
            if not all(letters(word) in said for word in _words(line)):
                self.fault("proof-missing", page, f'"{line}" is not on the page')
        for found in self._find_too_much(text):
            self.fault("proof-unknown", page, f'"{found}" is on the page and in none of the facts')

    def _find_too_much(self, text: str) -> Iterator[str]:
        """Yield numbers, addresses and names of other countries that are no facts of the file, line by line."""
        lines = [self._find_strange(line) for line in text.splitlines()]
        for kind in zip(*lines, strict=True):
            yield from (found for one in kind for found in one)

    def _find_strange(self, line: str) -> "_Strange":
        if line not in self.strange:
            said = _find_said(line)
            self.rows.update(said.rows)
            self.strange[line] = _Strange(
                tuple(self._find_unclaimed(line)) if said.digits else (),
                tuple(host for host in said.hosts if not self._is_address(host)),
                tuple(found for name in _among(self.claims.strangers, said.words) for found in holds_name(line, name)),
            )
        return self.strange[line]

    def _find_unclaimed(self, line: str) -> Iterator[str]:
        """Yield the digits of a line that nothing claims."""
        left = line
        for number in sorted(self.claims.numbers, key=len, reverse=True):
            left = number_pattern(normalise_text(keep_together(number))).sub("\n", left)
        yield from (found for found in DIGITS.findall(left) if not self._is_said(found))

    def _is_said(self, digits: str) -> bool:
        return digits in self.claims.digits or any(digits in DIGITS.findall(web) for web in self.claims.addresses)

    def _is_address(self, host: str) -> bool:
        return any(host in address for address in self.claims.addresses)

    def links(self, page: int, links: Iterable[str]) -> None:
        """Report links to numbers and addresses that are in no fact."""
        for link in links:
            if self.is_unknown(link):
                self.fault("proof-unknown", page, f'a link leads to "{link}", which is in none of the facts')

    def is_unknown(self, link: str) -> bool:
        """Tell whether a link leads where no fact does."""
        return link.rstrip("/") not in self.claims.links

    def order(self, page: int, strange: Iterable[str]) -> None:
        """Report lines whose letters do not stand in reading order."""
        for line in strange:
            self.fault("proof-order", page, f'"{line}" does not stand on the page in the order in which it is read')

    def size(self, page: int, code: Code) -> None:
        """Report a code too small for a cheap camera or scanner at its printed size."""
        least = LEAST_BAR if code.is_bars else LEAST_MODULE
        if code.module < least - SEAM:
            message = f"the modules of the {_kind(code)} are {code.module / MM:.2f} mm, less than {least / MM:g} mm"
            self.fault("proof-code", page, message)

    def code(self, page: int, code: Code, seen: Seen) -> None:
        """Report a code that a camera cannot read, or reads as something else, in colour or in grey."""
        for said in (seen.colour, seen.grey):
            if said != code.says:
                self.fault("proof-code", page, f'the {_kind(code)} says "{said}", not "{code.says}"')
                return
        if not seen.is_quiet:
            self.fault("proof-code", page, f"the edge of the {_kind(code)} is not white")

    def marks(self, file: FinishedFile, sides: Sequence[Sequence[Spot]], marks: tuple[Mark, ...]) -> None:
        """Report pages of a proof that do not say PROOF, and pages of a final that do."""
        for page, message in find_unmarked(file, sides, marks) if marks else wrongly_marked(file, len(sides)):
            self.fault("proof-unmarked" if marks else "proof-marked", page, message)

    def drafts(self, file: FinishedFile, sides: Sequence[Sequence[Spot]], claim: DraftClaim) -> None:
        """Report pages that do not say that their words are a draft, and pages that say so and are none."""
        found = find_undrafted(file, sides, claim) if claim.wanted else ()
        for page, message in (*found, *find_wrongly_drafted(file, len(sides), claim.never)):
            self.fault("proof-draft", page, message)

    def check_codes(self, page: int, claim: PageClaim, seen: Iterable[str], found: Iterable[str]) -> None:
        """Report codes on a page that nothing claims, anywhere but in the places of claimed codes."""
        strange = Counter(found) - (Counter(code.says for code in claim.codes) | Counter(seen))
        for said in strange:
            self.fault("proof-code", page, f'a code on the page says "{said}", and no fact claims it', _STRANGE_CODE)

    def check_painted(self, page: int, claim: PageClaim, shown: Shown, file: FinishedFile) -> None:
        """Report facts that are not painted on a page as our own type draws them."""
        said = {fact.says for fact in shown.facts}
        for says in dict.fromkeys((*claim.numbers, *claim.addresses)):
            if says not in said:
                self.fault("proof-painted", page, f'"{says}" is set nowhere on the page in one piece')
        for says in dict.fromkeys(shown.strange):
            self.fault("proof-painted", page, f'"{says}" is set in a typeface of the project, which may draw anything')
        flaws = ((fact.says, file.flaw(page, fact)) for fact in shown.facts)
        for says, found in dict.fromkeys(pair for pair in flaws if pair[1]):
            self.fault("proof-painted", page, f'"{says}" {found}')


_STRANGE_CODE = "take it out of the logo or the picture it is in"


def _words(line: str) -> list[str]:
    return normalise_text(line).split()


class _Strange(NamedTuple):
    """Parts of a line that are in no fact: digits, hosts, names of other countries."""

    digits: tuple[str, ...]
    hosts: tuple[str, ...]
    names: tuple[str, ...]


class _SaidIn(NamedTuple):
    """Parts of a line that could be facts, whatever the facts are."""

    digits: tuple[str, ...]
    rows: tuple[str, ...]
    hosts: tuple[str, ...]
    words: frozenset[str]


@lru_cache(maxsize=TEXTS)
def _find_said(line: str) -> _SaidIn:
    """Return the parts of a line that could be facts; none continues in the next line."""
    digits = any(map(str.isdigit, line))
    return _SaidIn(
        digits=tuple(DIGITS.findall(line)) if digits else (),
        rows=tuple(_NUMBER.findall(line)) if digits else (),
        hosts=tuple(HOST.findall(line)) if _ENDING.search(line) else (),
        words=name_words(line),
    )


_ENDING = re.compile(r"\.[A-Za-z]{2}")
"""What every host has; without looking for it first, long words are slow to be found none."""


@lru_cache(maxsize=TEXTS)
def name_words(name: str) -> frozenset[str]:
    """Return the words of a name; a text with the name has all of them."""
    return frozenset(re.findall(r"\w+", name))


def _among(names: tuple[str, ...], words: frozenset[str]) -> Iterator[str]:
    """Yield the names all of whose words are among some words."""
    by_word = _by_word(names)
    for word in by_word.keys() & words:
        yield from (name for name in by_word[word] if name_words(name) <= words)


@lru_cache(maxsize=8)
def _by_word(names: tuple[str, ...]) -> dict[str, list[str]]:
    """Return names by the longest word of each."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(max(sorted(name_words(name)), key=len, default=""), []).append(name)
    return found


def holds_name(text: str, name: str) -> list[str]:
    """Return a name as often as a text contains it, but not as a part of longer words."""
    return re.findall(rf"\b{re.escape(name)}\b", text)


def _kind(code: Code) -> str:
    return "barcode" if code.is_bars else "QR code"


def show_turned(name: str) -> str:
    """Return a name as a right-to-left line may show it, with adjacent numbers in turned order, seen from the left.

    >>> show_turned("Line 192 / 1809 for all")
    'Line 1809 192 for all'
    """
    return _NUMBERS.sub(lambda found: " ".join(reversed(_NUMBER.findall(found[0]))), name)


_NUMBER = re.compile(r"\d+")

_NUMBERS = re.compile(r"\d+(?:\W+\d+)+")


def holds_number(text: str, number: str) -> bool:
    """Tell whether a text contains a number that is not a part of a longer one.

    >>> holds_number("Call 116 111.", "116 111"), holds_number("Call 0116 1112.", "116 111")
    (True, False)
    """
    return bool(number_pattern(number).search(text))


def read_back(
    data: bytes,
    claims: Claims,
    where: str,
    sides: tuple[tuple[Spot, ...], ...],
    lines: Sequence[Cuts] = (),
    marks: tuple[Mark, ...] | None = None,
    shown: Sequence[Shown] = (),
    drafts: DraftClaim | None = None,
) -> ProofRecord:
    """Read a finished file and return what was found; raise `ProofError` with everything that differs from the claims.

    `sides` are the spots of placed pages on each side of a sheet, `lines` the paragraphs that the lines there were cut
    from, `marks` the bands of the pages of a proof, none for a final file; without them, bands are not searched for.
    What is `shown` on each side is compared with what is painted there, and so are the marks of words in draft.
    """
    reader = Reader(where, claims)
    on_sides = [_on_side(claims, spots) for spots in sides]
    lines = lines or [frozenset()] * len(sides)
    file = FinishedFile(data)
    for number, (claim, cuts) in enumerate(zip(on_sides, lines, strict=True)):
        strange = out_of_order(file.by_place(number).rows, cuts) if turns(cuts) else ()
        reader.order(number, strange)
        texts = file.texts(number)
        if turns(cuts) and not strange:
            texts = (as_read(texts[0], cuts), *texts)
        reader.text(number, claim, *texts)
        reader.links(number, file.links(number))
        seen = [file.read_code(_place(number, code)) for code in claim.codes]
        for code, found_there in zip(claim.codes, seen, strict=True):
            reader.size(number, code)
            reader.code(number, code, found_there)
        is_brought = bool(shown) and shown[number].is_brought
        known = tuple(code.box for code, one in zip(claim.codes, seen, strict=True) if one == _sound(code))
        codes = file.codes(number, known, as_a_whole=is_brought or any(map(draws_in_letters, texts)))
        reader.check_codes(number, claim, [one.colour for one in seen], codes)
    for number, (claim, show) in enumerate(zip(on_sides, shown, strict=False)):
        reader.check_painted(number, claim, show, file)
    if marks is not None:
        reader.marks(file, sides, marks)
    if drafts is not None:
        reader.drafts(file, sides, drafts)
    if reader.findings:
        raise ProofError(*reader.findings)
    printed = [code for claim in on_sides for code in claim.codes]
    found = [claims.pages[spot.page] for spots in sides for spot in spots]
    return ProofRecord(
        pages=len(claims.pages),
        numbers=sum(len(claim.numbers) for claim in found),
        addresses=sum(len(claim.addresses) for claim in found),
        codes=sum(len(claim.codes) for claim in found),
        claimed=find_claims(reader, found),
        module=round(min((code.module for code in printed if not code.is_bars), default=0.0) / MM, 3),
    )


def find_claims(reader: Reader, found: Iterable[PageClaim]) -> tuple[tuple[str, str], ...]:
    """Return what claims each row of digits in a file: contacts by their ids, first."""
    numbers = {number: reader.claims.numbers[number] for claim in found for number in claim.numbers}
    rows = {row: reader.claims.digits[row] for row in reader.rows if row in reader.claims.digits}
    return tuple(sorted(numbers.items())) + tuple(sorted(rows.items()))


def prove_order(data: bytes, finished: Finished, where: str) -> bytes:
    """Return a file after proving only the order of its lines; raise `ProofError` if a line is in another order."""
    reader = Reader(where, NO_CLAIMS)
    file = FinishedFile(data)
    for number, cuts in enumerate(lines_on_sides(finished)):
        if turns(cuts):
            reader.order(number, out_of_order(file.by_place(number).rows, cuts))
    if reader.findings:
        raise ProofError(*reader.findings)
    return data


def draws_in_letters(text: str) -> bool:
    """Tell whether so many letters of a text are pieces of a picture that they may be a code."""
    return not text.isascii() and bool(_DRAWS.search(text))


_DRAWS = re.compile(r"(?:[\u2580-\u259f\u25a0-\u25ff\u2b1b\u2b1c]\s*){20}")
"""Blocks, boxes and shapes, one after the other."""


def _on_side(claims: Claims, spots: Iterable[Spot]) -> PageClaim:
    """Return what the pages on a side say together, with codes where they stand on the side."""
    pages = [(claims.pages[spot.page], spot) for spot in spots]
    return PageClaim(
        names=tuple(dict.fromkeys(name for page, _ in pages for name in page.names)),
        numbers=tuple(dict.fromkeys(number for page, _ in pages for number in page.numbers)),
        addresses=tuple(dict.fromkeys(address for page, _ in pages for address in page.addresses)),
        codes=tuple(_at(code, spot) for page, spot in pages for code in page.codes),
        lines=tuple(dict.fromkeys(line for page, _ in pages for line in page.lines)),
    )


def _at(code: Code, spot: Spot) -> Code:
    """Return a code as it stands when its page stands in a spot."""
    return replace(code, box=code.box.scaled(spot.factor).moved(spot.x, spot.y), module=code.module * spot.scale)


def _sound(code: Code) -> Seen:
    """Return what is read of a code that says what it should, on white."""
    return Seen(code.says, code.says, is_quiet=True)


def _place(page: int, code: Code) -> Place:
    dpi = DPI if code.is_bars else min(DPI, 72 * MODULE_PIXELS / code.module)
    return Place(page, _with_quiet(code), code.is_bars, dpi)


def _with_quiet(code: Code) -> Rect:
    """Return the box of a code with its quiet zone; a barcode has it on both sides only."""
    if code.is_bars:
        x, y, width, height = code.box
        return Rect(x - QUIET_RIGHT * code.module, y, width + 2 * QUIET_RIGHT * code.module, height)
    return code.box.grown(QUIET * code.module)
