"""Volumes of braille against their claims: numbers read from the cells of their digits, names by their own cells."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from unicodedata import digit

from booklet.check.proof.claims import Claims, PageClaim
from booklet.check.proof.compare import ProofError, ProofRecord, Reader
from booklet.check.proof.reflowed import HINT, NOTHING, ScreenClaim, join_page_claims, make_record
from booklet.errors import Finding, Where
from booklet.linear.braille import DRAFT
from booklet.linear.cells import ASCII, SOFT, UNBREAKABLE, from_ascii
from booklet.linear.languages import Languages
from booklet.linear.lines import CONTINUED
from booklet.linear.louis import BLANK
from booklet.linear.passages import TEXT, Passage, Run, punctuate
from booklet.linear.translation import Tongue, write_cells
from booklet.look.braille import DIGITS, Braille, show_number
from booklet.values import Frozen, replace
from booklet.words.locales import SOURCE_LOCALE

PARTS = "⠂⠲⠨⠐⠄⠌⠤"
"""Cells that part the digits of one number: a comma, dots, a space in a number, an apostrophe, a slash, a hyphen."""

JOINTS = re.compile(rf"(?:{BLANK}|[{UNBREAKABLE}⠤⠦⠴⠣⠜⠶]|⠐⠣|⠐⠜|⠰⠄){{1,5}}")
"""What stands between the groups of a number: blanks, hyphens, the brackets of the nine languages."""


@dataclass(slots=True)
class _PrintPage:
    """What stands in braille of a page of print, line by line."""

    lines: list[str] = field(default_factory=list)


class _Volumes(Frozen):
    """The title pages of volumes, what stands before the first page of print, and those pages by their numbers."""

    titles: tuple[tuple[str, ...], ...]
    head: _PrintPage
    pages: Mapping[int, _PrintPage]


class Written(Frozen):
    """How an edition is embossed: its page, its tables, what of it is in another language."""

    braille: Braille
    tongue: Tongue
    languages: Languages


class _UnreadableError(ValueError):
    """What should be volumes of braille is none."""


def read_embossed(data: bytes, claims: Claims, claim: ScreenClaim, written: Written, where: str) -> ProofRecord:
    """Read volumes of braille and return what was found; raise `ProofError` with all that differs."""
    try:
        found = _read_volumes(data, written)
    except _UnreadableError as error:
        raise ProofError(Finding("proof-unreadable", Where(where), f"nobody can read it: {error}", HINT)) from error
    reader = Reader(where, _in_digits(claims))
    wanted_texts = (text for page in claims.pages for text in (*page.names, *page.addresses, *page.lines))
    cells = _write((*wanted_texts, *claim.never), written)
    for numbers in claim.topics:
        wanted = join_page_claims(claims.pages[number] for number in numbers)
        pages = [found.pages.get(number + 1, _PrintPage()) for number in numbers]
        for number, page in zip(numbers, pages, strict=True):
            if not page.lines:
                reader.fault("proof-missing", number, "the page is not in the file")
        lines = [line for page in pages for line in page.lines]
        numbered = tuple(filter(None, map(_group, wanted.numbers)))
        rows = "\n".join(_read_rows(line, written.tongue.own.digits) for line in lines)
        reader.text(numbers[-1], PageClaim((), numbered, (), ()), rows)
        for text in (*wanted.names, *wanted.addresses, *wanted.lines):
            if cells[text] not in _squeeze("".join(lines)):
                reader.fault("proof-missing", numbers[-1], f'"{text}" is not on the page in braille')
    _check_heads(reader, claim, found, written)
    whole = _squeeze("".join(line for page in (found.head, *found.pages.values()) for line in page.lines))
    for line in claim.never:
        if cells[line] in whole:
            reader.fault("proof-draft", 0, f'it says "{line}" in braille, which is not so')
    reader.claims = claims
    return make_record(reader, claims)


def _check_heads(reader: Reader, claim: ScreenClaim, found: _Volumes, written: Written) -> None:
    """Check what the title page of each volume says, and which numbers stand there and before the first page."""
    tag = written.tongue.tag
    tags = [SOURCE_LOCALE if claim.is_proof and not place else tag for place in range(len(claim.says))]
    said = [
        _say(punctuate(line, of), "" if of == tag else of) for line, of in zip(claim.says, tags, strict=True) if line
    ]
    said += [] if written.tongue.own.approved else [_say(DRAFT, SOURCE_LOCALE)]
    wanted = write_cells(said, written.tongue)
    for place, title in enumerate(found.titles, 1):
        whole = _squeeze("".join(title))
        for passage, cells in zip(said, wanted, strict=True):
            if _squeeze(cells) not in whole:
                code = "proof-unmarked" if claim.is_proof else "proof-draft"
                reader.fault(code, 0, f'the title page of volume {place} does not say "{passage.text}"')
    for line in (*found.head.lines, *(line for title in found.titles for line in title)):
        reader.text(0, NOTHING, _read_rows(line, "letters"))


def _say(text: str, language: str = "") -> Passage:
    return Passage(TEXT, (Run(text, "", language),))


def _write(texts: Iterable[str], written: Written) -> Mapping[str, str]:
    """Return texts with their cells as braille has them, each in its own languages."""
    wanted = tuple(dict.fromkeys(texts))
    passages = [written.languages.mark(_say(punctuate(text, written.tongue.tag))) for text in wanted]
    return dict(zip(wanted, map(_squeeze, write_cells(passages, written.tongue)), strict=True))


def _squeeze(cells: str) -> str:
    """Return cells without blanks, and without what ends a line whose word goes on."""
    return "".join(cell for cell in cells if cell not in (BLANK, UNBREAKABLE, SOFT, CONTINUED))


def _read_volumes(data: bytes, written: Written) -> _Volumes:
    """Return what is in an archive of volumes; every page must have the size that was asked for, and its number."""
    titles, head, pages = [], _PrintPage(), {}
    page, number = head, 0
    rule = _find_rule(written)
    for sheet in _list_volumes(data):
        if not sheet:
            raise _UnreadableError("a volume has no title page")
        first, *others = ([from_ascii(line) for line in one.split("\r\n")[:-1]] for one in sheet)
        titles.append(tuple(first))
        for lines in (first, *others):
            if len(lines) != written.braille.lines or any(len(line) > written.braille.cells for line in lines):
                raise _UnreadableError(f"a page is not {written.braille.cells} cells by {written.braille.lines} lines")
        for lines in others:
            number += 1
            if lines[-1].strip(BLANK) != show_number(number, written.tongue.own.digits):
                raise _UnreadableError(f"page {number} of the braille has not its number")
            for line in lines[:-1]:
                if found := rule.fullmatch(line):
                    page = pages[int(_read_rows(found[1], written.tongue.own.digits))] = _PrintPage()
                else:
                    page.lines.append(line)
    return _Volumes(tuple(titles), head, pages)


def _list_volumes(data: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                text = archive.read(name).decode("ascii")
                if not name.endswith(".brf") or not set(text.upper()) <= {*ASCII, "\r", "\n", "\f"}:
                    raise _UnreadableError(f"{name} is no braille")
                yield text.split("\f")
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise _UnreadableError(str(error)) from error


def _find_rule(written: Written) -> re.Pattern[str]:
    sign, cells = DIGITS[written.tongue.own.digits]
    return re.compile(rf"⠤{{3,}}({sign}[{cells}]+)")


def _read_rows(line: str, digits: str) -> str:
    r"""Return the numbers of a line in digits; those with a blank or a hyphen between them in one line, others apart.

    >>> _read_rows("⠉⠁⠇⠇⠀⠼⠚⠓⠚⠚⠀⠼⠃⠃⠂⠀⠁⠼⠁", "letters")
    '0800 22\n1'
    """
    sign, cells = DIGITS[digits]  # of Antoine's digits a plus stands behind the sign
    pattern = re.compile(rf"{sign}⠖?([{cells}]+(?:[{PARTS}]⠤?{sign}?[{cells}]+)*)")
    said, end = "", 0
    for found in pattern.finditer(line):
        said += " " if said and JOINTS.fullmatch(line[end : found.start()]) else "\n" * bool(said)
        said += " ".join("".join(str(cells.index(cell)) for cell in row) for row in re.findall(f"[{cells}]+", found[1]))
        end = found.end()
    return said


def _group(number: str) -> str:
    """Return the digits of a number in groups, as braille is read.

    >>> _group("+254 722-1"), _group("\u0661\u0661\u0666")
    ('254 722 1', '116')
    """
    plain = "".join(str(digit(letter)) if letter.isdigit() else " " for letter in number)
    return " ".join(plain.split())


def _in_digits(claims: Claims) -> Claims:
    """Return claims whose numbers are groups of digits alone, and which know no names."""
    return replace(
        claims,
        numbers={_group(number): owner for number, owner in claims.numbers.items()},
        digits={_group(row): kind for row, kind in claims.digits.items()},
        strangers=(),
    )
