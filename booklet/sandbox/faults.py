"""What goes wrong when it is asked for: faults by their names, and a plan that chooses the same ones every time.

A fault is asked for by the header `Sandbox-Fault` of a request, by a button for the next order, or by a plan.
"""

import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from random import Random

from booklet.errors import Finding, SourceError, Where, did_you_mean
from booklet.values import Frozen, field

HEADER = "Sandbox-Fault"

LARGEST_PLAN = 100_000


class Fault(StrEnum):
    """Everything that can go wrong, as it is named in a header, in a plan and on the page."""

    SLOW = "slow"
    ERROR = "error-500"
    ANSWER_LOST = "answer-lost"
    PAYMENT_REFUSED = "payment-refused"
    PRESS_BROKEN = "press-broken"
    HOOK_LOST = "hook-lost"
    HOOK_DOUBLED = "hook-doubled"
    HOOK_LATE = "hook-late"
    HOOK_FORGED = "hook-forged"


MEANINGS: Mapping[Fault, str] = {
    Fault.SLOW: "the answer comes late",
    Fault.ERROR: "nothing is done, and the answer is 500",
    Fault.ANSWER_LOST: "it is done, and the connection breaks before the answer is whole",
    Fault.PAYMENT_REFUSED: "the next payment is refused: unpaid again, or failed",
    Fault.PRESS_BROKEN: "the press breaks down while it prints",
    Fault.HOOK_LOST: "the next webhook is never sent",
    Fault.HOOK_DOUBLED: "the next webhook is sent twice",
    Fault.HOOK_LATE: "the next webhook is sent after the one that follows it",
    Fault.HOOK_FORGED: "the next webhook has a wrong signature",
}

ANSWERING = frozenset({Fault.SLOW, Fault.ERROR, Fault.ANSWER_LOST})
"""Faults of one answer; all others belong to an order."""


class Plan(Frozen):
    """A seed, and of each fault how often it comes, from 0 to 1: the same requests in the same order meet the same."""

    seed: int = 0
    rates: Mapping[Fault, float] = field(default_factory=dict)

    def choose(self, number: int) -> frozenset[Fault]:
        """Return the faults that the request of a number meets.

        >>> Plan(7, {Fault.SLOW: 1.0}).choose(3) == {Fault.SLOW}
        True
        """
        chosen = (
            fault for fault, rate in self.rates.items() if Random(f"{self.seed} {number} {fault}").random() < rate
        )
        return frozenset(chosen)


def read_faults(names: str) -> frozenset[Fault]:
    """Return the faults that a header names, between commas; raise `ValueError` with the first that is unknown.

    >>> sorted(read_faults("slow, hook-lost"))
    [<Fault.HOOK_LOST: 'hook-lost'>, <Fault.SLOW: 'slow'>]
    """
    return frozenset(Fault(name.strip()) for name in names.split(",") if name.strip())


def read_plan(path: Path) -> Plan:
    """Return the plan in a TOML file: `seed = 7`, and a table `[rates]` such as `slow = 0.1`.

    Raises `SourceError` with everything that is wrong in it.
    """
    text = _read_text(path)
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason, _, place = str(error).partition(" (at line ")
        line = int(place.partition(",")[0]) if place[:1].isdigit() else len(text.splitlines())
        hint = "write it as TOML: seed = 7, then [rates], then lines such as slow = 0.1"
        raise SourceError(
            Finding("fault-plan", Where(str(path), line), reason[:1].lower() + reason[1:], hint)
        ) from error
    findings = [*_find_faults(said, text, path)]
    if findings:
        raise SourceError(*findings)
    return Plan(said.get("seed", 0), {Fault(name): float(rate) for name, rate in said.get("rates", {}).items()})


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_PLAN + 1)
        if len(data) > LARGEST_PLAN:
            reason, hint = f"has more than {LARGEST_PLAN} bytes", "name a plan of faults: a few lines of TOML"
            raise SourceError(Finding("fault-plan", Where(str(path)), reason, hint))
        return data.decode()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is no UTF-8"
        raise SourceError(Finding("fault-plan", Where(str(path)), reason, "name a plan of faults in TOML")) from error


def _find_faults(said: Mapping[str, object], text: str, path: Path) -> Iterable[Finding]:
    for key in sorted(said.keys() - {"seed", "rates"}):
        yield Finding("fault-plan", _where(path, text, key), f'no key "{key}"', did_you_mean(key, ("seed", "rates")))
    if type(said.get("seed", 0)) is not int:
        yield Finding("fault-plan", _where(path, text, "seed"), "the seed is no whole number", "write seed = 7")
    rates = said.get("rates", {})
    if not isinstance(rates, dict):
        yield Finding("fault-plan", _where(path, text, "rates"), "rates is no table", "write [rates], then slow = 0.1")
        return
    for name, rate in rates.items():
        if name not in set(Fault):
            yield Finding("fault-plan", _where(path, text, name), f'no fault "{name}"', did_you_mean(name, Fault))
        elif type(rate) not in {int, float} or not 0 <= rate <= 1:
            hint = f"write {name} = 0.1 for one in ten"
            yield Finding("fault-plan", _where(path, text, name), f'how often "{name}" comes is not 0 to 1', hint)


def _where(path: Path, text: str, key: str) -> Where:
    """Return the first line that begins with a key."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip(" \t\"'[").startswith(key):
            return Where(str(path), number)
    return Where(str(path))
