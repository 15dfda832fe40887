"""Write the tables of Unicode that Python lacks: `python tools/unicode_tables.py FOLDER booklet/text`.

FOLDER holds the files of the Unicode Character Database (https://www.unicode.org/Public/15.1.0/ucd/).
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from unicodedata import is_normalized

BRACKETS = '''"""Pairs of brackets, {source}: written by tools/unicode_tables.py.

© 1991-2023 Unicode, Inc., under the Unicode Licence V3: see LICENSE-unicode.
"""

from unicodedata import normalize

_PAIRS = (
{rows}
)

CLOSING_OF = {{opening: normalize("NFC", closing) for opening, closing in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}}
"""Opening bracket -> the closing one, canonical: U+2329 and U+3008 open the same pair."""

CLOSING = {{closing: normalize("NFC", closing) for closing in _PAIRS[1::2]}}
"""Closing bracket -> the same, canonical."""
'''

EXTENSIONS = '''"""The scripts that share a character, {source}: written by tools/unicode_tables.py.

© 1991-2023 Unicode, Inc., under the Unicode Licence V3: see LICENSE-unicode.
"""

SHARED = """
{rows}
"""
"""ISO 15924 codes: the code points, or first-last, that these scripts share (UAX #24, Script_Extensions)."""
'''


def fields(path: Path) -> Iterator[list[str]]:
    """Yield the fields of each line of a file of the database (UAX #44, 4.2)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if row := line.partition("#")[0].strip():
            yield re.split(r"\s*;\s*", row)


def source(path: Path) -> str:
    """Return the name and version a file gives in its first line: `BidiBrackets 15.1.0`."""
    name, version = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").removesuffix(".txt").split("-")
    return f"{name} {version}"


def brackets(path: Path) -> str:
    """Return the module of the pairs of brackets."""
    pairs = [(point, partner) for point, partner, kind in fields(path) if kind == "o"]
    written = [_written(pair) for pair in sorted(pairs, key=lambda pair: int(pair[0], 16))]
    rows = [f'    "{"".join(written[index : index + 12])}"' for index in range(0, len(written), 12)]
    return BRACKETS.format(source=source(path), rows="\n".join(rows))


def _written(points: tuple[str, str]) -> str:
    """Return characters as they stand in a literal; escaped where an editor might normalise them."""
    pair = "".join(chr(int(point, 16)) for point in points)
    return pair if is_normalized("NFC", pair) else "".join(f"\\u{point.lower()}" for point in points)


def extensions(path: Path) -> str:
    """Return the module of the scripts that share a character."""
    shared = defaultdict(list)
    for points, codes in fields(path):
        shared[codes].append(points.replace("..", "-"))
    rows = [
        f"{codes}: {part}"
        for codes in sorted(shared)
        for part in wrap(" ".join(shared[codes]), 116 - len(codes), break_on_hyphens=False)
    ]
    return EXTENSIONS.format(source=source(path), rows="\n".join(rows))


def main(database: Path, package: Path) -> None:
    """Write the modules `brackets` and `script_extensions`."""
    (package / "brackets.py").write_text(brackets(database / "BidiBrackets.txt"), encoding="utf-8")
    (package / "script_extensions.py").write_text(extensions(database / "ScriptExtensions.txt"), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
