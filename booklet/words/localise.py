"""A guide and an insert in, the manuscript of one locale, country and band out: every string resolved."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from booklet.errors import Finding, Where, raise_errors
from booklet.facts.event import EventDay
from booklet.facts.insert import DAYS, INTERNATIONAL, ContactFact, Hours, Insert, PhoneNumber
from booklet.facts.law import LINES
from booklet.facts.phone import NBSP, find_dialled, keep_together
from booklet.facts.selection import Selection, is_for_adults, select
from booklet.text.markup import LED, escape_markup, isolate
from booklet.values import Frozen
from booklet.words.calling import calling_values, is_connected
from booklet.words.cldr import day_of, join_list, month_of, show_day
from booklet.words.digits import write_in_digits, zero_of
from booklet.words.guide import HOLDERS, PLACEHOLDER, RECORD, Guide, SourceTopic, Wording
from booklet.words.locales import SOURCE_LOCALE, Locale, pick_by_language
from booklet.words.manuscript import Contact, Help, Labels, Manuscript, Number, Topic, make_labels
from booklet.words.needs import find_unmet, law_lines
from booklet.words.terms import link_terms
from booklet.words.wordings import INSERT_PLACEHOLDERS, list_labels, resolve_labels, resolve_topic

OTHERS = ("finder", "web:sources", "event:name", "event:date", "event:theme")
"""Placeholders that a brand, a run or the world may fill."""


class ManuscriptAxes(Frozen):
    """The axes that choose the words of a manuscript."""

    locale: Locale
    band: str
    product: str
    pages: Mapping[str, int]
    """Topic to page, from 0, in the layout the words are for."""
    only: frozenset[str] = frozenset()
    """The topics that there are (none: all), where a layout has some of them."""
    columns: tuple[tuple[str, str], ...] = ()
    """What a table says of the place that a file is for, by column."""
    event: EventDay | None = None
    """The day that words may name."""


def show_address(address: str) -> str:
    r"""Return a web address as people read it, as markup.

    >>> show_address("https://takeitdown.ncmec.org/")
    'takeitdown.ncmec.org'
    """
    return escape_markup(re.sub(r"^https?://", "", address).rstrip("/"))


def show_running_address(address: str) -> str:
    """Return a web address that stays on one line in running text."""
    return show_address(address).replace("/", "/\u2060")


WEB = "web"
"""The column whose texts are addresses."""


def column_value(name: str, text: str) -> str:
    r"""Return the text of a table's cell as markup that shows it unchanged, in its own direction.

    >>> column_value("teacher", "A *B*") == "\u2068A \\*B\\*\u2069"
    True
    """
    return show_running_address(text) if name == WEB else isolate(text)


def localise(guide: Guide, insert: Insert, world: Insert, asked: ManuscriptAxes) -> tuple[Manuscript, list[Finding]]:
    """Return the manuscript and notes that a person should read; raise `SourceError` with all faults."""
    resolver = _Resolver(guide, insert, world, asked)
    unmet = find_unmet(guide, insert, asked.locale.tag)
    wanted = [topic for topic in guide.topics_of(asked.product, asked.band) if topic.id not in unmet]
    topics = tuple(resolver.topic(topic) for topic in wanted if not asked.only or topic.id in asked.only)
    manuscript = Manuscript(
        locale=asked.locale,
        country=insert.country,
        country_name=resolver.values.get("country", ""),
        band=asked.band,
        title=resolver.label("title"),
        topics=link_terms(topics, asked.pages) if asked.product == "booklet" else topics,
        labels=resolver.labels(),
        help=resolver.help(),
    )
    raise_errors(resolver.findings)
    return manuscript, resolver.findings


@dataclass
class _Resolver:
    """Resolves wordings with the values of one insert."""

    guide: Guide
    insert: Insert
    world: Insert
    asked: ManuscriptAxes
    findings: list[Finding] = field(default_factory=list)
    values: dict[str, str] = field(init=False)
    known: Mapping[str, str] = field(init=False)
    """The labels by key."""
    selected: Selection = field(init=False)

    def __post_init__(self) -> None:
        self.selected = select(self.insert, self.world, self.asked.band)
        self.known = resolve_labels(self.guide, self.asked.band, {})
        self.values = self._names() | self._page_numbers() | self._insert_values()
        self.values |= self._law_values() | self._event_values()
        self.values |= {f"{RECORD}{name}": self._cell(name, text) for name, text in self.asked.columns if text}
        self.known = resolve_labels(self.guide, self.asked.band, self.values)

    # values of placeholders

    def _cell(self, name: str, text: str) -> str:
        value = column_value(name, text)
        return self._isolate_address(value) if name == WEB else value

    def _names(self) -> dict[str, str]:
        """Return the names of the young people; a country names them, and fills in no other placeholder."""
        names = {
            key.removeprefix("name."): text.forms[0]
            for key, text in self.guide.labels.items()
            if key.startswith("name.")
        }
        return names | {key: escape_markup(name) for key, name in self.insert.names.items() if key in names}

    def _page_numbers(self) -> dict[str, str]:
        """Return the pages of topics; two pages have a name besides that is the same in all books."""
        pages = self.asked.pages
        held = {
            name: pages[topic.id]
            for name, kind in HOLDERS.items()
            for topic in self.guide.topics
            if topic.is_for(self.asked.band) and topic.has_kind(kind) and topic.id in pages
        }
        return {f"page:{name}": str(page + 1) for name, page in (held | dict(pages)).items()}

    def _law_values(self) -> dict[str, str]:
        """Return the lines on the law that are signed and written in the locale, and who signed them on which day."""
        tag, signed = self.asked.locale.tag, self.insert.legal.signed
        found = {**law_lines(self.insert, tag)}
        if found and signed:
            found |= {"law:signer": isolate(f"{signed.by}, {signed.role}"), "law:date": show_day(tag, signed.on)}
        return found

    def _event_values(self) -> dict[str, str]:
        """Return the name of a day and its date, which stays on one line, and its theme where somebody wrote it."""
        event, tag = self.asked.event, self.asked.locale.tag
        if event is None:
            return {}
        day, theme = day_of(tag, event.day) or event.day.isoformat(), event.theme(tag)
        found = {"event:name": self.label("event.name"), "event:date": day.replace(" ", NBSP)}
        return found | ({"event:theme": isolate(theme.text)} if theme else {})

    def _insert_values(self) -> dict[str, str]:
        selected, lead = self.selected, self.selected.lead
        finder = next(iter(self.world.of_kind("finder")), None)
        found = {
            "finder": self._show_running(finder),
            "hotline": self._show_running(selected.hotline),
            "removal": self._show_running(selected.removal),
            "emergency": self._emergency_words(),
            "crisis": keep_together(selected.crisis.numbers[0].dial) if selected.crisis else "",
            "crisis:sms": self._say_sms(selected.crisis_sms) if selected.crisis_sms else "",
            "self": self._self_words(),
        }
        if self.insert.country != INTERNATIONAL:
            found["country"] = self.name_of(self.insert.name)
        if lead.numbers:
            found |= {"helpline": self.name_of(lead.name), "number": keep_together(lead.numbers[0].dial)}
            tag = self.asked.locale.tag
            found["channels"] = join_list(tag, (self.label(f"chat.{way}") for way in _list_channels(lead)))
            found |= calling_values(lead, found["helpline"], self.label, tag)
        return {key: value for key, value in found.items() if value}

    def _self_words(self) -> str:
        """Return whom those may ask who worry about own thoughts, without a name, and how."""
        contact = self.selected.worried
        if contact is None:
            return ""
        number = keep_together(contact.numbers[0].dial) if contact.numbers else ""
        return f"{self.name_of(contact.name)} ({number or self._show_running(contact)})"

    def _emergency_words(self) -> str:
        """Return the emergency numbers a child in danger needs, each with its service where they differ."""
        numbers = self.selected.emergency.numbers if self.selected.emergency else ()
        if not numbers:
            return ""
        if not numbers[0].service:
            return keep_together(numbers[0].printed)
        urgent = [number for number in numbers if number.service in {"police", "ambulance"}] or numbers[:1]
        return self.label("emergency.or").join(self._add_service(number) for number in urgent)

    def _add_service(self, number: PhoneNumber) -> str:
        text = self.label("emergency.service").replace("{number}", keep_together(number.printed))
        return text.replace("{service}", self.label(f"service.{number.service}").lower())

    # strings

    def label(self, key: str) -> str:
        """Return a label with page numbers and names filled in; placeholders of a country's facts stay open."""
        if key in self.known:
            return self.known[key]
        where = Where(f"translations/{self.asked.locale.tag}/labels.yaml")
        self.findings.append(Finding("missing-label", where, f'no label "{key}"', f"add {key}: ..."))
        return ""

    def labels(self) -> Labels:
        """Return all labels, sorted."""
        return make_labels(tuple((key, self.label(key)) for key in list_labels(self.guide.labels, self.asked.band)))

    def name_of(self, names: Mapping[str, str]) -> str:
        """Return a name in the locale, or in the source locale, as markup; it keeps its own direction."""
        name = (
            pick_by_language(names, self.asked.locale.tag) or names.get(SOURCE_LOCALE) or next(iter(names.values()), "")
        )
        return isolate(name) if self.asked.locale.direction == "rtl" and name else escape_markup(name)

    def topic(self, topic: SourceTopic) -> Topic:
        """Return a topic with the blocks of the band."""
        found, faults = resolve_topic(self.guide, topic, self.asked.band, self.values)
        for wording in faults:
            self._report_placeholders(wording)
        return found

    def _report_placeholders(self, wording: Wording) -> None:
        for name in PLACEHOLDER.findall(wording.forms[-1] if wording.forms else ""):
            if name.startswith(RECORD) and name not in self.values:
                hint = "run it with a table that has one, or add a last form that needs none"
                message = f"{{{name}}} has no value: no place is named"
                self.findings.append(Finding("placeholder-empty", wording.where, message, hint))
            elif name not in self.values:
                message = f"{{{name}}} has no value in {self.insert.country}"
                hint = (
                    "add a last form that needs no value"
                    if is_known(name)
                    else "known are: " + ", ".join(sorted(self.values))
                )
                code = "placeholder-empty" if is_known(name) else "unknown-placeholder"
                self.findings.append(Finding(code, wording.where, message, hint))

    # where to get help

    def help(self) -> Help:
        """Return the contacts as they are printed."""
        selected = self.selected
        return Help(
            lead=self.contact(selected.lead),
            emergency=self.contact(selected.emergency) if selected.emergency else None,
            rows=tuple(self.contact(contact) for contact in selected.rows),
        )

    def contact(self, fact: ContactFact) -> Contact:
        """Return a contact as printed."""
        return Contact(
            kind=fact.kind,
            name=self.name_of(fact.name),
            line=self._contact_line(fact),
            numbers=tuple(self._number(number) for number in fact.numbers),
            address=self._isolate_address(show_address(fact.web)),
            link=fact.web,
            facts=self._facts(fact),
            chat=self._chat(fact),
            direct=self._list_direct_ways(fact),
            checked=self._checked(fact),
            region=self.name_of(fact.region) if fact.region else "",
        )

    def _show_running(self, contact: ContactFact | None) -> str:
        return self._isolate_address(show_running_address(contact.web)) if contact else ""

    def _isolate_address(self, address: str) -> str:
        """Return an address that keeps its order: among right-to-left letters `116111.pl` would show as `pl.116111`."""
        is_rtl = self.asked.locale.direction == "rtl"
        return f"{LED[0]}{address}{LED[1]}" if is_rtl and address else address

    def _checked(self, fact: ContactFact) -> str:
        """Return in which month somebody heard what is printed here, "" if nobody has."""
        call = fact.checked
        if call is None or call.of != fact.heard:
            return ""
        said = month_of(self.asked.locale.tag, call.on) or f"{self.label(f'month.{call.on:%m}')} {call.on.year}"
        return self.label("checked.short.on").replace("{date}", said.replace(" ", NBSP))

    def _contact_line(self, fact: ContactFact) -> str:
        if fact.kind == "self" and not _promises_both(fact):
            return ""
        line = "adult" if fact.kind == "removal" and is_for_adults(fact) else "line"
        return self.label(f"kind.{fact.kind}.{line}") if fact.kind != "emergency" else ""

    def _number(self, number: PhoneNumber) -> Number:
        letters = keep_together(number.printed) if number.printed != number.dial else ""
        shown = keep_together(number.dial)
        local = keep_together(write_in_digits(number.dial, zero_of(self.asked.locale.tag, self.insert.country)))
        return Number(shown, find_dialled(number.dial, self.insert.country), number.service, letters, local)

    def _facts(self, fact: ContactFact) -> tuple[str, ...]:
        """Return in words which of its facts the file affirms."""
        is_private = fact.private and not is_connected(fact) and not _promises_both(fact)
        affirmed = {"free": fact.free, "private": is_private, "always": fact.always}
        found = [self.label(f"fact.{key}") for key, is_so in affirmed.items() if is_so]
        hours = [", ".join(map(self._hours, fact.hours))] if fact.hours else []
        return (*found, *hours, *(self.label(f"deaf.{way}") for way in fact.known("deaf")))

    def _hours(self, hours: Hours) -> str:
        """Return when a line is open: `mon-fri` as "Mon–Fri"."""
        times = escape_markup(hours.times).replace("-", "–")
        if hours.days == "daily":
            return self.label("fact.daily").replace("{hours}", times)
        days = re.sub("|".join(DAYS), lambda found: self.label(f"day.{found[0]}"), hours.days)
        return f"{days.replace('-', '–').replace(',', ', ')} {times}".replace(" ", NBSP)

    def _list_direct_ways(self, fact: ContactFact) -> str:
        """Return the ways to reach a place by a number of their own, such as text messages."""
        country, ways = self.insert.country, []
        if fact.sms[0]:
            ways.append(self._say_sms(fact))
        if fact.whatsapp:
            ways.append(f"{self.label('chat.whatsapp')}{NBSP}{keep_together(fact.whatsapp)}")
        if fact.abroad:
            number = f"[{keep_together(fact.abroad)}](tel:{find_dialled(fact.abroad, country)})"
            ways.append(self.label("card.abroad").replace("{number}", number))
        return " · ".join(ways)

    def _say_sms(self, fact: ContactFact) -> str:
        """Return how to write to a place by text message, with the word to send, "" if it has no such number."""
        if not fact.sms[0]:
            return ""
        dialled = find_dialled(fact.sms[0], self.insert.country)
        number, word = f"[{keep_together(fact.sms[0])}](sms:{dialled})", escape_markup(fact.sms[1])
        text = self.label("card.sms" if word else "card.sms.plain")
        return text.replace("{word}", word).replace("{number}", number)

    def _chat(self, fact: ContactFact) -> str:
        """Return the ways to reach a place online."""
        others = {"sms"} if fact.sms[0] else set()
        others |= {"whatsapp"} if fact.whatsapp else set()
        return " · ".join(self.label(f"chat.{chat}") for chat in fact.chat if chat not in others)


def is_known(name: str) -> bool:
    """Tell whether a placeholder is one that an insert or a layout may fill."""
    kind, _, rest = name.partition(":")
    is_law = kind == "law" and rest in (*LINES, "signer", "date")
    return name in (*INSERT_PLACEHOLDERS, *OTHERS) or kind == "page" or is_law


def _promises_both(fact: ContactFact) -> bool:
    """Tell whether a place for those who worry about themselves is confidential and needs no name: its line says so."""
    return fact.kind == "self" and fact.private and not is_connected(fact) and "yes" in fact.known("anonymous")


def _list_channels(contact: ContactFact) -> tuple[str, ...]:
    """Return the ways to reach a place without talking, those with numbers of their own among them."""
    own = [way for way, number in (("whatsapp", contact.whatsapp), ("sms", contact.sms[0])) if number]
    return tuple(dict.fromkeys((*contact.chat, *own)))
