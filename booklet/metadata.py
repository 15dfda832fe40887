"""What a file says of itself: Info dictionary and XMP packet, equal to each other (ISO 32000-2, 14.3)."""

from dataclasses import dataclass
from datetime import date
from html import escape

from booklet.pdfobjects import Value

PRODUCER = "booklet"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, language, date of making, titles of the bookmarks, a page each; direction in which pages follow."""

    title: str
    language: str
    made: date
    bookmarks: tuple[str, ...]
    direction: str = "ltr"


def info_entries(metadata: Metadata) -> dict[str, Value]:
    """Return the Info dictionary."""
    stamp = f"D:{metadata.made:%Y%m%d}000000Z"
    return {
        "Title": metadata.title,
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": stamp,
        "ModDate": stamp,
    }


def xmp_packet(metadata: Metadata) -> bytes:
    """Return the XMP packet."""
    stamp = f"{metadata.made:%Y-%m-%d}T00:00:00Z"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(metadata.title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{escape(metadata.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><xmp:CreateDate>{stamp}</xmp:CreateDate>
<xmp:ModifyDate>{stamp}</xmp:ModifyDate><xmp:MetadataDate>{stamp}</xmp:MetadataDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()
