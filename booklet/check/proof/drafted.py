"""Whether a file says that its words are a draft wherever it should, as our own type draws it, and nowhere if not."""

from collections.abc import Iterator, Mapping, Sequence

from booklet.check.proof.facts import Fact
from booklet.check.proof.finished import FinishedFile
from booklet.check.proof.pages import normalise_text
from booklet.sheets.spots import Spot
from booklet.text.impression import enclose_boxes, find_ink_box, words_at
from booklet.text.markup import letters
from booklet.typeset.draftmark import marks_on
from booklet.typeset.placed import PlacedPage, TextAt
from booklet.values import Frozen


class DraftClaim(Frozen):
    """What the marks on pages must say, by the number of the page, and their lines, page by page as they stand.

    `never` are the words that no page may say in a file that has no such mark.
    """

    wanted: Mapping[int, tuple[str, ...]]
    pages: tuple[PlacedPage, ...]
    never: tuple[str, ...] = ()


def find_undrafted(file: FinishedFile, sides: Sequence[Sequence[Spot]], claim: DraftClaim) -> Iterator[tuple[int, str]]:
    """Yield what the marks of words in draft lack, by the number of the side they stand on."""
    marks = {mark.page: mark for mark in marks_on(claim.pages)}
    for number, spots in enumerate(sides):
        for spot in spots:
            wanted = claim.wanted.get(claim.pages[spot.page].number, ())
            mark = marks.get(spot.page)
            said = letters(" ".join(mark.says)) if mark else ""
            if said != letters(" ".join(wanted)):
                yield number, f'"{" ".join(wanted)}" is not said where words are a draft'
            elif mark:
                yield from _find_flaws(file, number, spot, mark.lines)


def _find_flaws(file: FinishedFile, number: int, spot: Spot, lines: Sequence[TextAt]) -> Iterator[tuple[int, str]]:
    """Yield the lines of a mark that are not painted as they should be."""
    for line in lines:
        fact = _fact_of(line).move_to(spot.x, spot.y, spot.factor)
        if found := file.flaw(number, fact):
            yield number, f'the mark "{fact.says}" {found}'


def _fact_of(line: TextAt) -> Fact:
    words = tuple(word for run in line.line.runs for word in words_at(run, line.x, line.y) if find_ink_box(word).width)
    return Fact(line.line.text.strip(), words, (), enclose_boxes(map(find_ink_box, words)))


def find_wrongly_drafted(file: FinishedFile, count: int, never: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield pages that say something of the words of a file that is not so: a draft or reviewed."""
    for number in range(count):
        said = letters(normalise_text(file.text(number)))
        for words in never:
            if letters(words) in said:
                yield number, f'the page says "{words}", and no record says so'
