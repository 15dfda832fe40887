"""What a print house says of a file: bytes and what was ordered in, a verdict out; preflight reads the file apart."""

import tempfile
from functools import cache
from pathlib import Path

from booklet.api.checking import Report, limits_for, report_of
from booklet.api.packing import list_houses
from booklet.api.project import open_project
from booklet.errors import Severity
from booklet.sandbox.products import MM, Product, is_size
from booklet.values import Frozen

limits_of = cache(limits_for)
"""The limits of a printer, read once."""

project_of_ours = cache(open_project)
"""Our own sources, read once; they say how many pages each house binds."""

MOST_TOLD = 20
"""Faults that are told of a file; a customer mends the first ones anyway."""


class Verdict(Frozen):
    """What was found in a file: its pages, what it is refused for, and what was noticed besides or not looked at."""

    pages: int
    errors: tuple[str, ...]
    notes: tuple[str, ...] = ()


def judge(data: bytes, product: Product | None, *, is_cover: bool = False, pages: int = 0) -> Verdict:
    """Look at a file as a print house does.

    Without a product, sizes are not compared. `pages` is how many pages an inside should have, or a cover goes around;
    0 if nobody said it.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(data)
        report = report_of(path, limits_of(product.printer if product else "lulu"))
    errors = [*_list_hits(report, Severity.ERROR)]
    if report.sizes:
        errors += _judge_cover(report, product, pages) if is_cover else _judge_inside(report, product, pages)
    notes = [*_list_hits(report, Severity.WARNING), *_list_hits(report, Severity.UNCHECKED)]
    return Verdict(len(report.sizes), tuple(errors[:MOST_TOLD]), tuple(notes[:MOST_TOLD]))


def _list_hits(report: Report, severity: Severity) -> list[str]:
    """Return the hits of a severity, each as a line."""
    found = []
    for hit in report.hits:
        if hit.severity is severity:
            place = "" if hit.page is None else f"page {hit.page + 1}: "
            unlooked = "not checked: " if severity is Severity.UNCHECKED else ""
            found.append(f"{hit.rule.code}: {unlooked}{place}{hit.what}")
    return found


def _judge_inside(report: Report, product: Product | None, pages: int) -> list[str]:
    count = len(report.sizes)
    errors = []
    if len(set(report.sizes)) > 1:
        errors.append("page-sizes: the pages differ in size")
    if pages and count != pages:
        errors.append(f"page-number: the file has {_tell_pages(count)}, and {pages} were ordered")
    if product is None:
        return errors
    errors += [
        f"page-number: {_tell_pages(count)} cannot be bound: {house.pages}"
        for house in list_houses(project_of_ours().sources, count)
        if product.is_bound and house.name == product.printer and not house.fits
    ]
    if product.width and not is_size(report.sizes[0], product.page_size()):
        errors.append(_tell_size(report.sizes[0], product.page_size()))
    return errors


def _judge_cover(report: Report, product: Product | None, pages: int) -> list[str]:
    if len(report.sizes) != 1:
        return [f"page-number: a cover is one page, and the file has {_tell_pages(len(report.sizes))}"]
    is_told = product is not None and product.width and (pages or product.is_stapled)
    if product and is_told and not is_size(report.sizes[0], product.cover_size(pages)):
        return [_tell_size(report.sizes[0], product.cover_size(pages))]
    return []


def _tell_pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _tell_size(found: tuple[float, float], wanted: tuple[float, float]) -> str:
    """Return the line that says what size a page has and should have, in millimetres."""
    has, should = (" x ".join(f"{length / MM:.1f}" for length in size) for size in (found, wanted))
    return f"page-size: a page is {has} mm with bleed, and should be {should} mm"
