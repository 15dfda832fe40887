"""A form on paper for somebody who knows the law of a country: each line for readers, and each fact with its source."""

from collections.abc import Iterable, Iterator
from datetime import date

from booklet.facts.fact import Fact, Source
from booklet.facts.law import Law, LawLine
from booklet.frames.flowables import OwnFlowable, Paragraph
from booklet.frames.table import Column, Table
from booklet.make.papers.paper import GAP, Paper, make_paper
from booklet.sources.load import Sources
from booklet.text.markup import escape_markup
from booklet.typeset.house import House
from booklet.words.locales import SOURCE_LOCALE, find_locale
from booklet.words.manuscript import Labels

ASKED = (
    "These lines are for readers of 10 to 17 years. They stand on the page on rights and on the page on consent, and "
    "none of them prints before somebody who knows the law of the country has signed all of them.",
    "Below each line stand the facts that it rests on, with their sources. They were read in stored copies, and "
    "no lawyer has looked at them. Facts at the end carry no line and print nowhere; a remark on them is welcome.",
    "*Yes* means: I know this law, and the line is right today for the whole country, or for the area that it names. "
    "It promises nothing that the law does not hold. Anything else is *change*: write beside it what should stand.",
    "The signature holds for these words and facts alone, and for a year. If one of them changes, nothing prints.",
)

COLUMNS = (
    Column(0.18, "line or fact", is_head=True, tears=True),
    Column(0.38, "what it says", tears=True),
    Column(0.24, "source, and its date", tears=True),
    Column(0.2, "circle, and write"),
)

SIGNED = (Column(0.3, is_head=True), Column(0.7, tears=True))

BLANK = "\u00a0"

ANSWERS = "yes · change:"


def make_law_sheet(law: Law, country: str, name: str, sources: Sources, made: date) -> bytes:
    """Return the form as a PDF; raise `SourceError` for letters that no face has."""
    paper = Paper(find_locale(SOURCE_LOCALE), Labels(()), sources.theme)
    title = f"What readers would be told of the law: {escape_markup(name)} ({country})"
    return make_paper(title, _story(law, country, paper.house, made), paper, sources, made)


def _story(law: Law, country: str, house: House, made: date) -> Iterator[OwnFlowable]:
    for words in ASKED:
        yield Paragraph(words, house).with_space(0, GAP)
    yield Table(SIGNED, list(_list_head(law, made)), house).with_space(0, GAP)
    for line in law.lines:
        rows = [*_list_texts(line), *(_row(fact) for fact in law.facts_of(line))]
        yield Table(COLUMNS, rows, house, f"law:{line.key}").with_space(2 * GAP, 0)
    if law.lines:
        yield Table(SIGNED, list(_list_foot(law, country)), house, "Signature").with_space(2 * GAP, 0)
    used = {name for line in law.lines for name in line.facts}
    if others := [_row(fact) for fact in law.facts if fact.id not in used]:
        yield Table(COLUMNS, others, house, "Facts that no line rests on").with_space(2 * GAP, 0)


def _list_head(law: Law, made: date) -> Iterator[tuple[str, str]]:
    yield "Made on", made.isoformat()
    yield "Lines and facts", f"{len(law.lines)} lines, {len(law.facts)} facts"
    if law.signed:
        said = "holds for what stands here" if law.is_signed else "does not hold for what stands here"
        yield "Signed before", escape_markup(f"by {law.signed.by}, {law.signed.role}, {law.signed.on}: {said}")


def _list_texts(line: LawLine) -> Iterator[tuple[str, str, str, str]]:
    """Yield a line in each language as a row."""
    for tag, text in line.texts.items():
        yield escape_markup(tag), f"*{escape_markup(_isolated(text))}*", BLANK, ANSWERS


def _row(fact: Fact) -> tuple[str, str, str, str]:
    """Return a fact as a row: all that is known of it, and how sure that is."""
    head = " · ".join(filter(None, (fact.id, fact.area)))
    quote = f"“{_isolated(fact.quote)}”" if fact.quote else ""
    conflict = f"Sources disagree: {fact.conflict}" if fact.conflict else ""
    expires = f"To be looked at again by {fact.expires}" if fact.expires else ""
    parts = (fact.value, fact.says, quote, conflict, expires, f"Confidence: {fact.confidence}")
    said = " / ".join(_isolated(part) for part in parts if part)
    return escape_markup(head), escape_markup(said), escape_markup(_show_sources(fact.sources)), ANSWERS


def _show_sources(sources: Iterable[Source]) -> str:
    """Return sources with their dates; a long address may break after each stroke."""
    shown = (", ".join(filter(None, (source.address, source.dated))) for source in sources)
    return "; ".join(shown).replace("/", "/\u200b")


def _isolated(text: str) -> str:
    """Return a text that keeps its own direction: facts and quotations are in the languages of their sources."""
    return f"\u2068{text}\u2069" if any("\u0590" <= letter <= "\u08ff" for letter in text) else text


def _list_foot(law: Law, country: str) -> Iterator[tuple[str, str]]:
    for label in ("Name", "Role, such as lawyer for the law on children", "Date", "Signature"):
        yield label, BLANK
    yield "For who keeps the files", f"law sign {country} --of {law.read} --name … --role … --on … --project …"
