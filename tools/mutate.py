"""Spoil the code where a number may go wrong, one small thing at a time, and tell which tests notice it.

python tools/mutate.py [--seed 2] [--room facts] [--tests COMMIT]

Each room has tests that find its faults without the slow ones; a mutant that they let pass needs a test, or its line is
dead. Mutants are made in a copy of what git knows of, which is what is imported, in subprocesses too. Which of them are
tried is decided by a seed and their own words. The result stands in tests/mutations.tsv; what was found there to be the
same program is not tried again.

mutmut changes functions alone (rights are a table) and cosmic-ray works in the checkout with one command for all rooms:
both would need as much around them as this is.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import groupby
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from mutants import Mutant, digest_of, mutants_of

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "tests" / "mutations.tsv"
COLUMNS = ("day", "room", "file", "line", "within", "was", "becomes", "nth", "verdict", "by")


class Room(NamedTuple):
    """Modules, and the tests that are to see any fault in them."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS: Mapping[str, Room] = {
    "facts": Room(("booklet/facts/*.py",), ("tests/facts", "booklet/facts")),
    "addresses": Room(
        tuple(
            f"booklet/sources/{name}.py"
            for name in ("addresses", "claims", "elsewhere", "figures", "hosts", "numbers", "own_addresses", "shelters")
        ),
        (
            *(
                f"tests/sources/test_{name}.py"
                for name in ("addresses", "claims", "country_files", "hosts", "own_addresses", "shelters")
            ),
            *("tests/test_bad_numbers.py", "booklet/sources/addresses.py", "booklet/sources/elsewhere.py"),
        ),
    ),
    "proof": Room(
        tuple(
            f"booklet/check/proof/{name}.py"
            for name in ("claims", "compare", "drafted", "facts", "marked", "order", "pages", "painted", "press")
        ),
        ("tests/check/proof", "booklet/check/proof"),
    ),
    "sheets": Room(
        ("booklet/impose/*.py", "booklet/sheets/imposition.py", "booklet/sheets/planner.py", "booklet/sheets/spots.py"),
        ("tests/sheets", "tests/impose", "booklet/sheets", "booklet/impose"),
    ),
    "rights": Room(("booklet/service/rights.py",), ("tests/service/test_service_rights.py",)),
    "orders": Room(("booklet/service/orders/*.py",), ("tests/service/test_service_orders.py",)),
}
"""The rooms of truth. Tests are few, since each mutant waits for them."""

KILLED, SURVIVED, SAME = "killed", "survived", "same"

SPARE = 30.0
"""Seconds that the tests of a mutant may take beyond five times those of the code as it is; then they hang."""


class Tried(NamedTuple):
    """What became of a mutant: by which test it was killed, or why it is the same program."""

    room: str
    mutant: Mutant
    verdict: str
    by: str

    @property
    def row(self) -> dict[str, str]:
        """The row in which it is kept."""
        mutant = self.mutant
        said = (mutant.file, str(mutant.line), mutant.within, mutant.was, mutant.becomes, str(mutant.nth))
        return dict(zip(COLUMNS, (str(date.today()), self.room, *said, self.verdict, self.by), strict=True))


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the chosen mutants, and keep what became of them; return 1 if one survives."""
    asked = _read_arguments(arguments)
    rooms = asked.room or list(ROOMS)
    rows = read_rows(KEPT)
    same = {key_of(row): row for row in rows if row["verdict"] == SAME}
    lived = {key_of(row) for row in rows if row["verdict"] == SURVIVED}
    chosen = [
        (room, mutant)
        for room in rooms
        for mutant in choose(room, _share(room, asked.count), asked.seed, same)
        if not asked.again or key_of(Tried(room, mutant, "", "").row) in lived
    ]
    with tempfile.TemporaryDirectory() as folder:
        trees = [copy_tree(Path(folder) / str(number), asked.tests) for number in range(asked.at_once)]
        tried = list(try_all(chosen, trees))
    tally = Counter(one.verdict for one in tried)
    print(f"{tally[KILLED]} killed, {tally[SURVIVED]} survived of {len(tried)}")
    if asked.keep:
        new = {key_of(one.row): one.row for one in tried}
        stay = [row for row in rows if asked.again or row["verdict"] == SAME or row["room"] not in rooms]
        left = [new.pop(key_of(row), row) for row in stay]
        write_rows(KEPT, [*left, *new.values()])
    return 1 if tally[SURVIVED] else 0


def _read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--room", action="append", choices=ROOMS, help="only this room; may be given again")
    parser.add_argument("--count", type=int, default=100, help="how many mutants, spread over all rooms")
    parser.add_argument("--seed", default="1", help="another seed chooses others")
    parser.add_argument("--tests", default="", metavar="COMMIT", help="with the tests as they stood at a commit")
    parser.add_argument("--again", action="store_true", help="only those that are kept as survivors")
    parser.add_argument("--keep", action="store_true", help="write tests/mutations.tsv")
    parser.add_argument("--at-once", type=int, choices=(1, 2), default=1, help="how many are tried at a time")
    return parser.parse_args(arguments)


def _share(room: str, count: int) -> int:
    """Return how many of all mutants are of a room.

    >>> [_share(room, 100) for room in ROOMS]
    [17, 17, 17, 17, 16, 16]
    """
    return count // len(ROOMS) + (list(ROOMS).index(room) < count % len(ROOMS))


def choose(room: str, count: int, seed: str, same: Iterable[tuple[str, ...]] = ()) -> list[Mutant]:
    """Return some mutants of a room, by chance but always the same, without those known to be the same program."""
    known = set(same)
    paths = [path for pattern in ROOMS[room].modules for path in ROOT.glob(pattern)]
    found = (one for path in paths for one in mutants_of(path.read_bytes(), path.relative_to(ROOT).as_posix()))
    new = (one for one in found if key_of(Tried(room, one, "", "").row) not in known)
    chosen = sorted(new, key=lambda one: digest_of(one, seed))[:count]
    return sorted(chosen, key=lambda one: (one.file, one.start))


def copy_tree(folder: Path, tests: str) -> Path:
    """Copy what git knows of and what is new, with tests as they stood at a commit if one is named."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and not (tests and name.startswith("tests/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    if tests:
        archive = subprocess.run(["git", "archive", tests, "tests"], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(folder)], input=archive, check=True)
    return folder


def try_all(chosen: Sequence[tuple[str, Mutant]], trees: Sequence[Path]) -> Iterator[Tried]:
    """Try mutants, one at a time in each tree, and say how far it is."""
    began, free = time.monotonic(), SimpleQueue[Path]()
    limits = {room: _measure(room, trees) for room, _ in groupby(chosen, key=lambda one: one[0])}
    for tree in trees:
        free.put(tree)

    def try_next(one: tuple[str, Mutant]) -> Tried:
        tree = free.get()
        try:
            return try_one(*one, tree, limits[one[0]])
        finally:
            free.put(tree)

    with ThreadPoolExecutor(len(trees)) as pool:
        for number, tried in enumerate(pool.map(try_next, chosen), 1):
            mutant, minutes = tried.mutant, (time.monotonic() - began) / 60
            changed = f"{mutant.file}:{mutant.line} {mutant.was} -> {mutant.becomes or 'nothing'}"
            print(f"{number}/{len(chosen)} {minutes:.0f} min {tried.verdict}: {changed}  {tried.by}", flush=True)
            yield tried


def _measure(room: str, trees: Sequence[Path]) -> float:
    """Return how many seconds the tests of a room may take; raise `SystemExit` if they fail as the code is."""
    took = 0.0
    for tree in trees:
        began = time.monotonic()
        verdict, by = run_tests(room, tree, None)
        took = time.monotonic() - began
        if verdict == KILLED:
            raise SystemExit(f"the tests of {room} fail before anything is changed: {by}")
    return SPARE + 5 * took


def try_one(room: str, mutant: Mutant, tree: Path, limit: float) -> Tried:
    """Change a tree, run the tests of the room there, and change it back."""
    path = tree / mutant.file
    source, times = path.read_bytes(), path.stat()
    path.write_bytes(mutant.applied_to(source))
    try:
        return Tried(room, mutant, *run_tests(room, tree, limit))
    finally:
        path.write_bytes(source)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def run_tests(room: str, tree: Path, limit: float | None) -> tuple[str, str]:
    """Return whether the quick tests of a room fail in a tree, and the first that does; what hangs has failed.

    With a limit nothing that is compiled is kept: another change of the same second would be taken for this one.
    """
    shutil.rmtree(tree / ".hypothesis", ignore_errors=True)
    beside = tree.with_name(f"{tree.name}-tmp")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    kept = {} if limit is None else {"PYTHONDONTWRITEBYTECODE": "1"}
    environment = {**os.environ, **kept, "PYTHONPATH": str(tree), "TMPDIR": str(beside)}
    options = ["-n0", "-x", "-q", "--tb=no", "-rfE", "-p", "no:cacheprovider", "--hypothesis-seed=0", "-m", "not slow"]
    tests = [test for test in ROOMS[room].tests if (tree / test).exists()]
    run = subprocess.Popen(
        [sys.executable, "-m", "pytest", *options, *tests],
        cwd=tree, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = run.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        return KILLED, "hangs"
    if run.returncode == 0:
        return SURVIVED, ""
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)
    return KILLED, failed[1] if failed else "nothing can be imported"


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows that are kept."""
    if not path.exists():
        return []
    lines = path.read_text("utf-8").splitlines()[1:]
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]


def write_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Keep rows: those of a room together, and those that are the same program last."""
    order = sorted(rows, key=lambda row: (row["verdict"] == SAME, list(ROOMS).index(row["room"])))
    lines = ("\t".join(row[column] for column in COLUMNS) for row in order)
    path.write_text("\n".join(("\t".join(COLUMNS), *lines)) + "\n", "utf-8")


def key_of(row: Mapping[str, str]) -> tuple[str, ...]:
    """Return what tells a mutant from others, wherever its line has moved to."""
    return row["file"], row["within"], row["was"], row["becomes"], row["nth"]


if __name__ == "__main__":
    raise SystemExit(main())
