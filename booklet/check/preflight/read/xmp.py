"""XMP metadata as flat values; the packet is not trusted (ISO 16684-1)."""

from collections.abc import Mapping
from xml.etree import ElementTree

from booklet.check.preflight.model import XMP_BROKEN

_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
}


def read_xmp(packet: bytes) -> Mapping[str, str]:
    """Return the values of a packet by names such as dc:title, or only the reason why it cannot be read.

    >>> read_xmp(b"<!DOCTYPE a><a/>")
    {'broken': 'it declares a document type'}
    """
    if b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        return {XMP_BROKEN: "it declares a document type"}
    try:
        tree = ElementTree.fromstring(packet)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        return {XMP_BROKEN: str(error)}
    found: dict[str, str] = {}
    for node in tree.iter():
        name = _shorten_name(node.tag)
        if name:
            found.setdefault(name, "".join(node.itertext()).strip())
        for key, value in node.attrib.items():
            short = _shorten_name(key)
            if short:
                found.setdefault(short, value.strip())
    return found


def _shorten_name(qualified: str) -> str:
    space, _, local = qualified.removeprefix("{").partition("}")
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix and local else ""
