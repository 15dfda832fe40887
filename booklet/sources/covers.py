"""What a printer's file states about covers: its binding, the thickness of its papers, the place of a barcode."""

import re
from collections.abc import Mapping

from booklet.geometry import MM, Size, mm
from booklet.look.barcode import LEAST_MODULE, plate_size
from booklet.look.printer import BarcodeRoom, Cover
from booklet.sources.record import Record, read_size

BINDINGS = ("saddle", "perfect")

FLAT: Mapping[str, float] = {"any": 0.0}
"""The papers of a binding that has no spine."""

_NAME = re.compile(r"[a-z0-9]{1,20}")

_PAGES = re.compile(r"[0-9]{1,4}")


def read_cover(record: Record) -> Cover:
    """Return what a printer's record states about covers; papers are given in millimetres a page."""
    with record.nested_record("cover") as cover:
        binding = cover.choice("binding", BINDINGS)
        papers = _papers(cover) if "papers" in cover else FLAT
        if binding == "perfect" and not any(papers.values()):
            hint = "write how many millimetres a page adds to the spine: papers: {white: 0.0572}"
            cover.fault(
                "missing-paper", cover.place("papers"), "a perfect binding has a spine, and no paper does", hint
            )
        return Cover(
            binding=binding,
            papers=papers,
            spine_base=mm(cover.number("spine-base", 0)),
            barcode=_room(cover) if "barcode" in cover else None,
            is_inside=cover.choice("file", ("apart", "inside"), "apart") == "inside",
            gutters=_gutters(cover),
        )


def _papers(record: Record) -> Mapping[str, float]:
    with record.nested_record("papers") as papers:
        found = {name: mm(papers.number(name)) for name in papers.key_names()}
        for name in found:
            if not _NAME.fullmatch(name):
                hint = "write small letters and digits, 20 at most: it becomes part of the names of files"
                papers.fault("wrong-name", papers.place(name), f'"{name}" is no name of a paper', hint)
    return found or FLAT


def _gutters(record: Record) -> tuple[tuple[int, float], ...]:
    with record.nested_record("gutters") as gutters:
        found = {name: mm(gutters.number(name)) for name in gutters.key_names()}
        for name in found:
            if not _PAGES.fullmatch(name):
                hint = "write for how many pages a margin is enough: gutters: {150: 9.5}"
                gutters.fault("wrong-type", gutters.place(name), f'"{name}" is no number of pages', hint)
    return tuple(sorted((int(name), least) for name, least in found.items() if _PAGES.fullmatch(name)))


def _room(record: Record) -> BarcodeRoom:
    with record.nested_record("barcode") as barcode:
        size, least = read_size(barcode, "size"), plate_size(LEAST_MODULE)
        if size.width < least.width or size.height < least.height:
            wide, high = (length / MM for length in least)
            hint = f"give it {wide:.1f} x {high:.1f} mm or more"
            barcode.fault("wrong-size", barcode.place("size"), "no barcode that can be read has room there", hint)
            size = Size(*least)
        return BarcodeRoom(size, mm(barcode.number("edge")), barcode.choice("filled", ("yes", "no"), "no") == "yes")
