"""What a story says and shows beyond the words of the guide: a person has to stand for it, and proof may find it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from booklet.check.proof.pages import normalise_text
from booklet.errors import Where
from booklet.facts.fingerprint import fingerprint
from booklet.frames.stories import Told
from booklet.jobs import Job
from booklet.look.layout import Fonts
from booklet.make.document import Brought
from booklet.sources.items import STEPS
from booklet.text.fonts import find_font
from booklet.text.markup import escape_markup, plain_text
from booklet.typeset.placed import Form, lines_of, texts_of
from booklet.words.manuscript import Manuscript
from booklet.words.signs import find_signs
from booklet.words.statements import Statement


def collect_brought(
    told: Told, own: Collection[Form], manuscript: Manuscript, fonts: Fonts, job: Job, where: Where
) -> Brought:
    """Return what a story adds to the words of the guide, and which of it a person has to look at.

    It is one statement for the whole file: whoever looks at its pages sees all of it. A typeface that is not among the
    `fonts` of the theme may draw anything.
    """
    forms = tuple(form for form in told.placed.forms if form not in own)
    strange = _find_strange(told, manuscript)
    strange += tuple(_unsaid(told, forms, {*_list_known(manuscript), *strange}))
    figures = tuple(repr((figure.drawn.name, figure.over, figure.alt)) for figure in told.figures)
    words = (*map(plain_text, strange), *(word for figure in told.figures for word in _rows(figure.words)))
    signed = tuple(text for text in strange if find_signs(text))
    faces = tuple(_digest(file) for file in sorted(_find_strange_faces(told, fonts)))
    drawn = (shape if isinstance(shape, str) else repr(shape) for shape in told.shapes)
    shapes = (*drawn, *(repr((form.name, form.component.items)) for form in forms))
    if not (signed or figures or shapes or faces):
        return Brought(words)
    signs = dict.fromkeys(sign for text in signed for sign in find_signs(text))
    alts = dict.fromkeys(figure.alt for figure in told.figures)
    kinds = (*(["lines and areas of its own"] if shapes else []), *(["a typeface of its own"] if faces else []))
    statement = Statement(
        place=f"{job.product} {job.locale} {job.country} {job.band}",
        shows=", ".join((*(f"“{sign}”" for sign in signs), *(f'the figure "{alt}"' for alt in alts), *kinds)),
        of=fingerprint((*_in_order(told, manuscript), "", *signed, "", *figures, "", *shapes, "", *faces)),
        where=where,
        asks=f"build {job.product}, look at every page, and try each number and address on it",
    )
    return Brought(words, statement)


def _find_strange(told: Told, manuscript: Manuscript) -> tuple[str, ...]:
    """Return the title of a file, and those texts on its pages that are not the guide's."""
    known = _list_known(manuscript)
    return tuple(text for text in (escape_markup(manuscript.title), *told.said) if text not in known)


def _list_known(manuscript: Manuscript) -> set[str]:
    """Return the words of the guide, as markup."""
    blocks = (block for topic in manuscript.topics for block in topic.blocks)
    known = {text for block in blocks for text in block.strings()}
    return known | {topic.title for topic in manuscript.topics[:-1]}


def _in_order(told: Told, manuscript: Manuscript) -> Iterator[str]:
    """Yield the texts on the pages that are not the guide's, in their order: a number belongs to what stands by it."""
    known = {normalise_text(plain_text(text)) for text in _list_known(manuscript)}
    for page in told.placed.pages:
        for line in (at.line for at in texts_of(page.items)):
            text = normalise_text(line.cut.text if line.cut else line.text)
            if text not in known and not (line.cut and line.cut.start):
                yield text


def _unsaid(told: Told, forms: Iterable[Form], said: Iterable[str]) -> Iterator[str]:
    """Yield texts with a sign that are seen, and that nothing on the pages says: as markup.

    What says less than it shows is not asked twice. Steps and pages are numbered by us; a text that goes on elsewhere
    is known by its part.
    """
    known = {normalise_text(plain_text(text)): frozenset(find_signs(text)) for text in said}
    pages = [(page.items, str(page.number + 1)) for page in told.placed.pages]
    for items, number in (*pages, *((form.component.items, "") for form in forms)):
        for at in texts_of(items):
            text = normalise_text(at.line.cut.text if at.line.cut else at.line.text)
            signs = frozenset(find_signs(escape_markup(text)))
            if signs and text not in known and text not in {number, *_STEPS} and not _is_known(text, signs, known):
                yield escape_markup(text)


_STEPS = frozenset(map(str, range(1, STEPS + 1)))


def _is_known(text: str, signs: frozenset[str], known: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a text is the beginning or the end of a known one with no signs but that one's, or joins some."""
    if any(signs <= other and (whole.startswith(text) or whole.endswith(text)) for whole, other in known.items()):
        return True
    for whole in sorted((whole for whole, other in known.items() if other), key=len, reverse=True):
        text = text.replace(whole, "\n")
    return not find_signs(escape_markup(text))


def _find_strange_faces(told: Told, fonts: Fonts) -> set[str]:
    """Return the files of typefaces on the pages that are not the theme's."""
    theirs = {file for face in fonts.typefaces.values() for *_, file in face.files} | set(fonts.own)
    used = {run.font.file for page in told.placed.pages for line in lines_of(page.items) for run in line.runs}
    return {file for file in used if file not in theirs and not fonts.is_ours(file)}


def _digest(file: str) -> str:
    path = find_font(file)
    return sha256(path.read_bytes()).hexdigest() if path else file


def _rows(words: Sequence[str]) -> Iterator[str]:
    """Yield the words of a figure, and short numbers in a row as somebody may read them in the file."""
    yield from words
    row: list[str] = []
    for word in (*words, ""):
        if word.isdigit() and len(word) <= 2:
            row.append(word)
            continue
        for start in range(len(row)):
            yield from (" ".join(row[start:end]) for end in range(start + 3, len(row) + 1))
        row = []
