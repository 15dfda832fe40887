"""The report of a run: one page of HTML that opens without a network, for whoever has to decide what is printed."""

import base64
import io
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path, PurePath

import pypdfium2

from booklet.errors import Finding, Severity
from booklet.jobs import REASONS
from booklet.runs.manifest import Made, entry_of, totals

THUMBNAIL = 180
"""Pixels of a picture's longer side."""

MOST_PICTURES = 120
"""Pictures in a report: one of each product and language of a lot; a file of a thousand would not open."""

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b3a }
table { border-collapse: collapse; width: 100% } th, td { text-align: start; padding: .3rem .8rem .3rem 0 }
th, td { border-bottom: 1px solid #bbb; vertical-align: top } td { overflow-wrap: anywhere }
.proof { background: #1b1b3a; color: #fff; padding: .1rem .4rem } .number { text-align: end }
figure { display: inline-block; margin: 0 1rem 1rem 0; width: 190px; font-size: .8rem; vertical-align: top }
img { border: 1px solid #bbb; max-width: 180px }
"""


def report_html(name: str, files: Sequence[Made], folder: Path) -> str:
    """Return the report of a run."""
    parts = [
        f"<h1>{escape(name)}</h1>",
        _totals(files),
        "<h2>Not for readers yet</h2>",
        *_proofs(files),
        "<h2>By printer and lot</h2>",
        _lots(files),
        "<h2>What a person should look at</h2>",
        *_findings(files),
        "<h2>Pictures</h2>",
        *_pictures(files, folder),
    ]
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
    head += f'<meta name="viewport" content="width=device-width"><title>{escape(name)}</title><style>{STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n' + "\n".join(parts) + "\n</body></html>\n"


def _totals(files: Sequence[Made]) -> str:
    counts = totals([entry_of(made) for made in files])
    return f"<p>{', '.join(f'{number:,} {what}' for what, number in counts.items())}.</p>"


def _proofs(files: Sequence[Made]) -> Iterator[str]:
    """Yield why files are proofs, each reason with the countries and languages it holds for."""
    proofs = [made for made in files if made.row.state == "proof"]
    if not proofs:
        yield "<p>Every file is final.</p>"
        return
    for why in dict.fromkeys(made.row.why for made in proofs):
        group = [made.item.job for made in proofs if made.row.why == why]
        places = sorted({f"{job.country} ({job.locale})" for job in group})
        reason = escape(REASONS.get(why, why))
        yield f'<p><strong class="proof">PROOF</strong> {len(group)} files: {reason}: {", ".join(places)}.</p>'


def _lots(files: Sequence[Made]) -> str:
    rows = []
    in_lots = sorted(files, key=lambda made: made.item.folder)
    for (printer, lot), group in groupby(in_lots, key=lambda made: (made.item.printer, made.item.lot)):
        members = list(group)
        counts = totals([entry_of(made) for made in members])
        cells = "".join(f'<td class="number">{counts[key]:,}</td>' for key in counts)
        rows.append(f"<tr><td>{printer}<td>{lot}<td>{escape(members[0].item.deliver_to)}{cells}</tr>")
    heads = "".join(f"<th>{head}" for head in ("Printer", "Lot", "Deliver to"))
    heads += "".join(f'<th class="number">{head}' for head in ("Files", "Proofs", "Copies", "Pages", "Sheets"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _findings(files: Sequence[Made]) -> Iterator[str]:
    """Yield what was found, each once, with how many files it is about."""
    found: dict[Finding, int] = {}
    for finding in (finding for made in files for finding in made.row.findings):
        if finding.severity is not Severity.NOTE:
            found[finding] = found.get(finding, 0) + 1
    if not found:
        yield "<p>Nothing was found.</p>"
        return
    rows = (
        f'<tr><td>{escape(str(finding.where))}<td>{escape(finding.message)}; {escape(finding.hint)}<td class="number">'
        f"{number}</tr>"
        for finding, number in found.items()
    )
    heads = "<tr><th>Where<th>What<th class='number'>Files</tr>"
    yield f"<table><thead>{heads}</thead><tbody>{''.join(rows)}</tbody></table>"


def _pictures(files: Sequence[Made], folder: Path) -> Iterator[str]:
    """Yield the first page of one file of each product and language of a lot."""
    seen: dict[tuple[str, ...], Made] = {}
    for made in files:
        job = made.item.job
        seen.setdefault((made.item.folder, job.product, job.item, job.layout, job.locale, job.band, job.ink), made)
    for made in list(seen.values())[:MOST_PICTURES]:
        name = escape(PurePath(made.row.path).name)
        source = base64.b64encode(_thumbnail(folder / made.row.path)).decode()
        yield f'<figure><img alt="" src="data:image/png;base64,{source}"><figcaption>{name}</figcaption></figure>'
    if len(seen) > MOST_PICTURES:
        yield f"<p>{len(seen) - MOST_PICTURES} more kinds of files have no picture here.</p>"


def _thumbnail(path: Path) -> bytes:
    """Return the first page of a file as a small picture."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        picture = page.render(scale=THUMBNAIL / max(page.get_size())).to_pil()
    written = io.BytesIO()
    picture.convert("RGB").quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()
