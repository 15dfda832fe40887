"""Build the same files with two Pythons and name those that differ: same sources, same date, same bytes.

python tools/two_pythons.py .venv/bin/python .venv/other/bin/python
"""

import hashlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
DAY = "2026-11-25"

ASKED = (
    (),
    ("booklet", "card", "insert", "sticker", "--country", "KE", "--locale", "sw", "--edition", "screen"),
    ("booklet", "card", "--country", "EG", "--edition", "screen", "--edition", "office", "--band", "14-17"),
    ("booklet", "poster", "card", "--country", "IN", "--locale", "hi", "--edition", "screen", "--band", "10-13"),
    ("card", "insert", "--country", "TH", "--edition", "screen"),
)
"""What is built: every product, the world's set whole, and lines in four scripts, in both directions."""


def main() -> int:
    """Build with both at once, and say what differs; return 1 if anything does."""
    pythons = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(len(pythons)) as both:
        made = list(both.map(built, pythons, [Path(folder) / str(number) for number in range(len(pythons))]))
    names = differing(*made)
    for name in names:
        print(f"differs: {name}")
    print(f"{len(made[0])} files, {len(names)} differ between {sys.argv[1]} and {sys.argv[2]}")
    return 1 if names or not made[0] else 0


def built(python: str, folder: Path) -> dict[str, str]:
    """Build with a Python and return the sha256 of each PDF by its name; raise CalledProcessError if it cannot."""
    for number, asked in enumerate(ASKED):
        output = folder / str(number)
        command = [python, "make_booklet.py", "build", *asked, "--date", DAY, "--output", str(output)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    files = sorted(folder.rglob("*.pdf"))
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return the names of files that are not the same, or that only one has.

    >>> differing({"a": "1", "b": "2"}, {"a": "1", "b": "3", "c": "4"})
    ['b', 'c']
    """
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


if __name__ == "__main__":
    raise SystemExit(main())
