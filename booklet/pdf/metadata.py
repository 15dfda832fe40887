"""What a file says about itself: Info and XMP, equal to each other, its standards, and its printing conditions.

ISO 32000-2, 14.3 and 14.11.5; PDF/UA-1 (ISO 14289-1, 5), PDF/A-2a (ISO 19005-2, 6.6), PDF/X-4 (ISO 15930-7, 6).
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from html import escape
from uuid import UUID
from zlib import compress

from booklet.look.printer import Condition, Profile
from booklet.pdf.objects import Name, PdfFile, Ref, Value
from booklet.values import Frozen

PRODUCER = "booklet"

X_4 = "PDF/X-4"


class Metadata(Frozen):
    """Title, language, day of making, bookmarks by page, and the direction in which pages follow one another.

    A page whose bookmark is "" has none. `coverage` is what the file covers, as XML text. `languages` holds the
    language of each page, if the file has more than one.
    """

    title: str
    language: str
    made: date
    bookmarks: tuple[str, ...]
    direction: str = "ltr"
    coverage: str = ""
    languages: tuple[str, ...] = ()

    def language_of(self, page: int) -> str:
        """Return the language of a page, from 0."""
        return self.languages[page] if self.languages else self.language


def info_entries(metadata: Metadata, *, is_x4: bool) -> dict[str, Value]:
    """Return the Info dictionary."""
    stamp = f"D:{metadata.made:%Y%m%d}000000Z"
    entries: dict[str, Value] = {
        "Title": metadata.title,
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": stamp,
        "ModDate": stamp,
        "Trapped": Name("False"),
    }
    return entries | ({"GTS_PDFXVersion": X_4} if is_x4 else {})


def xmp_packet(metadata: Metadata, digest: bytes, *, is_x4: bool) -> bytes:
    """Return the XMP packet; the document's id is derived from a digest of its content (16 bytes)."""
    stamp = f"{metadata.made:%Y-%m-%d}T00:00:00Z"
    identifier = UUID(bytes=digest, version=4)
    tags = dict.fromkeys((metadata.language, *metadata.languages))
    languages = "".join(f"<rdf:li>{escape(tag)}</rdf:li>" for tag in tags)
    described = "".join(_schemas(is_x4=is_x4))
    coverage = f"<dc:coverage>{metadata.coverage}</dc:coverage>\n" if metadata.coverage else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" \
xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(metadata.title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag>{languages}</rdf:Bag></dc:language>
{coverage}<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><xmp:CreateDate>{stamp}</xmp:CreateDate>
<xmp:ModifyDate>{stamp}</xmp:ModifyDate><xmp:MetadataDate>{stamp}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{identifier}</xmpMM:DocumentID><xmpMM:InstanceID>uuid:{identifier}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Producer>{PRODUCER}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
{f"<pdfxid:GTS_PDFXVersion>{X_4}</pdfxid:GTS_PDFXVersion>" if is_x4 else ""}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>{described}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()


def _schemas(*, is_x4: bool) -> Iterator[str]:
    """Yield the descriptions of schemas that PDF/A requires of those it does not know (ISO 19005-2, 6.6.2.3)."""
    yield _schema("PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", "part", "Integer")
    yield _schema("Adobe PDF", "http://ns.adobe.com/pdf/1.3/", "pdf", "Trapped", "Text")
    if is_x4:
        yield _schema("PDF/X identification", "http://www.npes.org/pdfx/ns/id/", "pdfxid", "GTS_PDFXVersion", "Text")


def _schema(title: str, uri: str, prefix: str, name: str, kind: str) -> str:
    return f"""<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>
<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{name}</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"""


def write_intents(pdf: PdfFile, condition: Condition, *, is_x4: bool) -> list[Ref]:
    """Write the output intents of a file: one for each standard, all with one profile (ISO 19005-2, 6.2.3)."""
    profile = condition.profile
    entries: dict[str, Value] = {"N": profile.components, "Filter": Name("FlateDecode")}
    ref = pdf.add_stream(_compress_profile(profile), entries)
    return [
        pdf.add(
            {
                "Type": Name("OutputIntent"),
                "S": Name(kind),
                "OutputConditionIdentifier": condition.identifier,
                "OutputCondition": condition.about,
                "Info": condition.about,
                "RegistryName": condition.registry,
                "DestOutputProfile": ref,
            }
        )
        for kind in (("GTS_PDFX", "GTS_PDFA1") if is_x4 else ("GTS_PDFA1",))
    ]


@lru_cache(maxsize=16)
def _compress_profile(profile: Profile) -> bytes:
    return compress(profile.data, 6)
