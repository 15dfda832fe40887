"""The index of pictures: names of pictures in, a page of HTML out that opens without a network and needs no program."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from booklet.jobs import DRAFT, PROOF, strip_marks
from booklet.make.output import write_whole

PICTURES = "pictures"
"""The folder of the pictures, beside their index."""

INDEX = "index.html"

POLICY = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'"
"""What a browser may load for the page: pictures beside it."""

STYLE = """
* { box-sizing: border-box }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 80rem; margin: 0 auto; padding: 1.5rem 1rem 3rem;
  color: #1b1b3a; background: #fff; overflow-wrap: anywhere }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 } h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem }
.mark { background: #1b1b3a; color: #fff; padding: .1rem .45rem; border-radius: .25rem; font-weight: 700 }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)) }
li { font-size: .875rem; min-width: 0 } .wide { grid-column: span 2 }
img { display: block; width: 100%; height: 12rem; object-fit: contain; object-position: left bottom;
  background: #f3f1ea; border: 1px solid #c9c9d6 }
a { color: inherit }
"""

_NAMED = re.compile(r"(?P<stem>.+)_(?P<kind>page|spread|contact-sheet)(?:-(?P<number>\d+))?\.png")

_SCENE = "scene_"

_KINDS = ("contact-sheet", "spread", "page")

_CALLED = {"contact-sheet": "all pages", "spread": "spread", "page": "page"}


def write_index(folder: Path) -> Path:
    """Write the index of all pictures that lie in a folder and return its path; raise `OutputError` if that fails."""
    names = sorted(path.name for path in (folder / PICTURES).glob("*.png"))
    write_whole(folder / INDEX, make_index(names).encode())
    return folder / INDEX


def make_index(names: Iterable[str]) -> str:
    """Return the page that shows pictures by the file that they are of; others than ours are left out."""
    named = [found for name in names if (found := _NAMED.fullmatch(name))]
    scenes = [name for name in names if name.startswith(_SCENE)]
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head += '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Preview</title>'
    head += f"<style>{STYLE}</style>"
    parts = ["<h1>Preview</h1>"]
    for stem, pictures in groupby(sorted(named, key=_order), key=lambda found: found["stem"]):
        parts += [f"<h2>{escape(strip_marks(stem))}{_mark(stem)}</h2>", *_list(_shown(pictures))]
    if scenes:
        shown = ((name, name.removeprefix(_SCENE).removesuffix(".png"), True) for name in sorted(scenes))
        parts += ["<h2>Scenes</h2>", *_list(shown)]
    body = "\n".join(parts)
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body><main>\n{body}\n</main></body></html>\n'


def _order(found: re.Match[str]) -> tuple[str, int, int]:
    return found["stem"], _KINDS.index(found["kind"]), int(found["number"] or 0)


def _mark(stem: str) -> str:
    """Return what a file says that it is, if it is not final."""
    said = "PROOF: not for readers" if PROOF in stem else "DRAFT" if stem.endswith(DRAFT) else ""
    return f' <span class="mark">{said}</span>' if said else ""


def _shown(pictures: Iterable[re.Match[str]]) -> Iterator[tuple[str, str, bool]]:
    """Yield each picture with what it is called, and whether it is wide."""
    for found in pictures:
        number = f" {int(found['number'])}" if found["number"] else ""
        yield found[0], f"{_CALLED[found['kind']]}{number}", found["kind"] != "page"


def _list(pictures: Iterable[tuple[str, str, bool]]) -> Iterator[str]:
    yield "<ul>"
    for name, called, is_wide in pictures:
        image = f'<img src="{PICTURES}/{quote(name)}" alt="{escape(called)}" loading="lazy">'
        wide = ' class="wide"' if is_wide else ""
        yield f'<li{wide}><a href="{PICTURES}/{quote(name)}">{image}{escape(called)}</a></li>'
    yield "</ul>"
