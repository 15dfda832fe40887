"""A written file with other pages at its end, for PDFium to read: each shows a part, or what paints a place.

The file stays as it is, byte for byte: objects are added in an update (ISO 32000-2, 7.5.6).
"""

from collections.abc import Sequence

import pypdfium2

from booklet.check.proof.layers import Layer
from booklet.check.proof.parts import Entries, FileParts, Lines, Part
from booklet.pdf.objects import Name, Ref
from booklet.pdf.written import Value, as_dict, as_written
from booklet.pdfnumbers import number


def open_copy(parts: FileParts, shown: Sequence[Part | Lines | Layer]) -> pypdfium2.PdfDocument:
    """Return a file that shows parts and layers, each on a page, in the place of its own pages."""
    update = _Update(parts)
    pages = [update.page(one) for one in shown]
    return pypdfium2.PdfDocument(update.join(pages))


class _Update:
    """Objects added to a file."""

    def __init__(self, parts: FileParts) -> None:
        self._file = parts.file
        self._tree = parts.tree
        self._objects: list[bytes] = []

    def page(self, shown: Part | Lines | Layer) -> Value:
        """Add a page that shows something."""
        own: dict[str, Value] = {"Type": Name("Page"), "Parent": self._tree}
        if isinstance(shown, Part):
            return self._add(as_written({**own, **shown.entries}))
        if isinstance(shown, Lines):
            return self._add(as_written({**own, **self._lines(shown)}))
        content = self._stream({}, shown.content)
        return self._add(as_written({**own, **shown.entries, "Contents": content, "Resources": self._resources(shown)}))

    def _lines(self, lines: Lines) -> Entries:
        """Return the entries of a page that shows lines below one another."""
        first, next_one = self._stream({}, b"q"), self._stream({}, f"Q 1 0 0 1 0 {number(-lines.pitch)} cm q".encode())
        contents = [ref for form in lines.forms for ref in (next_one, form)]
        left, low, width, height = lines.box
        box: Value = [left, low - lines.pitch * len(lines.forms), left + width, low + height]
        return {"MediaBox": box, "Contents": [first, *contents], "Resources": lines.resources}

    def _resources(self, layer: Layer) -> dict[str, Value]:
        forms: dict[str, Value] = {name: self._form(form) for name, form in layer.forms}
        pictures = as_dict(layer.resources.get("XObject", {}))
        return {**layer.resources, "XObject": {**pictures, **forms}}

    def _form(self, layer: Layer) -> Value:
        return self._stream({**layer.entries, "Resources": self._resources(layer)}, layer.content)

    def _stream(self, entries: Entries, content: bytes) -> Value:
        head = as_written({**entries, "Length": float(len(content))})
        return self._add(b"%b\nstream\n%b\nendstream" % (head, content))

    def _add(self, written: bytes) -> Value:
        self._objects.append(written)
        return Ref(self._file.count + len(self._objects) - 1)

    def join(self, pages: list[Value]) -> bytes:
        """Return the file with all that was added and a list of pages."""
        tree = as_written({"Type": Name("Pages"), "Kids": pages, "Count": float(len(pages))})
        first, place = self._file.count, len(self._file.data)
        assert isinstance(self._tree, Ref)
        body, entries = [], []
        refs = (self._tree, *range(first, first + len(self._objects)))
        for ref, written in zip(refs, (tree, *self._objects), strict=True):
            body.append(b"%d 0 obj\n%b\nendobj\n" % (ref, written))
            entries.append(b"%010d 00000 n \n" % place)
            place += len(body[-1])
        count = len(self._objects)
        table = b"xref\n%d 1\n%b%d %d\n%b" % (self._tree, entries[0], first, count, b"".join(entries[1:]))
        size: dict[str, Value] = {"Size": float(first + count), "Root": self._file.root}
        end = as_written({**size, "Prev": float(self._file.table)})
        return b"".join((self._file.data, *body, table, b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (end, place)))
