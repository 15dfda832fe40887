"""SVG text becomes a tree of elements; what could reach out of the file or blow up is refused.

Expat is used directly: unlike `xml.etree` it tells the line, and a document type that declares anything ends the
reading before any entity is declared. One that only names SVG, as programs write it, is passed over and never fetched.
"""

from xml.parsers import expat

from booklet.art.faults import ArtError, Faults
from booklet.art.tree import SvgElement

LARGEST_FILE = 1_000_000
DEEPEST = 32

_SVG = "http://www.w3.org/2000/svg "

_W3C = "-//W3C//DTD SVG "
"""How the public name of SVG's own document types begins."""

_PASSED_OVER = "xpacket"
"""The mark that Adobe's programs set around what they note about a file."""

_WITHOUT_ENTITIES = (
    "in Illustrator: File > Save As > SVG, More Options, without Preserve Illustrator Editing Capabilities; "
    "else delete <!DOCTYPE ...>"
)


def read_markup(text: str, faults: Faults) -> SvgElement:
    """Return the root element of an SVG text; raises `SourceError`."""
    reader = _SvgReader()
    try:
        return reader.read(text)
    except ArtError as error:
        faults.stop(error, reader.line)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        faults.stop(ArtError("art-syntax", f"XML: {reason}", "mend the XML at this line"), error.lineno)


class _SvgReader:
    """Builds the tree from Expat's events."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate("utf-8", " ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._keep_text
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.SkippedEntityHandler = self._refuse_entity
        self._parser.ProcessingInstructionHandler = self._refuse_instruction
        self._document = SvgElement("", {}, 0)
        self._open = [self._document]

    @property
    def line(self) -> int:
        """The line that is being read."""
        return self._parser.CurrentLineNumber

    def read(self, text: str) -> SvgElement:
        """Return the root element."""
        if len(text) > LARGEST_FILE:
            raise ArtError("art-unsupported", "more than 1 MB of SVG", "simplify the drawing")
        self._parser.Parse(text.encode(errors="replace"), True)
        (root,) = self._document.children
        if root.tag != "svg":
            raise ArtError("art-syntax", f"the file begins with <{root.name}>", "give an SVG drawing")
        return root

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) > DEEPEST:
            raise ArtError("art-unsupported", f"more than {DEEPEST} levels of groups", "ungroup the drawing")
        element = SvgElement(tag.removeprefix(_SVG), attributes, self.line)
        self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _keep_text(self, text: str) -> None:
        if self._open[-1].tag == "style":
            self._open[-1].texts.append(text)

    def _refuse_doctype(self, _name: str, _system: str | None, public: str | None, declares: int) -> None:
        if declares or not (public or "").startswith(_W3C):
            raise ArtError("art-unsupported", "document types and entities are not read", _WITHOUT_ENTITIES)

    def _refuse_entity(self, name: str, _: object) -> None:
        raise ArtError("art-unsupported", f"the entity &{name}; is not read", _WITHOUT_ENTITIES)

    def _refuse_instruction(self, target: str, _: str) -> None:
        if target == _PASSED_OVER:
            return
        raise ArtError("art-unsupported", f"<?{target}?> is not read", "delete it")
