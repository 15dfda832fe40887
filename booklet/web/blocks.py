"""Blocks of the guide as elements: each kind says what it is to a reader who hears the page."""

from collections.abc import Callable, Iterable, Mapping

from booklet.text.markup import plain_text
from booklet.typeset.brief import Brief
from booklet.values import Frozen
from booklet.web import helping
from booklet.web.guide import ReflowedEdition
from booklet.web.markup import Linker, element, paragraphs, plain, web_link
from booklet.web.pictures import Pictures
from booklet.web.shown import Shown
from booklet.words.manuscript import Block, Labels

ALTERNATIVES = frozenset({"doors"})
"""Styles of a road whose stops are ways side by side: they have no order."""


class PageWriter(Frozen):
    """Writes the blocks of one page; `panels` are the pictures of its comic, `aside` those of items of its lists.

    `head` is the element of headings below the title.
    """

    edition: ReflowedEdition
    page: Brief
    linker: Linker
    pictures: Pictures
    panels: Mapping[str, Shown]
    aside: Mapping[str, Shown]
    head: str

    @property
    def labels(self) -> Labels:
        """The labels of the guide."""
        return self.edition.manuscript.labels

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Return blocks one after the other."""
        return "".join(KINDS.get(block.kind, PageWriter.anything)(self, block) for block in blocks)

    def say(self, markup: str, block: Block) -> str:
        """Return words of a block; where a country may have changed them, its numbers are links."""
        return self.linker.inline(markup, calls=block.varies)

    # words

    def paragraph(self, block: Block) -> str:
        """Return running text."""
        return paragraphs((self.say(block.text, block),), class_=block.style or None)

    def heading(self, block: Block) -> str:
        """Return a heading within a page."""
        return element(self.head, self.say(block.text, block))

    def anything(self, block: Block) -> str:
        """Return a title, a text and items of a kind that needs nothing else: no word is lost."""
        parts = (element("strong", self.say(block.title, block)) if block.title else "", self.say(block.text, block))
        return element("div", paragraphs(parts), self.blocks(block.items), class_=block.kind)

    def note(self, block: Block) -> str:
        """Return a note: what it is about, then what it says."""
        title = element("strong", self.say(block.title, block))
        return element("div", element("p", title, " ", self.say(block.text, block)), class_="note", role="note")

    def danger(self, block: Block) -> str:
        """Return the message on danger in place of its stand-in."""
        whole = self.edition.danger
        return self.note(whole) if whole else ""

    def banner(self, block: Block) -> str:
        """Return the message that stands out most."""
        return element(
            "div",
            paragraphs((self.say(block.title, block),), class_="title"),
            paragraphs((self.say(block.text, block),)),
            class_="banner",
        )

    def question(self, block: Block) -> str:
        """Return a question with its answer."""
        quoted = self.labels["quote"].replace("{words}", block.title)
        return element(self.head, self.say(quoted, block)) + self.blocks(block.items)

    def breath(self, block: Block) -> str:
        """Return the words of a page to breathe on."""
        return paragraphs((self.say(block.text, block),), class_="breath")

    def lines(self, block: Block) -> str:
        """Return nothing: lines to write on are of paper."""
        return ""

    # lists

    def bullets(self, block: Block) -> str:
        """Return a list, under its heading if it says what to do or not to do."""
        head = element(self.head, self.linker.inline(self.labels[f"list.{block.style}"])) if block.style in DOS else ""
        return head + self._list("ul", block.items, block.style or None)

    def flow(self, block: Block) -> str:
        """Return the stops of a road in their order, or ways side by side."""
        return self._list("ul" if block.style in ALTERNATIVES else "ol", block.items, "flow", start=block.before + 1)

    def _list(self, name: str, items: Iterable[Block], kind: str | None, *, start: int = 1) -> str:
        rows = (element("li", self._aside(item), self._item(item)) for item in items)
        return element(name, *rows, class_=kind, start=str(start) if name == "ol" and start > 1 else None)

    def _item(self, item: Block) -> str:
        title = element("strong", self.say(item.title, item)) + " " if item.title else ""
        return title + self.say(item.text, item) + self.blocks(item.items)

    def _aside(self, item: Block) -> str:
        shown = self.aside.get(item.id)
        return element("span", self.pictures.draw(*shown[:3]), class_="aside") if shown else ""

    def steps(self, block: Block) -> str:
        """Return the steps, each with its word; where they are short, a link leads to the page that has all of them."""
        is_whole = block.style == "full"
        rows = (self._step(step, step.text if is_whole else step.label) for step in block.items)
        listed = element("ol", *rows, class_="steps", start=str(block.before + 1) if block.before else None)
        page = self.edition.find_page("helpline-card")
        if is_whole or page is None:
            return listed
        more = f"[{self.labels['steps.more']}](#{page.plan.place})"
        return listed + paragraphs((self.linker.inline(more),), class_="small")

    def _step(self, step: Block, said: str) -> str:
        return element("li", element("strong", self.say(step.title, step)), " ", self.say(said, step))

    def myths(self, block: Block) -> str:
        """Return what people say, and what is true."""
        pairs = (
            element("div", element("dt", self.say(line.title, line)), element("dd", self.say(line.text, line)))
            for line in block.items
        )
        return element("dl", *pairs, class_="myths")

    def places(self, block: Block) -> str:
        """Return what young people did, each with its place."""
        rows = (element("li", element("strong", self.say(one.label, one)), " ", self._item(one)) for one in block.items)
        return element("ul", *rows, class_="places")

    def routes(self, block: Block) -> str:
        """Return the ways into the guide, each a link with the number of its page."""
        return element("ul", *(element("li", self._route(one)) for one in block.items), class_="routes")

    def _route(self, one: Block) -> str:
        said, to = self.say(one.text, one), self.linker.topics.get(one.style)
        number = element("span", plain(one.label), class_="folio")
        return element("a", said, " ", number, href=to) if to else f"{said} {number}"

    def contents(self, block: Block) -> str:
        """Return the sections with the pages that they begin on."""
        rows = (
            element(
                "li",
                element(
                    "a",
                    self.linker.inline(entry.title),
                    " ",
                    element("span", str(entry.page + 1), class_="folio"),
                    href=self.linker.topics.get(entry.topic),
                ),
            )
            for entry in self.page.entries
        )
        return element("ul", *rows, class_="routes")

    def ticks(self, block: Block) -> str:
        """Return lines to fill in and boxes to tick, as words: a browser would remember what somebody fills in."""
        rows = (element("li", self.say(one.text, one), class_=one.kind) for one in block.items)
        return element("ul", *rows, class_="ticks")

    # stories

    def comic(self, block: Block) -> str:
        """Return a comic as a list of panels: what each shows, then who says what, in order."""
        return element(
            "ol", *map(self._panel, block.items), class_="comic", start=str(block.before + 1) if block.before else None
        )

    def _panel(self, panel: Block) -> str:
        shown = self.panels.get(panel.id.rpartition(".")[2])
        words = "".join(map(self._line, panel.items))
        if shown is None:
            return element("li", paragraphs((self.linker.inline(panel.label),), class_="scene"), words)
        picture = self.pictures.draw(shown.panel, shown.line, plain_text(panel.label))
        return element("li", element("figure", picture, element("figcaption", words) if words else ""))

    def _line(self, line: Block) -> str:
        """Return a caption, or a line with who says, types or signs it."""
        if not line.label:
            return paragraphs((self.say(line.text, line),), class_=line.kind)
        signed = f", {self.labels['signed']}" if line.kind == "sign-line" else ""
        said = self.labels["comic.says"].replace("{name}", f"*{line.label}*{signed}").replace("{words}", line.text)
        return element("p", self.say(said, line), class_=line.kind)

    # what stands on one page alone

    def imprint(self, block: Block) -> str:
        """Return what the edition says of itself."""
        rows = (
            element("div", element("dt", self.linker.inline(label)), element("dd", self.linker.inline(said)))
            for label, said in self.page.imprint
        )
        return element("dl", *rows, class_="imprint")

    def helpline(self, block: Block) -> str:
        """Return the card of the helpline."""
        return helping.card(self.edition.manuscript.help.lead, self.labels, self.linker)

    def directory(self, block: Block) -> str:
        """Return every place to get help, and when somebody called them."""
        found, labels = self.edition.manuscript.help, self.labels
        notes = paragraphs(map(self.linker.inline, self.page.notes), class_="small")
        return helping.directory(found.rows, found.lead, found.emergency, labels, self.linker) + notes

    # a partner's pages

    def picture(self, block: Block) -> str:
        """Return what a partner's picture shows, in words, and what stands below it."""
        return paragraphs((self.linker.inline(block.label), self.say(block.text, block)), class_="scene")

    def table(self, block: Block) -> str:
        """Return a table; its first row and the first cell of each row are heads."""
        rows = [self._row(row, is_head=not number) for number, row in enumerate(block.items)]
        return element("div", element("table", *rows), class_="table", tabindex="0", role="group")

    def _row(self, row: Block, *, is_head: bool) -> str:
        cells = [
            element(
                "th" if is_head or not place else "td",
                self.say(cell.text, cell),
                scope="col" if is_head else None if place else "row",
            )
            for place, cell in enumerate(row.items)
        ]
        return element("tr", *cells)

    def columns(self, block: Block) -> str:
        """Return the blocks of columns, those of the first before those of the second."""
        return "".join(self.blocks(column.items) for column in block.items)

    def code(self, block: Block) -> str:
        """Return an address as a link: who reads it here needs no code."""
        web = block.shown.web if block.shown else ""
        link = web_link(web.split("://", 1)[-1].rstrip("/"), web)
        return paragraphs((self.say(block.text, block), link))


DOS = frozenset({"do", "do-not"})
"""Styles of lists that have a heading of their own."""

KINDS: Mapping[str, Callable[[PageWriter, Block], str]] = {
    "banner": PageWriter.banner,
    "breath": PageWriter.breath,
    "code": PageWriter.code,
    "columns": PageWriter.columns,
    "comic": PageWriter.comic,
    "contents": PageWriter.contents,
    "danger": PageWriter.danger,
    "directory": PageWriter.directory,
    "flow": PageWriter.flow,
    "heading": PageWriter.heading,
    "helpline-card": PageWriter.helpline,
    "imprint": PageWriter.imprint,
    "lines": PageWriter.lines,
    "list": PageWriter.bullets,
    "myth": PageWriter.myths,
    "note": PageWriter.note,
    "paragraph": PageWriter.paragraph,
    "picture": PageWriter.picture,
    "question": PageWriter.question,
    "routes": PageWriter.routes,
    "steps": PageWriter.steps,
    "table": PageWriter.table,
    "taking-action-map": PageWriter.places,
    "ticks": PageWriter.ticks,
}
"""What writes each kind of block; others say their title, their text and their items."""
