"""All sources of a build, read once: theme, layouts, printers, guide, inserts, art.

If one file has faults, those of all other files are reported too.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from booklet.errors import Finding, Severity, SourceError, Where, did_you_mean, raise_errors, report_unknown
from booklet.facts.event import EventDay
from booklet.facts.insert import INTERNATIONAL, Insert, uncall
from booklet.facts.places import place_findings
from booklet.look.braille import Braille
from booklet.look.brand import LOGO, Brand, Responsible
from booklet.look.layout import Fonts, Layout, PagePlan, Theme
from booklet.look.printer import Condition, Printer
from booklet.machine.store import kept, stamp, stamp_of
from booklet.scenes.model import Scene
from booklet.sources.art import ArtFolder
from booklet.sources.braille import read_braille
from booklet.sources.brand import brand_notes, read_brand
from booklet.sources.cast import CAST, read_cast
from booklet.sources.catalogues import catalogue_locales, read_translated
from booklet.sources.check import check_casts, check_guide, check_plans, check_theme, faces
from booklet.sources.confirmed import read_confirmed
from booklet.sources.countries import head_name, read_insert
from booklet.sources.exhibits import fill_ratios, list_pictures
from booklet.sources.extends import NO_LAYOUTS
from booklet.sources.folders import Folders, country_file
from booklet.sources.fonts import read_fonts
from booklet.sources.guide import read_guide, use_findings
from booklet.sources.hosts import host_findings, list_hosts
from booklet.sources.kit import KIT, Kit, stamp_kit
from booklet.sources.layouts import read_layout, read_theme
from booklet.sources.locked import find_changed_locks
from booklet.sources.own_addresses import own_address_findings
from booklet.sources.own_pages import CARDS, PAGES, read_own_items
from booklet.sources.printers import ICC_REGISTRY, find_printer, list_printers, read_profile
from booklet.sources.reviews import read_reviews
from booklet.sources.rules import find_unchecked, read_phrases, read_rules, report_breach
from booklet.sources.scenecheck import check_scene, check_sentences
from booklet.sources.scenes import Props, read_scene
from booklet.sources.unread import find_unread
from booklet.sources.words import WORDS, read_words
from booklet.sources.yamlfile import read_drawing_text, read_text
from booklet.values import replace
from booklet.words.catalogue import Translated
from booklet.words.cldr import find_country
from booklet.words.guide import Guide, SourceTopic
from booklet.words.locales import SOURCE_LOCALE, Locale, find_locale, locale_tags
from booklet.words.needs import find_unmet
from booklet.words.own_pages import (
    NO_ITEMS,
    OwnItems,
    add_own_places,
    add_own_words,
    find_taken_ids,
    make_own_guide,
    with_own_cover,
)
from booklet.words.own_words import apply_words
from booklet.words.pseudo import pseudo_insert
from booklet.words.responsible import why_not
from booklet.words.review import TopicStanding, hash_words, join_hashes, standings
from booklet.words.rules import find_breaches
from booklet.words.statements import Confirmation, Statement, index_by_place

T = TypeVar("T")

THEME = "layouts/theme.yaml"

ENGLISH = f"translations/{SOURCE_LOCALE}"

SETS_OWN_WORDS = frozenset({"help-now", "easy"})
"""Masters that set the words of their page themselves: a scene holds their pictures alone."""

FONTS = "layouts/fonts.yaml"

SCENES = "layouts/scenes"


@dataclass
class Sources:
    """Values read from files, and the notes about them; layouts, printers and inserts are read when asked for, once."""

    folders: Folders
    theme: Theme
    guide: Guide
    art: ArtFolder
    brand: Brand
    masters: frozenset[str]
    own: OwnItems = NO_ITEMS
    notes: tuple[Finding, ...] = ()
    confirmed: Mapping[tuple[str, str], Confirmation] = field(default_factory=dict)
    """What named persons stand for, by place and fingerprint."""
    event: EventDay | None = None
    """The day that posters and cards name, where somebody asks for it."""
    columns: tuple[tuple[str, str], ...] = ()
    """What a table says of the place that a poster or card is for, by column."""
    said: tuple[Statement, ...] = ()
    """What that row says that a person has to stand for."""
    _layouts: dict[str, Layout] = field(default_factory=dict)
    _printers: dict[str, Printer] = field(default_factory=dict)
    _inserts: dict[str, Insert] = field(default_factory=dict)
    _standings: dict[str, tuple[TopicStanding, ...]] = field(default_factory=dict)
    _translated: dict[str, Translated] = field(default_factory=dict)
    _hashes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _insert_notes: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    _rule_findings: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    _hosts: dict[str, frozenset[str]] = field(default_factory=dict)
    _scenes: dict[str, Scene] = field(default_factory=dict)
    _statements: dict[str, tuple[Statement, ...]] = field(default_factory=dict)

    def without_what_was_asked_for(self) -> "Sources":
        """Return the values that were read at once, and nothing of what was read when it was asked for."""
        named = (self.folders, self.theme, self.guide, self.art, self.brand, self.masters, self.own, self.notes)
        return Sources(*named, self.confirmed, self.event, self.columns, self.said)

    def layout(self, name: str) -> Layout:
        """Return a layout; raise `SourceError` with all its faults."""
        return self._read_once(self._layouts, name, self._read_layout)

    def printer(self, name: str) -> Printer:
        """Return a printer; raise `SourceError` with all its faults."""
        return self._read_once(self._printers, name, self._read_printer)

    def insert(self, country: str) -> Insert:
        """Return the insert of a country; raise `SourceError` with all its faults."""
        return self._read_once(self._inserts, country, self._read_insert)

    def scene(self, name: str) -> Scene:
        """Return a scene; raise `SourceError` with all its faults."""
        return self._read_once(self._scenes, name, self._read_scene)

    def scenes(self) -> tuple[str, ...]:
        """Return the names of all scenes."""
        return self._scene_names

    @cached_property
    def _scene_names(self) -> tuple[str, ...]:
        return self.folders.names(SCENES, ".yaml")

    def draw_layout(self, layout: Layout, band: str) -> Layout:
        """Return a layout with the scenes of its pages in a band; raise `SourceError` with all faults."""
        drawn: dict[str, list[PagePlan]] = {}
        for plan in layout.pages:
            if plan.scene:
                drawn.setdefault(plan.scene, []).append(plan)
        fronts = {name: look.item for look in layout.looks for name in look.pictures}
        scenes = {name: scene for name in (*drawn, *fronts) if band in (scene := self.scene(name)).bands}
        topics = {topic.id: topic for topic in self.guide.every_topic()}
        said: dict[str, tuple[SourceTopic, ...]] = {}
        said |= {name: (topics[item],) for name, item in fronts.items() if name in scenes and item in topics}
        for name, plans in drawn.items():
            if name in scenes and plans[0].master not in SETS_OWN_WORDS:
                said[name] = tuple(topics[plan.place] for plan in plans)
        faults = [found for name, its in said.items() for found in check_scene(scenes[name], its, self.guide.usable)]
        easy = [plan for plan in layout.pages if plan.master == "easy" and plan.place in topics]
        faults += (found for plan in easy for found in check_sentences(topics[plan.place], scenes.get(plan.scene)))
        raise_errors(faults)
        return replace(layout, scenes=tuple(scenes.values())) if scenes else layout

    @cached_property
    def props(self) -> Props:
        """What scenes are made of; raise `SourceError` with all faults of the cast."""
        own = self.folders.own
        if _is_ours(self.folders, CAST, KIT):
            return _read_own_props(own, self.theme, _read_texts(own, CAST), stamp_kit(own))
        return _read_props(self.folders, self.theme)

    @cached_property
    def catalogues(self) -> tuple[str, ...]:
        """The locales that have a catalogue."""
        return catalogue_locales(self.folders)

    def locales(self, *, has_pseudo: bool = False) -> tuple[str, ...]:
        """Return the tags of the locales that the guide exists in; those that only test layouts if asked for."""
        return tuple(dict.fromkeys((*locale_tags(has_pseudo=has_pseudo), *self.catalogues)))

    def locale(self, tag: str) -> Locale:
        """Return a locale the guide exists in; raise `SourceError` if it does not."""
        return find_locale(tag, () if tag == SOURCE_LOCALE else self.catalogues)

    def translated_guide(self, tag: str) -> Translated:
        """Return the guide in a locale with its gaps; raise `SourceError` with all faults."""
        return self._read_once(self._translated, tag, self._read_translated)

    def standings(self, locale: str) -> tuple[TopicStanding, ...]:
        """Return the state of every topic of a locale; raise `SourceError` with all faults of its reviews."""
        return self._read_once(self._standings, locale, self._read_standings)

    def rule_findings(self, locale: str) -> tuple[Finding, ...]:
        """Return where the words of a locale break a rule of safety, and which rules nobody checked in it.

        Raises `SourceError` with all faults of its files.
        """
        return self._read_once(self._rule_findings, locale, self._check_rules)

    def own_breaches(self, locale: str) -> tuple[Finding, ...]:
        """Return where words of a partner break a rule of safety; ours are watched by our tests.

        Raises `SourceError` with all faults of its files.
        """
        folders = (f"translations/{tag}" for tag in {SOURCE_LOCALE, locale})
        has_own = any(map(self.folders.is_laid, (WORDS, PAGES, CARDS, *folders)))
        found = self.rule_findings(locale) if has_own else ()
        return tuple(finding for finding in found if finding.severity is Severity.WARNING)

    def find_responsible(self, locale: str, band: str, days: Iterable[date]) -> Responsible | None:
        """Return who takes responsibility on some days for the words of a locale in a band, None if nobody does."""
        taken = self.brand.find_responsible(locale, band)
        if taken is None:
            return None
        words = self.hash_words(locale, band)
        is_open = any(why_not(taken, band, words, self.confirmed, day) for day in days)
        return None if is_open else taken

    def forget_persons(self, country: str, *locales: str) -> "Sources":
        """Return these sources as if nobody had called the numbers of a country or signed words of some locales."""
        inserts = {name: uncall(self.insert(name)) for name in (country, INTERNATIONAL)}
        return dataclasses.replace(self, _inserts=inserts, _standings={locale: () for locale in locales})

    def hash_words(self, locale: str, band: str) -> str:
        """Return a hash of all words of a locale in a band."""
        return join_hashes(self.topic_hashes(locale, band))

    def topic_hashes(self, locale: str, band: str) -> Mapping[str, str]:
        """Return a hash of the words of each topic of a locale in a band."""
        return self._read_once(self._hashes, f"{locale} {band}", lambda _: hash_words(self._guide_of(locale), band))

    def _guide_of(self, locale: str) -> Guide:
        return self.guide if self.locale(locale).is_pseudo else self.translated_guide(locale).guide

    @cached_property
    def screen(self) -> Condition:
        """The condition of screens: sRGB; raise `SourceError` if its profile has been changed."""
        findings: list[Finding] = []
        profile = read_profile("sRGB", "RGB ", self.folders, Where("layouts/profiles"), findings)
        if profile is None:
            raise SourceError(*findings)
        return Condition("sRGB", "sRGB IEC61966-2.1", ICC_REGISTRY, profile)

    @cached_property
    def braille(self) -> Braille:
        """How booklets are embossed; raise `SourceError` with all faults."""
        return read_braille(self.folders)

    def layout_in(self, name: str, band: str, country: str, tag: str) -> Layout:
        """Return a layout of a band with its scenes, and the topics for which a country has signed law in a language.

        Raise `SourceError` with all faults of scenes.
        """
        return self.draw_layout(self.layout(name).for_band(band).without_topics(self.unmet_topics(country, tag)), band)

    def unmet_topics(self, country: str, *tags: str) -> frozenset[str]:
        """Return the topics that need more of a country's law than can be printed in any of some languages."""
        insert = self.insert(country)
        said = {tag: pseudo_insert(insert, tag) if self.locale(tag).is_pseudo else insert for tag in tags}
        return frozenset.intersection(*(find_unmet(self.guide, insert, tag) for tag, insert in said.items()))

    @property
    def world(self) -> Insert:
        """The international insert."""
        return self.insert(INTERNATIONAL)

    def statements(self, name: str, find: "Callable[[Sources], Iterable[Statement]]") -> tuple[Statement, ...]:
        """Return a partner's statements in a part of its files, found once."""
        return self._read_once(self._statements, name, lambda _: tuple(find(self)))

    def insert_notes(self, country: str) -> tuple[Finding, ...]:
        """Return notes on the addresses of a country; our own are listed, a project's may not be."""
        return self._read_once(self._insert_notes, country, self._note_insert)

    def _note_insert(self, country: str) -> tuple[Finding, ...]:
        path = self.folders.find(country_file(country))
        is_ours = path is None or path.is_relative_to(self.folders.own)
        insert = self.insert(country)
        if is_ours:
            return insert.notes
        unseen = place_findings(insert, self.world, self.guide.bands)
        return (*insert.notes, *host_findings(insert, self.listed_hosts), *unseen)

    @property
    def listed_hosts(self) -> frozenset[str]:
        """The hosts that all countries name; to find them, each country file is read."""
        return self._read_once(self._hosts, "", lambda _: list_hosts(self.folders))

    def countries(self) -> tuple[str, ...]:
        """Return the codes of all countries, the international insert first."""
        return self._countries

    @cached_property
    def _countries(self) -> tuple[str, ...]:
        return self.folders.names("translations/countries", ".yaml")

    def report_unknown_country(self, country: str) -> Finding:
        """Return the fault that there is no such country, with the code of the one that is called so."""
        known, code = self.countries(), find_country(country, self.locales())
        hint = did_you_mean(country, known, "list countries shows all")
        if code:
            hint = f"write {code}" if code in known else f"begin its file: new FOLDER --country {code}"
        return Finding("unknown-country", Where("--country"), f'there is no country "{country}"', hint)

    def names_elsewhere(self, country: str) -> tuple[str, ...]:
        """Return the English names of all other countries, from the heads of their files."""
        return tuple(name for code, name in self._names.items() if code not in {country, INTERNATIONAL})

    @cached_property
    def _names(self) -> dict[str, str]:
        found = {code: self.folders.find(country_file(code)) for code in self.countries()}
        return {code: name for code, path in found.items() if path and (name := head_name(path))}

    def layouts(self) -> tuple[str, ...]:
        """Return the names of all layouts."""
        return self._layout_names

    @cached_property
    def _layout_names(self) -> tuple[str, ...]:
        return tuple(name for name in self.folders.names("layouts", ".yaml") if name not in NO_LAYOUTS)

    def printers(self) -> tuple[str, ...]:
        """Return the names of all printers."""
        return self._printer_names

    @cached_property
    def _printer_names(self) -> tuple[str, ...]:
        return list_printers(self.folders)

    def faults(self, countries: Iterable[str] | None = None, *, has_theme: bool = True) -> list[Finding]:
        """Return the faults of all layouts, printers, drawings and inserts; some can be read only with a theme."""
        inserts = self.countries() if countries is None else countries
        found = [*_faults(self._printers, self._read_printer, self.printers())]
        found += _faults(self._inserts, self._read_insert, inserts)
        if has_theme:
            found += _faults(self._layouts, self._read_layout, self.layouts())
            found += _faults({}, self.art.__getitem__, self.art.replaceable())
            found += _faults(self._scenes, self._read_scene, self.scenes())
        return found

    @cached_property
    def _others(self) -> list[Finding]:
        """The faults of all files, found once."""
        return self.faults()

    def _read_once(self, known: dict[str, T], name: str, read: Callable[[str], T]) -> T:
        if name not in known:
            try:
                known[name] = read(name)
            except SourceError as error:
                raise SourceError(*dict.fromkeys((*error.findings, *self._others))) from error
        return known[name]

    def _read_layout(self, name: str) -> Layout:
        path = self.folders.find(f"layouts/{name}.yaml") if name in self.layouts() else None
        if path is None:
            raise SourceError(report_unknown("layout", name, self.layouts()))
        findings: list[Finding] = []
        layout = read_layout(path, f"layouts/{name}.yaml", self.theme, set(self.masters), findings, self.folders)
        findings += check_casts(layout, f"layouts/{name}.yaml", self.art)
        layout, faults = add_own_places(layout, self.own, self.brand.accent)
        findings += faults
        layout = with_own_cover(layout, self.brand.cover)
        findings += check_plans(layout, f"layouts/{name}.yaml", self.guide)
        raise_errors(findings)
        return layout

    def _read_scene(self, name: str) -> Scene:
        file = f"{SCENES}/{name}.yaml"
        if name not in self.scenes() or self.folders.find(file) is None:
            raise SourceError(report_unknown("scene", name, self.scenes()))
        findings: list[Finding] = []
        scene = read_scene(read_drawing_text(self.folders, file), file, self.props, findings)
        raise_errors(findings)
        return scene

    def _read_printer(self, name: str) -> Printer:
        return find_printer(name, self.folders)

    def _read_standings(self, locale: str) -> tuple[TopicStanding, ...]:
        findings: list[Finding] = []
        guide = self._guide_of(locale)
        signatures = read_reviews(self.folders, locale, guide, findings)
        raise_errors(findings)
        return standings(guide, signatures, is_source=locale == SOURCE_LOCALE)

    def _check_rules(self, locale: str) -> tuple[Finding, ...]:
        if self.locale(locale).is_pseudo:
            return ()
        guide, rules = self.translated_guide(locale).guide, read_rules(self.folders)
        phrases = read_phrases(self.folders, locale, rules)
        broken = (report_breach(breach) for breach in find_breaches(guide, rules, phrases))
        return tuple(dict.fromkeys((*broken, *find_unchecked(locale, rules, phrases))))

    def _read_translated(self, tag: str) -> Translated:
        self.locale(tag)
        return read_translated(self.folders, self.guide, tag)

    def _read_insert(self, country: str) -> Insert:
        path = self.folders.find(country_file(country)) if country in self.countries() else None
        if path is None:
            raise SourceError(self.report_unknown_country(country))
        return read_insert(path, country_file(country))


def _read_props(folders: Folders, theme: Theme) -> Props:
    findings: list[Finding] = []
    kit = Kit(folders, theme)
    cast = read_cast(folders, kit, theme, findings)
    raise_errors(findings)
    return Props(kit, cast, theme)


@lru_cache(4)
def _read_own_props(own: Path, theme: Theme, cast: tuple[str, ...], kit: tuple[tuple[str, int, int], ...]) -> Props:
    """Return what our scenes are made of, the same as long as its files are: scenes made of it are kept by it."""
    props, of = _read_props(Folders(own), theme), stamp_of(theme)
    return stamp(props, of, cast, kit) if of else props


def load_sources(folders: Folders, masters: Iterable[str], same_theme: Theme | None = None) -> Sources:
    """Read theme and guide; raise `SourceError` with their faults, to which those of all other files are added.

    `same_theme` is the one that was read when its files said the same.
    """
    findings: list[Finding] = []
    theme = same_theme or _theme(folders, findings)
    has_theme = not findings
    art = ArtFolder(folders, theme)
    guide = _guide(folders, findings)
    findings += find_changed_locks(folders, ENGLISH, guide)
    laid, words = guide, read_words(folders, findings)
    if not findings:
        guide, faults = apply_words(guide, words)
        findings += faults
    own = read_own_items(folders, theme.accents, faces(art), findings)
    own = fill_ratios(own, art, findings)
    findings += find_taken_ids(guide, own)
    guide = add_own_words(guide, own)
    findings += use_findings(make_own_guide(own).every_block(), guide)
    brand = read_brand(folders, art, theme.accents, findings)
    findings += check_guide(guide, art)
    notes = brand_notes(brand, has_changes=bool(words or own.pages or own.cards))
    confirmations = read_confirmed(folders, findings)
    said = own_address_findings(folders, laid, words, own, brand)
    findings += (finding for finding in said if finding.severity is Severity.ERROR)
    notes += (finding for finding in said if finding.severity is not Severity.ERROR)
    known = index_by_place(confirmations)
    if not findings:
        notes += art.notes(list_shown(brand, own))
    notes += find_unread(folders)
    sources = Sources(folders, theme, guide, art, brand, frozenset(masters), own, tuple(notes), known)
    if findings:  # a logo is art too: its faults are told once
        raise SourceError(*dict.fromkeys((*findings, *sources.faults(has_theme=has_theme))))
    return sources


def list_shown(brand: Brand, own: OwnItems) -> Iterator[str]:
    """Yield the names of a partner's pictures that are printed."""
    yield from [LOGO] if brand.logo else []
    yield from (logo.file for logo in brand.logos)
    yield from [brand.cover.file] if brand.cover and brand.cover.file else []
    yield from list_pictures(own)


def _theme(folders: Folders, findings: list[Finding]) -> Theme:
    """Return the theme, an empty one if its files cannot be read; a project that lays nothing over ours has ours."""
    if _is_ours(folders, THEME, FONTS, "fonts", "layouts/fonts"):
        theme, faults = _read_own_theme(folders.own, _read_texts(folders.own, THEME, FONTS))
        findings += faults
        return theme
    return _read_theme(folders, findings)


def _guide(folders: Folders, findings: list[Finding]) -> Guide:
    """Return the guide in the source language; a project that lays nothing over ours has ours."""
    if _is_ours(folders, ENGLISH):
        names = (path.relative_to(folders.own).as_posix() for path in sorted((folders.own / ENGLISH).rglob("*.yaml")))
        guide, faults = _read_own_guide(folders.own, tuple((name, *_read_texts(folders.own, name)) for name in names))
        findings += faults
        return guide
    return read_guide(folders, ENGLISH, findings)


@lru_cache(2)
@kept("guide")
def _read_own_guide(own: Path, _: tuple[tuple[str, ...], ...]) -> tuple[Guide, tuple[Finding, ...]]:
    """Return our own guide, the same one as long as its files have the same names and texts."""
    findings: list[Finding] = []
    return read_guide(Folders(own), ENGLISH, findings), tuple(findings)


def _is_ours(folders: Folders, *names: str) -> bool:
    """Tell whether nothing of a project lies over some files and folders; one that cannot be looked at might."""
    try:
        return not any(map(folders.is_laid, names))
    except OSError:
        return False


def _read_texts(own: Path, *names: str) -> tuple[str, ...]:
    """Return the texts of files of ours, none if one cannot be read."""
    try:
        return tuple(read_text(own / name, name) for name in names)
    except SourceError:
        return ()


@lru_cache(4)
def _read_own_theme(own: Path, texts: tuple[str, ...]) -> tuple[Theme, tuple[Finding, ...]]:
    """Return our own theme, the same one as long as its files have the same texts: what is set in it is kept by it."""
    findings: list[Finding] = []
    return stamp(_read_theme(Folders(own), findings), texts), tuple(findings)


def _read_theme(folders: Folders, findings: list[Finding]) -> Theme:
    try:
        fonts = read_fonts(_find_needed(folders, FONTS), FONTS, folders, findings)
        path = _find_needed(folders, THEME)
        theme = read_theme(path, THEME, fonts, findings)
    except SourceError as error:
        findings += error.findings
        return Theme({}, {}, Fonts({}, {}, ()), {}, {}, {})
    if path != folders.own / THEME and not findings:
        findings += check_theme(theme, read_theme(folders.own / THEME, THEME, fonts, []), THEME)
    return theme


def _find_needed(folders: Folders, name: str) -> Path:
    path = folders.find(name)
    if path is None:
        hint = f"install the package again, or add {name}"
        raise SourceError(Finding("unreadable", Where(name), "the file is missing", hint))
    return path


def _faults(known: dict[str, T], read: Callable[[str], T], names: Iterable[str]) -> Iterator[Finding]:
    """Yield the faults of files; what is sound is kept, so that nobody reads it again."""
    for name in names:
        try:
            if name not in known:
                known[name] = read(name)
        except SourceError as error:
            yield from error.findings
