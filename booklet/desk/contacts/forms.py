"""The forms of a contact: what was sent becomes plain values, and values become the rows that a template shows.

A form sends every field each time. Lists have rows with numbers in their names; the last row is empty, for one more.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise

from booklet.api.contactbook import LIMITS, PRACTICE
from booklet.desk.contacts.labels import (
    ANSWERS,
    CHATS,
    CONFIDENCES,
    DAYS,
    KINDS,
    PRACTICE_VALUES,
    SERVICES,
    WHEN,
)
from booklet.desk.contacts.labels import PRACTICE as ABOUT
from booklet.desk.contacts.values import NUMBER, SOURCE, Shown
from booklet.values import Frozen

NOTHING = "–"
"""An option that chooses nothing."""

MOST_ROWS = 30
"""Rows that a list of a form has at most."""

LONGEST = 2000
"""Letters that a field has at most."""

_OFFERED = (
    "af am ar az bn bs bg my ca zh hr cs da nl en et fi fr ka de el gu ha he hi hu id ig is it ja kk km "
    "rw ko ku ky lo lv ln lt mk ms ml mr mn ne no om ps fa pl pt pa ro rn ru sr si sk sl so es sw sv tl "
    "tg ta te th ti tr tk uk ur uz vi wo xh yo zu"
)

LANGUAGES = frozenset(_OFFERED.split())
"""Languages that are offered for a helpline, beside those of the edition."""


class Sent(Frozen):
    """What a form sent: values by key, in which row of the page each item of a list stood, and faults found at once."""

    values: Shown
    rows: Mapping[str, Sequence[int]]
    faults: Mapping[str, str]

    def place_of(self, field: str) -> str:
        """Return the place of a form that a path of keys belongs to, such as `numbers-1` or `hours`."""
        head, _, rest = field.partition(".")
        if head not in self.rows:
            return head
        number = rest.partition(".")[0]
        rows = self.rows[head]
        return f"{head}-{rows[int(number)]}" if number.isdigit() and int(number) < len(rows) else head


def read_main(sent: QueryDict, now: Shown, tags: Sequence[str]) -> Sent:
    """Return what the first form of a contact sent; `now` is what the file says, `tags` the languages of names."""
    numbers = list(_rows(sent, "numbers", NUMBER))
    sources = list(_rows(sent, "sources", SOURCE))
    hours, fault = _hours(sent, now["hours"])
    languages = [tag for tag in dict.fromkeys((*sent.getlist("languages"), _one(sent, "languages-more"))) if tag]
    values: Shown = {
        "name": _by_language(sent, "name", tags),
        "kind": _one(sent, "kind"),
        "numbers": [row for _, row in numbers if row["printed"] or row["dial"]],
        "abroad": _one(sent, "abroad"),
        "web": _one(sent, "web"),
        "whatsapp": _one(sent, "whatsapp"),
        "sms": {key: text for key in ("to", "word") if (text := _one(sent, f"sms-{key}"))},
        "chat": [chat for chat in sent.getlist("chat") if chat],
        "hours": hours,
        "free": _one(sent, "free") or "unknown",
        "private": _one(sent, "private") or "unknown",
        "languages": languages,
        "ages": {key: text for key in ("under", "from") if (text := _one(sent, f"ages-{key}"))},
        "region": _by_language(sent, "region", tags),
        "must-print": "yes" if sent.get("must-print") else "no" if now["must-print"] == "no" else "unknown",
        "sources": [row for _, row in sources],
        "confidence": _one(sent, "confidence"),
        "note": _one(sent, "note"),
        "conflict": _one(sent, "conflict"),
        "withheld": _one(sent, "withheld"),
    }
    for key in ("chat", "languages"):
        if set(values[key]) == set(now[key]):  # boxes have no order
            values[key] = now[key]
    rows = {
        "numbers": [place for place, row in numbers if row["printed"] or row["dial"]],
        "sources": [place for place, _ in sources],
    }
    return Sent(values, rows, {"hours": fault} if fault else {})


def read_practice(sent: QueryDict) -> Sent:
    """Return what the form on how a place works sent."""
    facts: list[Shown] = []
    places = []
    for place in list_places(sent, "practice"):
        head = f"practice-{place}"
        about, _, value = _one(sent, f"{head}-what").partition("=")
        says = {key: _one(sent, f"{head}-{key}") for key in ("says", "quote", "confidence", "conflict")}
        fact = {"about": about, "value": value, **says}
        sources = [row for _, row in _rows(sent, f"{head}-sources", SOURCE)]
        if any((about, says["says"], says["quote"], sources)) and not sent.get(f"{head}-gone"):
            facts.append({key: fact[key] for key in ("about", "value", *says)} | {"sources": sources})
            places.append(place)
    return Sent({"practice": facts}, {"practice": places}, {})


def _one(sent: QueryDict, name: str) -> str:
    return str(sent.get(name, "")).replace("\r\n", "\n").strip()[:LONGEST]


def _by_language(sent: QueryDict, key: str, tags: Sequence[str]) -> dict[str, str]:
    return {tag: text for tag in tags if (text := _one(sent, f"{key}-{tag}"))}


def list_places(sent: QueryDict, key: str) -> list[int]:
    """Return the numbers of the rows of a list that were sent, in order."""
    found = {name.removeprefix(f"{key}-").partition("-")[0] for name in sent if name.startswith(f"{key}-")}
    return sorted(int(one) for one in found if one.isascii() and one.isdigit() and len(one) < 3)[:MOST_ROWS]


def _rows(sent: QueryDict, key: str, keys: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for place in list_places(sent, key):
        row = {name: _one(sent, f"{key}-{place}-{name}") for name in keys}
        if any(row.values()):
            yield place, row


def _hours(sent: QueryDict, now: Shown) -> tuple[Shown, str]:
    """Return the hours that were sent, and the code of what is wrong with them."""
    when = _one(sent, "hours-when")
    when = when if when in WHEN else "unknown"
    rows = []
    fault = ""
    for place in list_places(sent, "hours"):
        days, begin, end = (_one(sent, f"hours-{place}-{key}") for key in ("days", "from", "to"))
        if sent.get(f"hours-{place}-whole"):
            begin = end = "00:00"
        if begin and end:
            rows.append([days, begin[:5], end[:5]])
        elif begin or end:
            fault = "hours-whole"
    if when == "hours":
        return {"when": when, "rows": rows}, fault or ("" if rows else "hours-missing")
    if rows == now["rows"] and not fault:
        return {"when": when, "rows": now["rows"] if when == now["when"] else []}, ""
    return {"when": when, "rows": rows}, "hours-unchosen"


class Option(Frozen):
    """A choice of a field: its value, its words, and whether it is chosen."""

    value: str
    words: str | Promise
    is_chosen: bool


def list_options(words: Mapping[str, str | Promise], chosen: str | Sequence[str]) -> list[Option]:
    """Return the choices of a field; what is chosen and unknown is among them, as the file has it."""
    picked = [chosen] if isinstance(chosen, str) else [*chosen]
    strange: dict[str, str | Promise] = {one: one for one in picked if one and one not in words}
    return [Option(value, said, value in picked) for value, said in {**words, **strange}.items()]


class FactGroup(Frozen):
    """What can be known about one thing, as choices of one field."""

    words: str | Promise
    options: Sequence[Option]


def list_facts(about: str, value: str) -> list[FactGroup]:
    """Return all that can be known of how a place works, the answers of each thing together."""
    groups = []
    for key, values in PRACTICE.items():
        told = [(f"{key}={one}", f"{ABOUT[key]} – {PRACTICE_VALUES[key, one]}") for one in values]
        told = told or [(f"{key}=", str(ABOUT[key]))]
        groups.append(FactGroup(ABOUT[key], [Option(one, said, one == f"{about}={value}") for one, said in told]))
    if about and not any(option.is_chosen for group in groups for option in group.options):
        said = f"{ABOUT.get(about, about)} – {value}" if value else str(ABOUT.get(about, about))
        groups.insert(0, FactGroup(ABOUT.get(about, about), [Option(f"{about}={value}", said, True)]))
    return groups


def show_main(shown: Shown, tags: Sequence[str], known: Sequence[str], name_of: Any) -> dict[str, Any]:
    """Return what the template of the first form shows; `known` are languages of the edition, `name_of` names one."""
    offered = sorted({*known, *shown["languages"]}, key=name_of)
    return {
        "names": [(tag, shown["name"].get(tag, "")) for tag in tags],
        "regions": [(tag, shown["region"].get(tag, "")) for tag in tags],
        "kinds": list_options(KINDS, shown["kind"]),
        "numbers": list_number_rows(shown["numbers"]),
        "chats": list_options(CHATS, shown["chat"]),
        "whens": list_options(WHEN, shown["hours"]["when"]),
        "times": list_time_rows(shown["hours"]["rows"]),
        "frees": list_options(ANSWERS, shown["free"]),
        "privates": list_options(ANSWERS, shown["private"]),
        "languages": [(tag, tag in shown["languages"]) for tag in offered],
        "more_languages": sorted(LANGUAGES - set(offered), key=name_of),
        "sources": list_source_rows(shown["sources"]),
        "confidences": list_options(CONFIDENCES, shown["confidence"]),
        "says": shown,
        "limits": LIMITS,
        "must_print": shown["must-print"] == "yes",
    }


def list_number_rows(numbers: Sequence[Mapping[str, str]], first: int = 0) -> list[dict[str, Any]]:
    """Return the rows of numbers from one on, with an empty one."""
    rows = [*numbers, dict.fromkeys(NUMBER, "")][first:]
    return [
        {"place": place, **row, "services": list_options(SERVICES, row["service"])}
        for place, row in enumerate(rows, start=first)
    ]


def list_time_rows(times: Sequence[Sequence[str]], first: int = 0) -> list[dict[str, Any]]:
    """Return the rows of hours from one on, with an empty one."""
    rows = [*times, ["daily" if not times else "sat", "", ""]][first:]
    return [
        {
            "place": place,
            "days": list_options(DAYS, days),
            "from": begin,
            "to": end,
            "whole": bool(begin) and begin == end == "00:00",
        }
        for place, (days, begin, end) in enumerate(rows, start=first)
    ]


def list_source_rows(sources: Sequence[Mapping[str, str]], first: int = 0) -> list[dict[str, Any]]:
    """Return the rows of sources from one on, with an empty one."""
    rows = [*sources, dict.fromkeys(SOURCE, "")][first:]
    return [{"place": place, **row} for place, row in enumerate(rows, start=first)]


def list_fact_rows(facts: Sequence[Shown], first: int = 0) -> list[dict[str, Any]]:
    """Return the rows of facts of practice from one on, with an empty one."""
    empty = {**dict.fromkeys(("about", "value", "says", "quote", "confidence", "conflict"), ""), "sources": []}
    rows = [*facts, empty][first:]
    return [
        {
            "place": place,
            **row,
            "facts": list_facts(row["about"], row["value"]),
            "confidences": list_options({"": NOTHING, **CONFIDENCES}, row["confidence"]),
            "sources": list_source_rows(row["sources"]),
        }
        for place, row in enumerate(rows, start=first)
    ]


def count_sent(sent: QueryDict, key: str) -> int:
    """Return how many rows of a list the page has that sent a form."""
    return max(list_places(sent, key), default=-1) + 1
