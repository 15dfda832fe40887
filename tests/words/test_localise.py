"""Words for one locale, country and band: forms whose placeholders have values, facts a file says yes to, no others."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import CONFIRMED, codes, law, lay, only, ours, signed_law

from booklet.errors import Finding, Severity, SourceError
from booklet.facts.insert import Insert
from booklet.facts.phone import NBSP, find_dialled, keep_together
from booklet.facts.places import place_findings
from booklet.facts.selection import MOST_ROWS, ROW_KINDS
from booklet.sources.countries import read_insert
from booklet.sources.folders import Folders
from booklet.sources.guide import read_guide
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.values import replace
from booklet.words.guide import Guide
from booklet.words.locales import find_locale
from booklet.words.localise import ManuscriptAxes, is_known, localise, show_address, show_running_address
from booklet.words.manuscript import Contact, Manuscript
from booklet.words.needs import find_unmet

EN = "translations/en"

FILES = {
    "messages.yaml": "messages:\n  - {id: m1, kind: banner, title: It is not your fault.}\n",
    "posters.yaml": """\
posters:
  - {id: p1, title: A poster, blocks: [{use: m1, as: line}]}
  - {id: p2, title: For older ones, bands: [14-17], blocks: [{use: m1}]}
""",
    "cards.yaml": "cards:\n  - {id: c1, title: A card, front: [{use: m1}], back: [{use: m1, as: bar}]}\n",
}

SURE = "free: unknown, sources: [{url: https://line.example/}], confidence: high"


def guide(folder: Path, blocks: str) -> Guide:
    """Return a guide of our labels and one topic of both books, its blocks given one a line; ids are added."""
    lines = [
        line if line.startswith("use:") else f"id: b{number}, {line}" for number, line in enumerate(blocks.splitlines())
    ]
    topic = "topic: a\ntitle: A title\nbands: [14-17, 10-13]\nblocks:\n" + "".join(
        f"  - {{{line}}}\n" for line in lines
    )
    lay(folder / EN, {**FILES, "labels.yaml": ours(f"{EN}/labels.yaml"), "guide/14-17/a.yaml": topic})
    findings: list[Finding] = []
    found = read_guide(Folders(folder), EN, findings)
    assert findings == []
    return found


def insert(folder: Path, text: str = CONFIRMED, name: str = "XX") -> Insert:
    lay(folder, {f"{name}.yaml": text})
    return read_insert(folder / f"{name}.yaml", f"translations/countries/{name}.yaml")


def asked(product: str = "booklet", band: str = "14-17", **pages: int) -> ManuscriptAxes:
    return ManuscriptAxes(find_locale("en"), band, product, pages)


def country(contacts: str, lead: str = "line", more: str = "") -> str:
    """Return a country file of contacts, given one a line."""
    lines = "".join(f"  - {{{line}}}\n" for line in contacts.splitlines())
    return f"country: XX\nname: {{en: Exampleland}}\nlead: {lead}\ncontacts:\n{lines}{more}"


@pytest.fixture
def world(sources: Sources) -> Insert:
    return sources.world


def words(manuscript: Manuscript, topic: str = "a") -> list[str]:
    """Return the strings of a topic."""
    return [text for block in manuscript.topic(topic).blocks for text in block.strings()]


def contact(folder: Path, sources: Sources, line: str) -> Contact:
    """Return a contact, given by a line, as it is printed as the lead."""
    text = country(f"id: line, name: {{en: Example Line}}, {line}")
    return localise(sources.guide, insert(folder, text), sources.world, asked("card"))[0].help.lead


def test_the_first_form_whose_placeholders_have_values_is_printed(tmp_path: Path, world: Insert) -> None:
    forms = "kind: paragraph, forms: ['Call {emergency} or {crisis}.', 'Call {helpline} on {number}.', Find help.]"
    words_ = guide(tmp_path, forms)
    here = localise(words_, insert(tmp_path), world, asked())[0]
    assert words(here) == [f"Call Example Line on 0808{NBSP}157{NBSP}0192."]
    contacts = f"""id: line, kind: helpline, name: {{en: Line}}, {SURE}
id: danger, kind: emergency, name: {{en: Danger}}, numbers: [{{printed: 020 7946 0002}}], {SURE}
id: night, kind: crisis, name: {{en: Night Line}}, numbers: [{{printed: 020 7946 0001}}], {SURE}"""
    there = localise(words_, insert(tmp_path, country(contacts)), world, asked())[0]
    assert words(there) == [f"Call 020{NBSP}7946{NBSP}0002 or 020{NBSP}7946{NBSP}0001."]


def test_words_say_the_digits_of_a_number_whose_letters_nobody_else_can_dial(tmp_path: Path, world: Insert) -> None:
    words_ = guide(tmp_path, "kind: paragraph, forms: ['Call {number}.', Find help.]")
    numbers = "numbers: [{printed: 1-800-4-A-CHILD, dial: 1-800-422-4453}]"
    text = country(f"id: line, kind: helpline, name: {{en: Line}}, {numbers}, {SURE}")
    assert words(localise(words_, insert(tmp_path, text), world, asked())[0]) == [
        f"Call {keep_together('1-800-422-4453')}."
    ]


def test_the_international_form_holds_no_number(tmp_path: Path, world: Insert) -> None:
    words_ = guide(tmp_path, "kind: paragraph, forms: ['Call {number} in {country}.', 'Look at {finder}']")
    (text,) = words(localise(words_, world, world, asked())[0])
    assert text.startswith("Look at ")
    assert not any(letter.isdigit() for letter in text)


def test_a_number_that_is_not_sure_fills_no_placeholder(tmp_path: Path, world: Insert) -> None:
    unsure = "sources: [{reference: a}], confidence: low"
    contacts = f"""id: line, kind: helpline, name: {{en: Line}}, numbers: [{{printed: '116'}}], {SURE}
id: night, kind: crisis, name: {{en: Night}}, numbers: [{{printed: 020 7946 0999}}], {unsure}
id: danger, kind: emergency, name: {{en: Danger}}, numbers: [{{printed: 020 7946 0998}}], confidence: high"""
    words_ = guide(tmp_path, "kind: paragraph, forms: ['{crisis}', '{emergency}', Look around.]")
    manuscript = localise(words_, insert(tmp_path, country(contacts)), world, asked())[0]
    assert words(manuscript) == ["Look around."]
    assert manuscript.help.emergency is None
    assert not {"Night", "Danger"} & {row.name for row in manuscript.help.rows}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Call {number}", "placeholder-empty"),
        ("See {page:b}", "placeholder-empty"),
        ("{law:ai}", "placeholder-empty"),
        ("Dear {nmae}", "unknown-placeholder"),
        ("{law:tax}", "unknown-placeholder"),
    ],
)
def test_a_placeholder_without_a_value_stops_the_build_where_it_stands(
    text: str, code: str, tmp_path: Path, world: Insert
) -> None:
    words_ = guide(
        tmp_path,
        f"kind: paragraph, text: a\nkind: paragraph, text: '{text}'\nkind: paragraph, forms: ['{text}', '{text}']",
    )
    with pytest.raises(SourceError) as stopped:
        localise(words_, world, world, asked())
    found = stopped.value.findings
    assert codes(found) == [code, code]
    assert [finding.where.line for finding in found] == [6, 7]
    assert all(finding.hint for finding in found)


def test_pages_are_counted_from_one(tmp_path: Path, world: Insert) -> None:
    words_ = guide(tmp_path, "kind: paragraph, text: 'Page {page:a}'")
    assert words(localise(words_, world, world, asked(a=0))[0]) == ["Page\u00a01"]


def test_law_lines_are_those_of_the_locale(tmp_path: Path, world: Insert) -> None:
    words_ = guide(tmp_path, "kind: law, title: Pictures, forms: ['{law:pictures}', No one should punish you.]")
    said = CONFIRMED.replace(
        "law: {}", signed_law("pictures: {sw: Kwa Kiswahili, en: The law of Exampleland protects you.}")
    )
    other = CONFIRMED.replace("law: {}", signed_law("pictures: {sw: Kwa Kiswahili}"))
    assert (
        words(localise(words_, insert(tmp_path, said), world, asked())[0])[1] == "The law of Exampleland protects you."
    )
    assert words(localise(words_, insert(tmp_path, other), world, asked())[0])[1] == "No one should punish you."
    in_swahili = replace(asked(), locale=replace(find_locale("en"), tag="sw"))
    for text in (said, other):
        assert words(localise(words_, insert(tmp_path, text), world, in_swahili)[0])[1] == "Kwa Kiswahili"


def test_a_line_of_the_law_that_a_country_has_not_is_left_out(tmp_path: Path, world: Insert) -> None:
    words_ = guide(tmp_path, "kind: law, title: 'Fakes in {country}', forms: ['{law:ai}']\nkind: paragraph, text: Last")
    said = CONFIRMED.replace("law: {}", signed_law("ai: {en: A fake is a crime.}"))
    assert words(localise(words_, world, world, asked())[0]) == ["Last"]
    here = localise(words_, insert(tmp_path, said), world, asked())[0]
    assert words(here) == ["Fakes in Exampleland", "A fake is a crime.", "Last"]


FOUR_LINES = ("protected: {en: A.}", "pictures: {en: B.}", "ai: {en: C.}", "report: {en: D.}")


def test_a_page_of_law_is_there_where_the_country_has_the_lines_that_it_needs(sources: Sources, tmp_path: Path) -> None:
    three = (*FOUR_LINES[:3], "account: {en: E.}")  # which that page does not print
    cases = {"law: {}": False, law(*FOUR_LINES): False, signed_law(*three): False, signed_law(*FOUR_LINES): True}
    for number, (said, is_there) in enumerate(cases.items()):
        text = CONFIRMED.replace("law: {}", said).replace("XX", f"X{'ABCD'[number]}")
        here = insert(tmp_path, text, f"X{'ABCD'[number]}")
        unmet = find_unmet(sources.guide, here, "en")
        assert ("law-country" not in unmet) == is_there
        layout = sources.layout("booklet-a5").for_band("14-17").without_topics(unmet)
        assert layout.pages[4].place == ("law-country" if is_there else "rights")
        assert layout.pages[4].scene == ("law-country" if is_there else "rights")
        assert len(layout.pages) == 28
        sheet = sources.layout("insert-a5").for_band("14-17").without_topics(unmet)
        assert [plan.place for plan in sheet.pages] == ["directory", *["law-country"] * is_there]
    assert find_unmet(sources.guide, here, "sw") == {"law-country", "law-kids"}


def test_who_speaks_in_a_comic_has_the_name_that_a_country_gives(tmp_path: Path, world: Insert) -> None:
    panels = "panels: {a: {alt: Two talk., says: {dayo: 'Hello {simi}', dayo-2: Well}, caption: Later.}}"
    words_ = guide(tmp_path, f"kind: comic, {panels}")
    (comic,) = localise(words_, world, world, asked())[0].topic("a").blocks
    (panel,) = comic.items
    assert (panel.kind, panel.label) == ("panel", "Two talk.")
    assert [(item.kind, item.style, item.label, item.text) for item in panel.items] == [
        ("speech-line", "dayo", "Dayo", "Hello Simi"),
        ("speech-line", "dayo", "Dayo", "Well"),
        ("caption", "", "", "Later."),
    ]
    named = insert(tmp_path, f"{CONFIRMED}names: {{dayo: Juma, simi: Asha}}\n")
    (comic,) = localise(words_, named, world, asked())[0].topic("a").blocks
    assert [item.label for item in comic.items[0].items[:2]] == ["Juma", "Juma"]
    assert comic.items[0].items[0].text == "Hello Asha"


def test_a_route_says_the_page_it_leads_to(tmp_path: Path, world: Insert) -> None:
    words_ = guide(tmp_path, "kind: routes, items: {one: {text: Now., to: a}}")
    (routes,) = localise(words_, world, world, asked(a=6))[0].topic("a").blocks
    assert [(route.kind, route.label, route.text) for route in routes.items] == [("route", "7", "Now.")]
    with pytest.raises(SourceError) as stopped:
        localise(words_, world, world, asked())
    assert only(stopped.value.findings).message == "{page:a} has no value in 001"


def test_two_pages_have_one_name_in_both_books(sources: Sources) -> None:
    for band in ("14-17", "10-13"):
        layout = sources.layout("booklet-a5").for_band(band).without_topics(frozenset({"law-country", "law-kids"}))
        axes = replace(asked(band=band), pages=layout.first_pages)
        labels = localise(sources.guide, sources.world, sources.world, axes)[0].labels
        assert labels["foot.help"] == "Help: page 27"
        assert labels["steps.more"].endswith("page 3")


def test_a_block_may_be_used_in_another_place(tmp_path: Path, world: Insert) -> None:
    words_ = guide(tmp_path, "kind: paragraph, text: It is yours.\nuse: b0, as: lead")
    first, second = localise(words_, world, world, asked())[0].topic("a").blocks
    assert (first.id, first.style) == ("b0", "")
    assert second == replace(first, style="lead")


def test_a_topic_whose_law_is_missing_is_in_no_manuscript(tmp_path: Path, world: Insert) -> None:
    words_ = guide(tmp_path, "kind: law, title: Fakes, forms: ['{law:ai}']\nkind: paragraph, text: Last")
    needing = replace(words_, topics=(replace(words_.topics[0], needs=1),))
    here = insert(tmp_path, CONFIRMED.replace("law: {}", signed_law("ai: {en: A fake is a crime.}")))
    assert [topic.id for topic in localise(needing, here, world, asked())[0].topics] == ["a"]
    assert localise(needing, world, world, asked())[0].topics == ()


def test_a_number_to_write_to_is_a_phrase_of_its_own(tmp_path: Path, world: Insert) -> None:
    words_ = guide(tmp_path, "kind: paragraph, forms: ['A crisis line: {crisis:sms}.', None.]")
    contacts = f"""id: line, kind: helpline, name: {{en: Line}}, numbers: [{{printed: '116'}}], {SURE}
id: night, kind: crisis, name: {{en: Night}}, numbers: [{{printed: '117'}}], sms: {{to: '85258', word: GO}}, {SURE}"""
    (said,) = words(localise(words_, insert(tmp_path, country(contacts)), world, asked())[0])
    assert plain_text(said) == "A crisis line: Text GO to 85258."
    assert words(localise(words_, world, world, asked())[0]) == ["None."]


def test_a_band_reads_its_own_words_and_not_the_blocks_of_others(tmp_path: Path, world: Insert) -> None:
    words_ = guide(
        tmp_path, "kind: paragraph, text: Plain, text-10-13: Softer\nkind: paragraph, bands: [14-17], text: Older"
    )
    assert words(localise(words_, world, world, asked())[0]) == ["Plain", "Older"]
    assert words(localise(words_, world, world, asked(band="10-13"))[0]) == ["Softer"]


def test_a_product_reads_its_own_items_of_its_band(tmp_path: Path, world: Insert) -> None:
    words_ = guide(tmp_path, "use: m1")
    ids = {
        (product, band): [topic.id for topic in localise(words_, world, world, asked(product, band))[0].topics]
        for product in ("booklet", "poster", "card")
        for band in ("14-17", "10-13")
    }
    assert ids == {
        ("booklet", "14-17"): ["a"], ("booklet", "10-13"): ["a"],
        ("poster", "14-17"): ["p1", "p2"], ("poster", "10-13"): ["p1"],
        ("card", "14-17"): ["c1"], ("card", "10-13"): ["c1"],
    }  # fmt: skip


def test_a_fixed_message_takes_the_style_of_its_place(tmp_path: Path, world: Insert) -> None:
    manuscript = localise(guide(tmp_path, "use: m1, as: banner"), world, world, asked())[0]
    (block,) = manuscript.topic("a").blocks
    assert (block.id, block.kind, block.style, block.title) == ("m1", "banner", "banner", "It is not your fault.")


def test_blocks_that_a_country_fills_are_marked(tmp_path: Path, world: Insert) -> None:
    blocks = """kind: paragraph, text: a
kind: paragraph, forms: ['{number}', b]
kind: law, title: c, forms: ['{law:ai}', d]
kind: paragraph, text: '{finder}'"""
    manuscript = localise(guide(tmp_path, blocks), world, world, asked())[0]
    assert [block.varies for block in manuscript.topic("a").blocks] == [False, True, True, False]


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("kind: helpline, free: yes, private: yes, hours: {always: yes}", ("fact.free", "fact.private", "fact.always")),
        ("kind: helpline, free: no, private: no, hours: {always: no}", ()),
        ("kind: helpline, free: unknown, private: unknown, hours: {always: unknown}", ()),
        ("kind: helpline", ()),
        ("kind: helpline, private: yes", ("fact.private",)),
    ],
)
def test_free_private_day_and_night_are_printed_only_where_the_file_says_yes(
    line: str, facts: tuple[str, ...], tmp_path: Path, sources: Sources
) -> None:
    found = contact(tmp_path, sources, f"{line}, sources: [{{url: https://a.example/}}], confidence: high")
    assert found.facts == tuple(sources.guide.labels[fact].forms[0] for fact in facts)


def test_hours_are_printed_as_the_file_has_them(tmp_path: Path, sources: Sources) -> None:
    (hours,) = contact(tmp_path, sources, f"kind: helpline, hours: {{daily: '09:00-17:00'}}, {SURE}").facts
    assert "09:00–17:00" in hours


def test_the_number_for_text_messages_is_the_contacts_own(tmp_path: Path, sources: Sources) -> None:
    line = f"kind: helpline, numbers: [{{printed: '116'}}], sms: {{to: '60 018', word: HELLO}}, {SURE}"
    found = contact(tmp_path, sources, line)
    assert f"[60{NBSP}018](sms:60018)" in found.direct
    assert "HELLO" in found.direct
    assert "116" not in found.direct


def test_ways_to_chat_are_named_in_words(tmp_path: Path, sources: Sources) -> None:
    found = contact(tmp_path, sources, f"kind: helpline, chat: [whatsapp, email], {SURE}")
    assert found.chat == " · ".join(sources.guide.labels[f"chat.{way}"].forms[0] for way in ("whatsapp", "email"))


def test_a_way_to_chat_that_has_a_number_is_not_named_twice(tmp_path: Path, sources: Sources) -> None:
    ways = "chat: [whatsapp, sms, email], whatsapp: '+254 20 000', sms: {to: '60018'}"
    found = contact(tmp_path, sources, f"kind: helpline, {ways}, {SURE}")
    assert found.chat == sources.guide.labels["chat.email"].forms[0]
    assert keep_together("+254 20 000") in found.direct and "60018" in found.direct


def test_names_and_addresses_are_printed_letter_by_letter(tmp_path: Path, sources: Sources) -> None:
    name, web = "{en: '*Kids* _Line_ [x] (y)'}", "https://line.example/find_a_line_"
    text = country(f"id: line, name: {name}, kind: helpline, web: {web}, {SURE}")
    lead = localise(sources.guide, insert(tmp_path, text), sources.world, asked("card"))[0].help.lead
    assert plain_text(lead.name) == "*Kids* _Line_ [x] (y)"
    assert plain_text(lead.address) == "line.example/find_a_line_"
    assert lead.link == "https://line.example/find_a_line_"


def test_a_name_is_in_the_locale_or_else_in_the_source_locale_or_else_as_it_is(
    tmp_path: Path, sources: Sources
) -> None:
    for names, name in (("{sw: Namba, en: Line}", "Line"), ("{sw: Namba}", "Namba")):
        text = country(f"id: line, kind: helpline, name: {names}, {SURE}")
        assert localise(sources.guide, insert(tmp_path, text), sources.world, asked("card"))[0].help.lead.name == name


def test_a_removal_service_says_for_whom_it_is(tmp_path: Path, sources: Sources) -> None:
    contacts = f"""id: line, kind: helpline, name: {{en: Line}}, {SURE}
id: young, web: https://a.example, kind: removal, name: {{en: Young}}, ages: {{under: 18}}, {SURE}
id: grown, web: https://a.example, kind: removal, name: {{en: Grown}}, ages: {{from: 18}}, {SURE}"""
    manuscript = localise(sources.guide, insert(tmp_path, country(contacts)), sources.world, asked("card"))[0]
    lines = {row.name: row.line for row in manuscript.help.rows}
    labels = sources.guide.labels
    assert lines["Young"] == labels["kind.removal.line"].forms[0]
    assert lines["Grown"] == labels["kind.removal.adult"].forms[0]


def test_emergency_numbers_of_several_services_are_named(tmp_path: Path, world: Insert) -> None:
    services = {"110": "police", "118": "ambulance", "119": "fire"}
    numbers = ", ".join(f"{{printed: '{number}', service: {service}}}" for number, service in services.items())
    contacts = f"""id: line, kind: helpline, name: {{en: Line}}, {SURE}
id: danger, kind: emergency, name: {{en: Danger}}, {SURE}, numbers: [{numbers}]"""
    manuscript = localise(
        guide(tmp_path, "kind: paragraph, text: 'Call {emergency}'"),
        insert(tmp_path, country(contacts)),
        world,
        asked(),
    )[0]
    assert words(manuscript) == ["Call 110 (police) or 118 (ambulance)"]
    assert manuscript.help.emergency is not None
    assert [number.service for number in manuscript.help.emergency.numbers] == ["police", "ambulance", "fire"]


def test_the_directory_has_one_of_each_kind_first_and_says_what_it_leaves_out(tmp_path: Path, sources: Sources) -> None:
    kinds = ["helpline", "support", "support", "support", "support", "police", "crisis", "partner", "hotline"]
    contacts = "\n".join(
        f"id: {kind}{number}, kind: {kind}, name: {{en: {kind} {number}}}, web: https://a.example/, {SURE}"
        for number, kind in enumerate(kinds)
    )
    full = insert(tmp_path, country(contacts, "helpline0"))
    manuscript = localise(sources.guide, full, sources.world, asked("card"))[0]
    rows = [row.kind for row in manuscript.help.rows]
    assert len(rows) == MOST_ROWS
    assert rows == ["crisis", "hotline", "removal", "removal", "police", "support", "finder"]
    assert set(rows) <= {*ROW_KINDS, "finder"}
    left = list(place_findings(full, sources.world, ("14-17",)))
    assert [finding.message.split('"')[1] for finding in left] == ["support2", "support3", "support4"]
    assert {(finding.code, finding.severity) for finding in left} == {("directory-full", Severity.NOTE)}


def test_a_country_that_has_every_kind_still_fits_its_directory(tmp_path: Path, sources: Sources) -> None:
    kinds = ["helpline", "helpline", "helpline", "support", "support", "police", "removal", "crisis", "hotline"]
    contacts = "\n".join(
        f"id: {kind}{number}, kind: {kind}, name: {{en: {kind} {number}}}, web: https://a.example/, {SURE}"
        for number, kind in enumerate(kinds)
    )
    full = insert(tmp_path, country(contacts, "helpline0"))
    manuscript = localise(sources.guide, full, sources.world, asked("card"))[0]
    assert [row.kind for row in manuscript.help.rows] == [
        "helpline",
        "crisis",
        "hotline",
        "removal",
        "police",
        "support",
        "finder",
    ]
    assert codes(place_findings(full, sources.world, ("14-17",))) == ["directory-full"] * 2


def test_a_country_without_a_hotline_is_sent_to_the_worlds(tmp_path: Path, sources: Sources) -> None:
    manuscript = localise(sources.guide, insert(tmp_path), sources.world, asked("card"))[0]
    world = {contact.web for contact in sources.world.contacts}
    assert {row.link for row in manuscript.help.rows if row.kind in {"hotline", "removal", "finder"}} <= world
    assert "rumour.example" not in str(manuscript.help)


def test_a_label_that_is_asked_for_and_missing_is_told(tmp_path: Path, world: Insert) -> None:
    words_ = guide(tmp_path, "use: m1")
    labels = {key: wording for key, wording in words_.labels.items() if key != "fact.free"}
    with pytest.raises(SourceError) as stopped:
        localise(replace(words_, labels=labels), insert(tmp_path), world, asked())
    found = only(dict.fromkeys(stopped.value.findings))
    assert (found.code, found.message) == ("missing-label", 'no label "fact.free"')


@pytest.mark.parametrize(
    ("printed", "country_", "dial"),
    [
        ("0808 157 0192", "GB", "+448081570192"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("+44 20 7946 0018", "KE", "+442079460018"),
        ("116 111", "GB", "116111"),
        ("0808 157 0192", "XX", "08081570192"),
        ("112", "001", "112"),
        ("(020) 7946-0018", "XX", "02079460018"),
    ],
)
def test_a_phone_dials_the_whole_number_where_it_is_known_and_the_digits_else(
    printed: str, country_: str, dial: str
) -> None:
    assert find_dialled(printed, country_) == dial


@pytest.mark.slow
@given(st.from_regex(r"\+?[0-9][0-9 ().\-]{0,30}", fullmatch=True))
def test_a_number_stays_on_one_line_with_every_digit_in_its_place(printed: str) -> None:
    shown = keep_together(printed)
    assert " " not in shown
    assert "-" not in shown
    assert shown.replace(NBSP, " ").replace("\u2011", "-") == printed
    assert shown.count(NBSP) == printed.count(" ")


@pytest.mark.slow
@given(st.from_regex(r"\+?[0-9][0-9 ().\-]{0,30}", fullmatch=True), st.sampled_from(["GB", "KE", "XX", "001"]))
def test_what_is_dialled_holds_digits_and_a_plus_at_most_in_front(printed: str, country_: str) -> None:
    dial = find_dialled(printed, country_)
    assert dial.removeprefix("+").isdigit()


def test_an_address_is_shown_without_its_scheme_and_breaks_nowhere() -> None:
    assert show_address("https://line.example/help/") == "line.example/help"
    assert show_running_address("http://line.example/a/b") == "line.example/\u2060a/\u2060b"


def test_placeholders_that_countries_and_layouts_fill_are_known() -> None:
    assert all(map(is_known, ("number", "finder", "page:anything", "law:pictures", "crisis:sms", "web:sources")))
    assert not any(map(is_known, ("nmae", "law:tax", "law", "boy-1")))


def test_a_name_keeps_its_direction_in_words_from_right_to_left(tmp_path: Path, sources: Sources) -> None:
    named = insert(tmp_path, CONFIRMED.replace("Example Line", "0800 Example 116"))
    for tag, wanted in (("en", "0800 Example 116"), ("ar-XB", "\u20680800 Example 116\u2069")):
        axes = replace(asked(), locale=find_locale(tag))
        manuscript, _ = localise(guide(tmp_path, "kind: paragraph, text: Hello"), named, sources.world, axes)
        assert manuscript.help.lead.name == wanted
