"""A job on its way to a file, as values: placed, drawn and sound, written."""

from dataclasses import dataclass, field
from pathlib import Path

from booklet.check.proof.compare import ProofRecord
from booklet.errors import Finding
from booklet.facts.release import Release
from booklet.facts.selection import Selection
from booklet.geometry import Size
from booklet.jobs import Job
from booklet.look.layout import Layout
from booklet.look.printer import OfficeSheet
from booklet.make.wording import NO_WORDS, WordsState
from booklet.sheets.sides import find_finished_size
from booklet.typeset.brief import Colophon
from booklet.typeset.draftmark import DraftMark
from booklet.typeset.fit import Placed
from booklet.typeset.proofmark import ProofMark
from booklet.values import Frozen
from booklet.words.manuscript import Manuscript
from booklet.words.statements import SILENT, Statement, StatementStanding


class Brought(Frozen):
    """What a partner's program brings into a file: its words, and the statement a person has to stand for, if any."""

    words: tuple[str, ...]
    statement: Statement | None = None

    @property
    def of(self) -> str:
        """The fingerprint of everything a person has to stand for."""
        return self.statement.of if self.statement else ""


class PictureWords(Frozen):
    """What goes with a picture: the text to post, and the text for who does not see it."""

    post: str
    alternative: str


class Document(Frozen):
    """A job with everything in its place: it only has to be drawn."""

    job: Job
    layout: Layout
    manuscript: Manuscript
    selection: Selection
    """Which contacts of its country it prints, as the country file says them."""
    placed: Placed
    proof: ProofMark | None
    findings: tuple[Finding, ...]
    draft: DraftMark | None = None
    """The mark of words in draft, if these are: it is shown in a file that is no proof."""
    words: WordsState = NO_WORDS
    """How far its words are, page by page."""
    why: str = ""
    """The label that says why it is a proof, if it is one."""
    sheet: OfficeSheet | None = None
    """The sheet of the office printer it goes to, if it goes to one."""
    prefix: str = ""
    """What its name begins with, where there are many of a job."""
    standing: StatementStanding = SILENT
    """What persons stand for of what a partner says in it."""
    colophon: Colophon | None = None
    """What its pages say about the edition."""
    in_each: tuple["Document", ...] = ()
    """The documents it was joined from, one in each of its languages, if it has more than one."""
    is_archive: bool = False
    """Whether it is a proof today alone, and a copy of what could go to readers on its day of making."""
    brought: Brought | None = None
    """What a program of a partner's brings into it, if one tells it."""
    release: Release | None = None
    """The release of its numbers, which its pages name; a proof has none."""
    is_unread: bool = False
    """Whether it is braille that no reader of it has approved."""

    @property
    def halves(self) -> tuple["Document", ...]:
        """The documents it was joined from, or itself alone."""
        return self.in_each or (self,)

    @property
    def is_draft(self) -> bool:
        """Whether it shows the mark of words in draft, in one of its languages."""
        return self.proof is None and any(half.draft for half in self.halves)

    @property
    def state(self) -> str:
        """What its file is: a proof, a draft of words that may go to readers, or final."""
        return "proof" if self.proof else "draft" if self.is_draft or self.is_unread else "final"

    @property
    def trim(self) -> tuple[str, Size]:
        """The name and the size of the finished item."""
        return find_finished_size(self.job.product, self.layout.trim_name, self.layout.size, self.sheet)

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.prefix + self.job.file_name(
            self.trim[0], is_proof=self.state == "proof", is_archive=self.is_archive, is_draft=self.state == "draft"
        )


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """A file that was drawn and found sound: its bytes, and everything to report about it wherever it is written."""

    job: Job
    name: str
    data: bytes
    pages: int
    trim: tuple[float, float]
    state: str
    why: str
    proof: ProofRecord
    findings: tuple[Finding, ...]
    """What is to be said of its sources."""
    warnings: tuple[Finding, ...]
    """What reading it back showed."""
    brought: str = ""
    """The fingerprint of what a program of a partner's brings into it."""
    picture: PictureWords | None = None
    """The words that go with it, if it is a picture."""
    words: tuple[dict[str, object], ...] = field(default=(), compare=False)
    """How far its words are, in each language, as values for JSON."""
    signature: bytes = b""
    """Its signature, if that is a file of its own."""


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file that was written, for the manifest."""

    job: Job
    path: Path
    pages: int
    trim: tuple[float, float]
    sha256: str
    state: str
    why: str
    proof: ProofRecord
    findings: tuple[Finding, ...]
    brought: str = ""
    picture: PictureWords | None = None
    words: tuple[dict[str, object], ...] = field(default=(), compare=False)
