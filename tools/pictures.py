"""Make the pictures of the README from what is built now: `python tools/pictures.py docs/pictures`."""

import sys
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image

from booklet.api.pictures import join_pages, render
from booklet.jobs import PRODUCTS
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.values import replace

PICTURES = {
    "covers": ("booklet", (28, 1)),
    "help-now": ("booklet", (2, 3)),
    "comic": ("booklet", (8, 9)),
    "threat": ("booklet", (12, 13)),
    "breath": ("booklet", (10, 11)),
    "call": ("booklet", (20, 21)),
    "poster": ("poster", (1,)),
    "card": ("card", (1, 2)),
}
"""Each picture: the product, and the pages that stand side by side."""

OWN_EDITION = Path(__file__).parent.parent / "docs" / "examples" / "our-edition"

OWN_PICTURES = {"own-page": (1, 25)}
"""Pictures of what a partner makes of its own: pages of the example's booklet."""

DPI = {"booklet": 90, "poster": 32, "card": 130}


def main(folder: Path) -> None:
    """Write every picture, with as few colours as the pages have."""
    sources = open_sources(None)
    folder.mkdir(parents=True, exist_ok=True)
    pages = {}
    for product in PRODUCTS:
        jobs = plan_jobs(Wanted(products=(product,), editions=("screen",)), sources)
        made = date.today()
        pages[product] = render(draw(check(jobs, sources, made)[0], sources, made), DPI[product])
    own = open_sources(OWN_EDITION)
    jobs = plan_jobs(Wanted(products=("booklet",), editions=("screen",)), own)
    booklet = render(draw(replace(check(jobs, own, made)[0], proof=None), own, made), DPI["booklet"])
    for name, pair in OWN_PICTURES.items():
        _write(folder / f"{name}.png", join_pages([booklet[number - 1] for number in pair]))
    for name, (product, numbers) in PICTURES.items():
        _write(folder / f"{name}.png", join_pages([pages[product][number - 1] for number in numbers]))


def _write(path: Path, picture: Image.Image) -> None:
    data = BytesIO()
    picture.quantize(128).save(data, "PNG", optimize=True)
    path.write_bytes(data.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
