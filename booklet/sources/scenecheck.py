"""Checks of scenes against the words: each message exists and has a place, each panel is one of the comic."""

from collections.abc import Iterable, Iterator, Mapping

from booklet.errors import Finding, Where, did_you_mean
from booklet.scenes.model import Panel, Scene, Thing
from booklet.sources.scenewords import COVER_KINDS, FREE_KINDS
from booklet.words.guide import SourceBlock, SourceTopic

FRONT = "front"
"""The block that is the front of a card."""

TITLE = "title"
"""The name of the words that are the title of a topic."""


def check_scene(
    scene: Scene, topics: tuple[SourceTopic, ...], messages: Mapping[str, SourceBlock]
) -> Iterator[Finding]:
    """Yield what differs between a scene and the comic of its topic, the front of a card, or the words of its pages.

    Covers are two pages. A scene may place items of messages that its pages use.
    """
    if any(block.kind == FRONT for topic in topics for block in topic.blocks):
        yield from _check_front(scene)
        return
    comic = next((block for topic in topics for block in topic.blocks if block.kind == "comic"), None)
    if comic is None:
        yield from _check_pages(scene, topics, messages)
        return
    file = f"layouts/scenes/{scene.name}.yaml"
    start = f"{comic.id}."
    yield from _check_panels(scene.panels, [item.id.removeprefix(start) for item in comic.items], comic)
    said = [item.id.removeprefix(start) for panel in comic.items for item in panel.items]
    yield from _check_words(scene.panels, said)
    placed = {words.name for panel in scene.panels for words in panel.words}
    for name in (name for name in said if name not in placed):
        message = f'"{start}{name}" has no place in the scene'
        yield Finding("words-lost", Where(file), message, f"add it to the words of panel {name.split('.')[0]}")


def _check_front(scene: Scene) -> Iterator[Finding]:
    """Yield if the words of a card have no tile on its front, or if its picture does not fill it."""
    file = Where(f"layouts/scenes/{scene.name}.yaml")
    tiles = [words for panel in scene.panels for words in panel.words if words.kind == "tile"]
    if len(tiles) != 1:
        hint = "give it one: {tile: front, at: 5 51, up: yes, measure: 58}"
        yield Finding("words-lost", file, f"the words of a card need one tile, and here are {len(tiles)}", hint)
    if [panel.size for panel in scene.panels] != [scene.trim]:
        yield Finding("wrong-size", file, "the front of a card is one picture as large as its trim", "draw one panel")


def _check_pages(
    scene: Scene, topics: tuple[SourceTopic, ...], messages: Mapping[str, SourceBlock]
) -> Iterator[Finding]:
    """Yield what differs between drawn pages and their topics: a block stands there, or each of its items does.

    Where one cover alone is drawn, the words of the other are nobody's.
    """
    blocks = [block for topic in topics for block in topic.blocks]
    words = (*scene.words, *(words for panel in scene.panels for words in panel.words))
    placed = {one.name for one in words}
    used = [messages[block.use] for block in blocks if block.use in messages]
    known = {block.use or block.id: block for top in (*blocks, *used) for block in top.walk()}
    is_half = len(topics) == 1 and any(one.kind in COVER_KINDS for one in words)
    for one in words if not is_half else ():
        if one.name not in {*known, TITLE} and one.kind not in (*COVER_KINDS, *FREE_KINDS):
            message = f'there is no message "{one.name}"'
            yield Finding("unknown-message", one.where, message, did_you_mean(one.name, known))
    if not any(one.kind == "title" for one in words):
        hint = "add {title: title, at: 14 13, measure: 117} to its words"
        yield Finding("words-lost", Where(f"layouts/scenes/{scene.name}.yaml"), "the title has no place", hint)
    if len(topics) > 1:
        for kind in (kind for kind in COVER_KINDS if kind not in {one.kind for one in words}):
            message, hint = f'covers need a place for "{kind}"', f"add {{{kind}: {kind}, at: 14 190, measure: 117}}"
            yield Finding("words-lost", Where(f"layouts/scenes/{scene.name}.yaml"), message, hint)
    for block in (block for block in blocks if _is_in_a_band(block, scene)):
        if (block.use or block.id) not in placed:
            items = messages[block.use].items if block.use in messages else block.items
            for item in (item for item in items or (block,) if item.id not in placed and _is_in_a_band(item, scene)):
                message = f'"{item.use or item.id}" has no place in the scene'
                where = Where(f"layouts/scenes/{scene.name}.yaml")
                yield Finding("words-lost", where, message, "add it to the words")


def check_sentences(topic: SourceTopic, scene: Scene | None) -> Iterator[Finding]:
    """Yield sentences of an easy page without a picture: each has an icon, or a panel of its name in the scene."""
    panels = {panel.id: panel for panel in scene.panels} if scene else {}
    sentences = [item for block in topic.blocks for item in block.items if item.kind == "sentence"]
    for item in sentences:
        if not item.icon and item.style not in panels:
            message, hint = f'"{item.id}" has no picture', "name an icon:, or draw a panel of its name in the scene"
            yield Finding("picture-lost", item.where, message, hint)
    drawn = {item.style for item in sentences if not item.icon}
    for panel in (panel for name, panel in panels.items() if name not in drawn):
        yield Finding("unknown-panel", panel.where, f'no sentence shows "{panel.id}"', did_you_mean(panel.id, drawn))


def _is_in_a_band(block: SourceBlock, scene: Scene) -> bool:
    return any(block.is_for(band) for band in scene.bands)


def _check_panels(panels: Iterable[Panel], known: list[str], comic: SourceBlock) -> Iterator[Finding]:
    drawn = [panel.id for panel in panels]
    for panel in panels:
        if panel.id not in known:
            message = f'"{comic.id}" has no panel "{panel.id}"'
            yield Finding("unknown-panel", panel.where, message, did_you_mean(panel.id, known))
    for name in (name for name in known if name not in drawn):
        yield Finding("panel-lost", comic.where, f'panel "{name}" is not drawn', "add it to the scene")


def _check_words(panels: Iterable[Panel], said: list[str]) -> Iterator[Finding]:
    """Yield words that do not exist, or that nobody in their panel can say."""
    for panel in panels:
        people = {layer.name for layer in (*panel.back, *panel.figures, *panel.over) if isinstance(layer, Thing)}
        for words in panel.words:
            if words.name not in said:
                message = f'there is no message "{words.name}"'
                yield Finding("unknown-message", words.where, message, did_you_mean(words.name, said))
            if words.by and words.by not in people:
                message = f'nobody called "{words.by}" is in panel {panel.id}'
                yield Finding("unknown-by", words.where, message, did_you_mean(words.by, people - {""}))
