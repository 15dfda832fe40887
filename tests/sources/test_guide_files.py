"""The words of a guide, from its files: kinds of block, bands, forms, ids, and every fault of every file at once."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from projects import codes, lay, only, ours, told

from booklet.errors import Finding
from booklet.sources.folders import Folders
from booklet.sources.guide import KINDS, read_guide
from booklet.words.guide import Guide, SourceBlock

EN = "translations/en"

STEPS = "".join(
    f"      {name}: {{word: {name.upper()}, icon: flag, text: Do {name}., short: {name}}}\n"
    for name in ("stop", "save", "tell", "report", "block", "remove")
)

FILES = {
    "guide/14-17/threat.yaml": """\
topic: threat
title: When someone threatens you
blocks:
  - {id: threat.lead, kind: paragraph, as: lead, text: It is not your fault.}
  - {use: m1, as: line}
  - {use: m2, as: short}
""",
    "labels.yaml": """\
bands: [14-17]
labels:
  title: Your screen
  help: ["Call {number}", Find help]
  kind.police.line: ""
""",
    "messages.yaml": f"""\
messages:
  - {{id: m1, kind: banner, title: It is not your fault.}}
  - id: m2
    kind: steps
    items:
{STEPS}""",
    "posters.yaml": "posters:\n  - {id: p1, title: Stop, blocks: [{use: m1}]}\n",
    "cards.yaml": "cards:\n  - {id: c1, title: First, front: [{use: m2, as: tiles}], back: [{use: m2, as: lines}]}\n",
}


SEVENTH = "      seven: {word: A, icon: flag, text: b, short: c}\n"

TWO_POSTERS = "posters:\n" + "  - {id: p1, title: a, blocks: [{use: m1}]}\n" * 2


def guide(folder: Path, files: Mapping[str, str | bytes] | None = None) -> tuple[Guide, list[Finding]]:
    """Return a small guide, some of its files replaced, and what was found in it."""
    lay(folder / EN, {**FILES, **(files or {})})
    findings: list[Finding] = []
    return read_guide(Folders(folder), EN, findings), findings


def topic(blocks: str) -> dict[str, str | bytes]:
    """Return the file of a topic that holds some blocks."""
    return {"guide/14-17/threat.yaml": f"topic: threat\ntitle: Threat\nblocks:\n{blocks}"}


def blocks(folder: Path, text: str) -> tuple[SourceBlock, ...]:
    """Return the blocks of a topic without faults."""
    found, findings = guide(folder, topic(text))
    assert findings == []
    return found.topics[0].blocks


def test_a_guide_is_topics_messages_posters_cards_and_labels(tmp_path: Path) -> None:
    found, findings = guide(tmp_path)
    assert findings == []
    assert [item.id for item in found.topics] == ["threat"]
    assert [item.id for item in found.messages] == ["m1", "m2"]
    assert [item.id for item in found.posters] == ["p1"]
    assert [[side.kind for side in item.blocks] for item in found.cards] == [["front", "back"]]
    assert found.labels["help"].forms == ("Call {number}", "Find help")
    assert found.bands == ("14-17",)


def test_a_block_keeps_what_is_written_and_where(tmp_path: Path) -> None:
    lead, message, steps = blocks(tmp_path, FILES["guide/14-17/threat.yaml"].split("blocks:\n")[1])
    assert (lead.id, lead.kind, lead.style) == ("threat.lead", "paragraph", "lead")
    assert lead.strings["text"].forms == ("It is not your fault.",)
    assert str(lead.where) == f"{EN}/guide/14-17/threat.yaml:4"
    assert (message.kind, message.use, message.style) == ("use", "m1", "line")
    assert (steps.use, steps.style) == ("m2", "short")


def test_forms_are_kept_in_their_order_the_most_particular_first(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, "  - {id: a, kind: paragraph, forms: ['Call {number}', Find help]}\n")
    assert block.strings["text"].forms == ("Call {number}", "Find help")


def test_a_band_has_words_of_its_own_beside_the_others(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, "  - {id: a, kind: paragraph, text: Plain, text-10-13: Softer, bands: [10-13]}\n")
    assert {key: wording.forms for key, wording in block.strings.items()} == {
        "text": ("Plain",),
        "text-10-13": ("Softer",),
    }
    assert block.bands == ("10-13",)


def test_items_of_lists_steps_questions_and_scenarios_have_ids_of_their_own(tmp_path: Path) -> None:
    listed, asked, told_ = blocks(
        tmp_path,
        """\
  - {id: a.list, kind: list, items: {one: First, two: Second}}
  - {id: a.question, kind: question, title: Why?, blocks: [{id: a.answer, kind: paragraph, text: So.}]}
  - id: a.story
    kind: scenario
    text: [Once., Twice.]
    speech: {young: Help, adult: Yes}
    closing: The end.
    questions: {first: And you?}
""",
    )
    assert [(item.id, item.kind) for item in listed.items] == [("a.list.one", "item"), ("a.list.two", "item")]
    assert [(item.id, item.kind) for item in asked.items] == [("a.answer", "paragraph")]
    assert [item.kind for item in told_.items] == [
        "story",
        "story",
        "speech-line",
        "speech-line",
        "closing",
        "question-line",
    ]
    assert [item.style for item in told_.items if item.kind == "speech-line"] == ["young", "adult"]


def test_a_comic_is_panels_with_what_is_told_typed_said_and_signed_in_the_order_of_the_file(tmp_path: Path) -> None:
    (comic,) = blocks(
        tmp_path,
        """\
  - id: a.comic
    kind: comic
    panels:
      a:
        picture: For the artist alone.
        alt: Two people talk.
        says: {ana: Hello, tom: Hi, ana-2: Look}
        caption: Later.
      b:
        alt: A phone.
        chat: {tom: Deleted}
        signs: {ana: Good}
""",
    )
    first, second = comic.items
    assert (first.id, first.kind, first.strings["alt"].forms) == ("a.comic.a", "panel", ("Two people talk.",))
    assert [(item.id, item.kind, item.speaker) for item in (*first.items, *second.items)] == [
        ("a.comic.a.says.ana", "speech-line", "ana"),
        ("a.comic.a.says.tom", "speech-line", "tom"),
        ("a.comic.a.says.ana-2", "speech-line", "ana"),
        ("a.comic.a.caption", "caption", ""),
        ("a.comic.b.chat.tom", "chat-line", "tom"),
        ("a.comic.b.signs.ana", "sign-line", "ana"),
    ]
    words = [form for block in comic.walk() for wording in block.strings.values() for form in wording.forms]
    assert words == ["Two people talk.", "Hello", "Hi", "Look", "Later.", "A phone.", "Deleted", "Good"]


def test_roads_myths_routes_boxes_and_maps_have_items_with_ids_of_their_own(tmp_path: Path) -> None:
    road, myths, routes, ticks, places = blocks(
        tmp_path,
        """\
  - {id: a.road, kind: flow, items: {one: First, two: Then}}
  - {id: a.myths, kind: myth, items: {stranger: {says: “Always strangers.”, fact: Often not.}}}
  - {id: a.routes, kind: routes, items: {now: {text: It is now., to: threat}}}
  - {id: a.ticks, kind: ticks, boxes: {lock: Locked}, lines: {who: "Who:"}}
  - {id: a.map, kind: taking-action-map, items: {here: {place: Here, text: We act.}}}
""",
    )
    assert [(item.id, item.kind) for item in road.items] == [("a.road.one", "stop"), ("a.road.two", "stop")]
    (myth,) = myths.items
    assert {key: wording.forms for key, wording in myth.strings.items()} == {
        "title": ("“Always strangers.”",),
        "text": ("Often not.",),
    }
    assert [(item.id, item.kind, item.to) for item in routes.items] == [("a.routes.now", "route", "threat")]
    assert [(item.id, item.kind) for item in ticks.items] == [
        ("a.ticks.who", "write-line"),
        ("a.ticks.lock", "tick-box"),
    ]
    assert [(item.id, sorted(item.strings)) for item in places.items] == [("a.map.here", ["place", "text"])]


def test_a_block_may_use_any_block_that_has_an_id(tmp_path: Path) -> None:
    found, findings = guide(
        tmp_path, {"guide/10-13/law.yaml": "topic: law\ntitle: Law\nblocks: [{use: threat.lead}]\n"}
    )
    assert findings == []
    assert found.usable["threat.lead"].strings["text"].forms == ("It is not your fault.",)
    assert "m1" in found.usable
    assert not {"front", "law:threat.lead"} & found.usable.keys()


def test_a_topic_is_for_the_band_whose_folder_it_stands_in_and_says_what_law_it_needs(tmp_path: Path) -> None:
    files = {
        "guide/10-13/law.yaml": "topic: law\ntitle: Law\nneeds: {law: 2}\nblocks: [{use: m1}]\n",
        "guide/14-17/both.yaml": "topic: both\nbands: [14-17, 10-13]\ntitle: Both\nblocks: [{use: m1}]\n",
    }
    found, findings = guide(tmp_path, files)
    assert findings == []
    assert [(item.id, item.bands, item.needs) for item in found.topics] == [
        ("both", ("14-17", "10-13"), 0),
        ("threat", ("14-17",), 0),
        ("law", ("10-13",), 2),
    ]
    assert [item.id for item in found.topics_of("booklet", "10-13")] == ["both", "law"]
    assert [item.id for item in found.topics_of("insert", "10-13")] == ["law"]


def test_a_topic_outside_the_folders_of_the_books_is_told(tmp_path: Path) -> None:
    _, findings = guide(tmp_path, {"guide/old.yaml": "topic: old\ntitle: Old\nblocks: [{use: m1}]\n"})
    assert only(findings).code == "loose-topic"
    assert (findings[0].where.file, findings[0].hint) == (
        f"{EN}/guide/old.yaml",
        f"move it to {EN}/guide/14-17/ or {EN}/guide/10-13/ or {EN}/guide/easy/",
    )


def test_the_front_of_a_card_may_have_a_title_that_tells_nothing(tmp_path: Path) -> None:
    titles, sides = "title: First, front-title: A, front-title-10-13: B", "front: [{use: m1}], back: [{use: m1}]"
    cards = f"cards: [{{id: c1, {titles}, {sides}}}]\n"
    found, findings = guide(tmp_path, {"cards.yaml": cards})
    assert findings == []
    assert list(found.cards[0].titles) == ["title", "front-title", "front-title-10-13"]


def test_our_own_guide_is_without_fault_and_has_every_kind_of_block_it_may() -> None:
    findings: list[Finding] = []
    found = read_guide(Folders(Path(__file__).parents[2]), EN, findings)
    assert findings == []
    assert {block.kind for block in found.every_block()} >= {"paragraph", "steps", "comic", "flow", "myth", "routes"}
    assert {block.kind for topic in found.topics for block in topic.blocks} - {"use"} <= set(KINDS)


@pytest.mark.parametrize(
    ("block", "code", "line"),
    [
        ("  - {kind: paragraph, text: a}\n", "missing-key", 4),
        ("  - {id: '../a', kind: paragraph, text: a}\n", "wrong-name", 4),
        ("  - {id: a, kind: paragraf, text: a}\n", "unknown-kind", 4),
        ("  - {id: a, kind: paragraph}\n", "missing-key", 4),
        ("  - {id: a, kind: paragraph, text: ''}\n", "empty-text", 4),
        ("  - {id: a, kind: paragraph, text: a, txt: b}\n", "unknown-key", 4),
        ("  - {id: a, kind: paragraph, text: a, text-18-20: b}\n", "unknown-key", 4),
        ("  - {id: a, kind: paragraph, text: [a]}\n", "wrong-type", 4),
        ("  - {id: a, kind: paragraph, text: a, as: leed}\n", "unknown-as", 4),
        ("  - {id: a, kind: paragraph, text: a, bands: [16-18]}\n", "unknown-band", 4),
        ("  - {id: a, kind: paragraph, forms: []}\n", "empty-text", 4),
        ("  - {id: a, kind: paragraph, forms: [a, '']}\n", "empty-text", 4),
        ("  - {id: a, kind: heading, text: a}\n  - {id: a, kind: heading, text: b}\n", "duplicate-id", 5),
        ("  - {id: a, kind: tip, title: a, text: b}\n", "missing-key", 4),
        ("  - {id: a, kind: list}\n", "missing-key", 4),
        ("  - {id: a, kind: list, items: {one: []}}\n", "empty-list", 4),
        ("  - {id: a, kind: list, items: {one: {a: b}}}\n", "wrong-type", 4),
        ("  - {id: a, kind: scenario}\n", "missing-key", 4),
        (
            "  - {id: a, kind: question, title: b, blocks: [{id: c, kind: tip, icon: flag, title: d, text: e}]}\n",
            "unknown-kind",
            4,
        ),
        ("  - {id: a, kind: question, title: b, blocks: []}\n", "empty-list", 4),
        ("  - {id: a, kind: comic, panels: {}}\n", "empty-list", 4),
        ("  - {id: a, kind: comic}\n", "missing-key", 4),
        ("  - {id: a, kind: comic, panels: {a: {says: {ana: Hi}}}}\n", "missing-key", 4),
        ("  - {id: a, kind: comic, panels: {a: {alt: b, thinks: {ana: Hi}}}}\n", "unknown-key", 4),
        ("  - {id: a, kind: comic, panels: {a: {alt: b, says: [Hi]}}}\n", "wrong-type", 4),
        ("  - {id: a, kind: flow, items: {}}\n", "empty-list", 4),
        ("  - {id: a, kind: myth, items: {b: {says: c}}}\n", "missing-key", 4),
        ("  - {id: a, kind: routes, items: {b: {text: c}}}\n", "missing-key", 4),
        ("  - {id: a, kind: breath}\n", "missing-key", 4),
        ("  - {id: a, kind: ticks}\n", "missing-key", 4),
        ("  - {id: a, kind: ticks, lines: {b: c}, boxes: {b: d}}\n", "duplicate-id", 4),
        ("  - {id: a, kind: taking-action-map, items: {b: {place: c}}}\n", "missing-key", 4),
        ("  - {use: m9}\n", "unknown-message", 4),
        ("  - {use: 'threat:m9'}\n", "unknown-message", 4),
        ("  - {use: m2}\n", "unknown-as", 4),
        ("  - {use: m2, as: lead}\n", "unknown-as", 4),
        ("  - {use: m1, text: a}\n", "unknown-key", 4),
        ("  - words\n", "wrong-type", 4),
        ("  []\n", "empty-list", 4),
    ],
)
def test_a_fault_in_a_block_is_told_with_its_line(block: str, code: str, line: int, tmp_path: Path) -> None:
    _, findings = guide(tmp_path, topic(block))
    assert (code, f"{EN}/guide/14-17/threat.yaml:{line}") in told(findings)
    assert {finding.where.file for finding in findings} == {f"{EN}/guide/14-17/threat.yaml"}
    assert all(finding.message and finding.hint for finding in findings)


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("guide/14-17/threat.yaml", "topic: thread\ntitle: a\nblocks: [{use: m1}]\n", "wrong-topic"),
        ("guide/14-17/threat.yaml", "topic: threat\nblocks: [{use: m1}]\n", "missing-key"),
        ("guide/14-17/threat.yaml", "topic: threat\nbands: [10-13]\ntitle: a\nblocks: [{use: m1}]\n", "wrong-bands"),
        ("guide/14-17/threat.yaml", "topic: threat\nneeds: {law: 0}\ntitle: a\nblocks: [{use: m1}]\n", "wrong-needs"),
        ("labels.yaml", "labels: {title: a}\n", "missing-key"),
        ("labels.yaml", "bands: [14-17]\nlabels: {title: []}\n", "empty-list"),
        ("labels.yaml", "bands: [14-17]\nlabels: [title]\n", "wrong-type"),
        ("messages.yaml", FILES["messages.yaml"] + SEVENTH, "wrong-steps"),
        ("messages.yaml", FILES["messages.yaml"].replace("word: STOP, ", ""), "missing-key"),
        ("posters.yaml", "posters: []\n", "empty-list"),
        ("posters.yaml", TWO_POSTERS, "duplicate-id"),
        ("posters.yaml", "posters: [{id: ../../evil, title: a, blocks: [{use: m1}]}]\n", "wrong-name"),
        ("cards.yaml", "cards: [{id: c1, title: a, front: [{use: m1}]}]\n", "missing-key"),
        ("cards.yaml", "cards: [{id: 'c 1', title: a, front: [{use: m1}], back: [{use: m1}]}]\n", "wrong-name"),
    ],
)
def test_a_fault_in_any_file_is_told_with_its_file(file: str, text: str, code: str, tmp_path: Path) -> None:
    _, findings = guide(tmp_path, {file: text})
    assert only(findings).code == code
    assert findings[0].where.file == f"{EN}/{file}"
    assert findings[0].where.line > 0


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    broken = {file: b"\xff" if number % 2 else "- a\n" for number, file in enumerate(FILES)}
    _, findings = guide(tmp_path, broken)
    assert [finding.where.file for finding in findings] == [f"{EN}/{file}" for file in FILES]
    assert codes(findings) == ["wrong-type", "encoding", "wrong-type", "encoding", "wrong-type"]


def test_messages_that_cannot_be_read_are_not_missed_on_every_page(tmp_path: Path) -> None:
    _, findings = guide(tmp_path, {"messages.yaml": "messages: [\n"})
    assert only(findings).code == "yaml-syntax"


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    lay(tmp_path / EN, {file: text for file, text in FILES.items() if file != "labels.yaml"})
    findings: list[Finding] = []
    read_guide(Folders(tmp_path), EN, findings)
    assert told(findings) == [("unreadable", f"{EN}/labels.yaml")]


def test_a_project_replaces_single_files(tmp_path: Path) -> None:
    lay(tmp_path / "own" / EN, FILES)
    lay(tmp_path / "project" / EN, topic("  - {id: b, kind: heading, text: Theirs}\n"))
    lay(tmp_path / "project" / EN, {"guide/14-17/added.yaml": "topic: added\ntitle: Added\nblocks: [{use: m1}]\n"})
    findings: list[Finding] = []
    found = read_guide(Folders(tmp_path / "own", tmp_path / "project"), EN, findings)
    assert findings == []
    assert [(item.id, item.blocks[0].id) for item in found.topics] == [("added", "added:m1"), ("threat", "b")]
    assert [item.id for item in found.posters] == ["p1"]


def test_a_label_that_a_project_lost_is_told_because_pages_print_it(tmp_path: Path) -> None:
    lay(tmp_path / "own" / EN, FILES)
    lay(tmp_path / "project" / EN, {"labels.yaml": "bands: [14-17]\nlabels: {title: Theirs, more: a}\n"})
    findings: list[Finding] = []
    read_guide(Folders(tmp_path / "own", tmp_path / "project"), EN, findings)
    assert [(finding.code, finding.message) for finding in findings] == [
        ("missing-label", 'no label "help"'),
        ("missing-label", 'no label "kind.police.line"'),
    ]


def test_messages_are_the_fixed_ones_of_our_guide() -> None:
    lines = ours(f"{EN}/messages.yaml").splitlines()
    assert [line for line in lines if line.startswith("  - id: ")] == [f"  - id: m{number}" for number in range(1, 7)]
