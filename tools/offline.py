"""Tell what pages of a folder would fetch from elsewhere when somebody opens them: scripts, styles, pictures.

python tools/offline.py FOLDER

Links that a reader may follow are no fault.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href", "object": "data"}
"""Elements that fetch something by themselves, and the attribute that says what."""

UNFETCHED = {"canonical", "next", "prev", "alternate"}
"""Links of a head that are only said."""

STYLE = re.compile(r"""(?:url\(|@import)\s*['"]?\s*((?:https?:)?//[^'")\s]+)""")

ELSEWHERE = re.compile(r"(?:https?:)?//")


class Page(HTMLParser):
    """Gathers what a page fetches from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element fetches."""
        values = {name: value or "" for name, value in attrs}
        target = values.get(FETCHED.get(tag, ""), "")
        if ELSEWHERE.match(target) and not (tag == "link" and set(values.get("rel", "").split()) <= UNFETCHED):
            self.fetched.append(target)
        self.fetched += STYLE.findall(values.get("style", ""))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what would be fetched; return 1 if there is any, or no page."""
    (folder,) = sys.argv[1:] if arguments is None else arguments
    found = list(fetched_in(Path(folder)))
    for path, target in found:
        print(f"{path}: {target}", file=sys.stderr)
    return int(bool(found) or not any(Path(folder).rglob("*.html")))


def fetched_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of a folder with what it would fetch from elsewhere."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".html":
            page = Page()
            page.feed(path.read_text("utf-8"))
            yield from ((path, target) for target in page.fetched)
        elif path.suffix in {".css", ".svg"}:
            yield from ((path, target) for target in STYLE.findall(path.read_text("utf-8")))


if __name__ == "__main__":
    raise SystemExit(main())
