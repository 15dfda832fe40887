"""The body of a PDF: ReportLab's document, which keeps objects and writes them with their table and trailer.

It is imported with the first file that is written: no other command needs ReportLab.
"""

from hashlib import sha256

from reportlab.pdfbase.pdfdoc import PDFCrossReferenceTable, PDFDocument, PDFFile, PDFObject, PDFTrailer


class WrittenObject(PDFObject):  # type: ignore[misc]
    """An object that is in PDF syntax already: output intents, tags, streams that end as PDF/A asks (6.1.7.1).

    ReportLab's own catalogue, pages and streams cannot say all of that.
    """

    def __init__(self, data: bytes, number: int) -> None:
        self.data = data
        self.__InternalName__ = number

    def format(self, _: PDFDocument) -> bytes:
        """Return the object as it is written."""
        return self.data


class Body(PDFDocument):  # type: ignore[misc]
    """ReportLab's document without what it adds to every file: outlines, standard fonts, a catalogue, dates.

    Our objects have their numbers as names. Drawings of others may add objects of ReportLab's, and fonts that are
    written once everything is drawn.
    """

    def __init__(self, version: str) -> None:
        major, minor = map(int, version.split("."))
        super().__init__(dummyoutline=1, compression=0, invariant=1, pdfVersion=(major, minor))
        for registered in (self.idToObject, self.idToObjectNumberAndVersion, self.numberToId):
            registered.clear()
        self.objectcounter = 0

    def add(self, data: bytes) -> int:
        """Keep an object under the next number, and return that."""
        number: int = self.objectcounter + 1
        self.objectcounter = number
        self.numberToId[number] = number
        self.idToObjectNumberAndVersion[number] = number, 0
        self.idToObject[number] = WrittenObject(data, number)
        return number

    def put(self, number: int, data: bytes) -> None:
        """Keep an object under a number that was reserved before."""
        self.idToObject[number].data = data

    def digest(self) -> bytes:
        """Return a digest of all objects (16 bytes); fonts that are written at the end are added first."""
        return sha256(b"\n".join([one.data for one in self.idToObject.values()])).digest()[:16]

    def whole(self, root: int, info: int) -> bytes:
        """Return the file, whose id is a digest of its objects; no user's settings of ReportLab change it."""
        identifier = self.digest().hex().upper().encode()
        self._ID = b"[<%b><%b>]" % (identifier, identifier)
        self.Catalog, self.info = self.idToObject[root], self.idToObject[info]
        return self.format()

    def format(self) -> bytes:
        """Return the file as ReportLab's `format` does, but with its objects taken as they are: half of its time.

        Comments, which settings of ReportLab may want in every file, have no place in ours.
        """
        file = PDFFile(self._pdfVersion)
        for number, one in self.idToObject.items():
            self.idToOffset[number] = file.add(b"%d 0 obj\n%b\nendobj\n" % (number, one.data))
        table = PDFCrossReferenceTable()
        table.addsection(0, list(self.idToObject))
        start, size = file.add(table.format(self)), self.objectcounter + 1
        root, info = self.Reference(self.Catalog), self.Reference(self.info)
        file.add(PDFTrailer(startxref=start, Size=size, Root=root, Info=info, ID=self.ID()).format(self))
        written: bytes = file.format(self)
        return written
