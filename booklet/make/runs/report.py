"""The report of a run: a page of HTML that opens without a network, for whoever decides what is printed."""

import base64
import io
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path, PurePath
from urllib.parse import quote

import pypdfium2
from PIL import Image

from booklet.errors import Finding, Severity
from booklet.facts.insert import INTERNATIONAL
from booklet.jobs import REASONS, Job
from booklet.make.runs.manifest import MadeFile, totals
from booklet.make.runs.reportstyle import STYLE
from booklet.words.cldr import country_name, english_name
from booklet.words.locales import SOURCE_LOCALE, languages_of

THUMBNAIL = 240
"""Pixels of a picture's longer side."""

MOST_PICTURES = 120
"""Pictures in a report: one of each product and language of a lot; a file of a thousand would not open."""

COUNTED = ("Files", "Proofs", "Drafts", "Copies", "Pages", "Sheets")
"""What `totals` counts, as it is called here."""

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""What a browser may load for the page: nothing that is not in it."""


def report_html(name: str, files: Sequence[MadeFile], folder: Path, words: Iterable[str] = ()) -> str:
    """Return the report of a run; `words` tells of each language and band who has signed what."""
    parts = [
        f"<h1>{_name(name)}</h1>",
        f'<p class="made">Made {max((made.row.made for made in files), default="never")}</p>',
        _totals(files),
        "<h2>Not for readers yet</h2>",
        *_proofs(files),
        "<h2>Who has read the words</h2>",
        *_words(files, words),
        "<h2>By printer and lot</h2>",
        _lots(files),
        *_recipients(files),
        "<h2>What a person should look at</h2>",
        *_findings(files),
        "<h2>Pictures</h2>",
        *_pictures(files, folder),
    ]
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head += f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(name)}</title>'
    head += f'<link rel="icon" href="data:,"><style>{STYLE}</style>'
    body = "\n".join(parts)
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body><main>\n{body}\n</main></body></html>\n'


def _name(text: str) -> str:
    """Return a text that somebody wrote, set in its own direction."""
    return f"<bdi>{escape(text)}</bdi>"


def _counts(files: Sequence[MadeFile]) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in totals(files).values())


def _totals(files: Sequence[MadeFile]) -> str:
    pairs = zip(COUNTED, _counts(files), strict=True)
    return (
        f'<dl class="totals">{"".join(f"<div><dt>{head}</dt><dd>{number}</dd></div>" for head, number in pairs)}</dl>'
    )


def _proofs(files: Sequence[MadeFile]) -> Iterator[str]:
    """Yield why files are proofs: each reason with its countries and languages."""
    proofs = [made for made in files if made.row.state == "proof"]
    if not proofs:
        yield "<p>No file is a proof.</p>"
        return
    for why in dict.fromkeys(made.row.why for made in proofs):
        group = [made.item.job for made in proofs if made.row.why == why]
        reason = escape(REASONS.get(why, why))
        yield f'<div class="why"><strong class="proof">PROOF</strong> <strong>{len(group):,} files: {reason}</strong>'
        yield f"<p>{'; '.join(_places(group))}.</p></div>"


def _words(files: Sequence[MadeFile], words: Iterable[str]) -> Iterator[str]:
    """Yield how many files say that their words are a draft, and who has signed which pages."""
    if drafts := sum(made.row.state == "draft" for made in files):
        yield f"<p>{drafts:,} files say “DRAFT words” on their cover: they may be used.</p>"
    yield f"<ul>{''.join(f'<li>{_name(line)}</li>' for line in words)}</ul>"


def _places(jobs: Iterable[Job]) -> Iterator[str]:
    """Yield the countries of files, each with their languages."""
    found = {(job.country, job.locale): job for job in jobs}.values()
    pairs = sorted({(_country(job), _language(job)) for job in found})
    for country, group in groupby(pairs, key=lambda pair: pair[0]):
        yield escape(f"{country} ({', '.join(language for _, language in group)})")


def _country(job: Job) -> str:
    if job.country == INTERNATIONAL:
        return "International"
    return country_name(SOURCE_LOCALE, job.country) or job.country


def _language(job: Job) -> str:
    return " + ".join(map(english_name, languages_of(job.locale)))


def _lots(files: Sequence[MadeFile]) -> str:
    heads = ("Printer", "Lot", "Deliver to", *COUNTED)
    rows = []
    in_lots = sorted(files, key=lambda made: made.item.folder)
    for (printer, lot), group in groupby(in_lots, key=lambda made: (made.item.printer, made.item.lot)):
        members = list(group)
        rows.append((*map(_name, (printer, lot, members[0].item.deliver_to or "–")), *_counts(members)))
    return _table(heads, rows, ("Together", "", "", *_counts(files)))


def _recipients(files: Sequence[MadeFile]) -> Iterator[str]:
    """Yield the names of the places that each lot is for."""
    named: dict[str, dict[str, None]] = {}
    for made in files:
        if made.item.recipient:
            named.setdefault(made.item.lot, {})[made.item.recipient.name] = None
    for lot, names in named.items():
        heading = f"{_name(lot)}: {len(names):,} names"
        yield f"<details><summary>{heading}</summary><p>{'; '.join(map(_name, names))}</p></details>"


def _findings(files: Sequence[MadeFile]) -> Iterator[str]:
    """Yield each finding once, with the number of files it is about."""
    found: dict[Finding, int] = {}
    for finding in (finding for made in files for finding in made.row.findings):
        if finding.severity is not Severity.NOTE:
            found[finding] = found.get(finding, 0) + 1
    if not found:
        yield "<p>Nothing was found.</p>"
        return
    rows = [
        (f"{_name(finding.message)}; {_name(finding.hint)}", f"<code>{_name(str(finding.where))}</code>", f"{number:,}")
        for finding, number in found.items()
    ]
    yield _table(("What", "Where", "Files"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], last: Sequence[str] = ()) -> str:
    """Return a table whose cells carry their column's head, shown before them where there is no room for columns."""
    above = "".join(f'<th role="columnheader" scope="col"{_kind(head)}>{head}</th>' for head in heads)
    body = "".join(_row(heads, cells) for cells in rows)
    foot = f'<tfoot role="rowgroup">{_row(heads, last)}</tfoot>' if last else ""
    return (
        f'<table role="table"><thead role="rowgroup"><tr role="row">{above}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody>{foot}</table>'
    )


def _row(heads: Sequence[str], cells: Sequence[str]) -> str:
    filled = ((head, cell) for head, cell in zip(heads, cells, strict=True))
    shown = (f'<td role="cell" data-head="{head}"{_kind(head, cell)}>{_cell(cell)}</td>' for head, cell in filled)
    return f'<tr role="row">{"".join(shown)}</tr>'


def _cell(words: str) -> str:
    """Return the content of a cell as one element, so that it stays one column where its head stands before it."""
    return f"<div>{words}</div>"


def _kind(head: str, words: str = "-") -> str:
    """Return the class of a cell: a number, or an empty cell."""
    return ' class="none"' if not words else ' class="number"' if head in COUNTED else ""


def _pictures(files: Sequence[MadeFile], folder: Path) -> Iterator[str]:
    """Yield by lot the first page of one file of each product and language, proofs and finals apart."""
    seen: dict[tuple[str, ...], list[MadeFile]] = {}
    for made in files:
        job = made.item.job
        key = (made.item.folder, job.product, job.item, job.layout, job.locale, job.band, job.ink, made.row.state)
        seen.setdefault(key, []).append(made)
    kinds = list(seen.values())
    shown = sorted(kinds[:MOST_PICTURES], key=lambda group: group[0].item.folder)
    for place, groups in groupby(shown, key=lambda group: group[0].item.folder):
        figures = "".join(_figure(group, folder) for group in groups)
        yield f'<details open><summary>{_name(place)}</summary><div class="pictures">{figures}</div></details>'
    if len(kinds) > MOST_PICTURES:
        yield f"<p>{len(kinds) - MOST_PICTURES} more kinds of files have no picture here.</p>"


def _figure(alike: Sequence[MadeFile], folder: Path) -> str:
    """Return the picture of the first of some files, linked to it, with a caption."""
    made, *others = alike
    job = made.item.job
    lines = [f"<strong>{escape(' '.join(filter(None, (job.product.capitalize(), job.item))))}</strong>"]
    lines += [f"<span>{escape(f'{_country(job)}, {_language(job)}, {job.band}')}</span>"]
    lines += [_name(made.item.recipient.name)] if made.item.recipient else []
    lines += [f"<span>and {len(others):,} more like it</span>"] if others else []
    marks = {"proof": '<span class="proof">PROOF</span>', "draft": "<span>DRAFT words</span>"}
    lines += [marks[made.row.state]] if made.row.state in marks else []
    lines += [f"<code>{_name(made.row.name)}</code>"]
    picture = PurePath(made.row.path).suffix.removeprefix(".").upper()
    if not job.is_reflowed:
        source = base64.b64encode(_thumbnail(folder / made.row.path)).decode()
        picture = f'<img alt="" src="data:image/png;base64,{source}">'
    link = f'<a href="{quote(made.row.path)}" aria-label="{escape(made.row.name)}">{picture}</a>'
    return f"<figure>{link}<figcaption>{''.join(lines)}</figcaption></figure>"


def _thumbnail(path: Path) -> bytes:
    """Return the first page of a file as a small picture, as it looks once it is cut."""
    if path.suffix != ".pdf":
        with Image.open(path) as whole:
            whole.thumbnail((THUMBNAIL, THUMBNAIL))
            return _save_small(whole)
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        left, bottom, right, top = page.get_trimbox()
        width, height = page.get_size()
        scale = THUMBNAIL / max(right - left, top - bottom)
        picture = page.render(scale=scale, crop=(left, bottom, width - right, height - top)).to_pil()
    return _save_small(picture)


def _save_small(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.convert("RGB").quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()
