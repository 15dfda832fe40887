"""Scenes: a text file becomes a scene with every part in it, or every fault with its line; nothing is evaluated.

Numbers are units of a panel's window for what is drawn, and millimetres for panels and words.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from booklet.art.faults import ArtError
from booklet.art.part import Part, Point
from booklet.art.pathdata import read_path
from booklet.art.transform import Matrix
from booklet.bands import BANDS
from booklet.errors import Finding, SourceError, did_you_mean
from booklet.geometry import Path as Outline
from booklet.geometry import Rect, Size, mm
from booklet.look.layout import Theme
from booklet.machine.store import kept, told_by_stamp
from booklet.scenes.figure import LEAST_BUST, Body, head_from_behind, put_together, turn
from booklet.scenes.model import FAR, Flat, Head, Inks, Layer, Panel, Piece, Scene, Thing
from booklet.scenes.outlines import box_outline, disc_outline
from booklet.sources.cast import BUILDS, PROP_ROLES, Member, read_parts, read_role_inks
from booklet.sources.figures import parse_decimal
from booklet.sources.kit import Kit
from booklet.sources.record import Record, read_size
from booklet.sources.scenewords import read_words
from booklet.sources.yamlfile import parse_yaml
from booklet.values import Frozen

FARTHEST = 20_000.0
"""The largest number of units: a room is 9250 wide."""

SHAPES = ("box", "disc", "path", "line")

CORNER = 0.06
"""Of the side of a small square of a strip, what its corners are rounded by."""

STRIP_EDGE, STRIP_LINE = 0.8, 0.7
"""Weights of the outline of a small square and of what is drawn in it."""

MOST_SQUARES = 60


@told_by_stamp
class Props(Frozen, eq=False, weakref=True):
    """What scenes are made of: the kit, the cast and the inks; compared by identity."""

    kit: Kit
    cast: dict[str, Member]
    theme: Theme


def read_scene(text: str, name: str, props: Props, findings: list[Finding]) -> Scene:
    """Return the scene that a text is; parts, people, inks and shapes that it names must exist."""
    scene, faults = _read_once(text, name, PurePosixPath(name).stem, props)
    findings += faults
    return scene


@lru_cache(128)
@kept("scene")
def _read_once(text: str, name: str, stem: str, props: Props) -> tuple[Scene, tuple[Finding, ...]]:
    """Return the scene that a text is: whoever opens sources again finds most files as they were."""
    node, findings = parse_yaml(text, name)
    with Record(node, findings, "a scene") as record:
        bands = record.texts("bands")
        for band in bands:
            if band not in BANDS:
                record.fault("unknown-band", record.place("bands"), f'no band "{band}"', did_you_mean(band, BANDS))
        trim = read_size(record, "trim")
        line = mm(_number(record, "line", least=0.2, most=2.0))
        panels = tuple(_panel(panel, props) for panel in record.records("panels", "a panel", is_needed=True))
        words = tuple(read_words(words, props.theme) for words in record.records("words", "words"))
    _report_twins(panels, findings)
    return Scene(stem, bands, trim, line, panels, words), tuple(findings)


def _report_twins(panels: tuple[Panel, ...], findings: list[Finding]) -> None:
    """Report panels with one id."""
    seen: set[str] = set()
    for panel in panels:
        if panel.id in seen:
            findings.append(Finding("panel-twice", panel.where, f'another panel is "{panel.id}"', "name it otherwise"))
        seen.add(panel.id)


def _panel(record: Record, props: Props) -> Panel:
    size = read_size(record, "size")
    window = _window(record, size)
    room = record.choice("room", props.kit.names("rooms"), "")
    back: tuple[Layer, ...] = ()
    places: dict[str, Point] = {}
    part = _find_part(record, "rooms", room, props) if room else None
    if part:
        back = (Thing((Piece(part, ()),), Matrix(), STRIP_EDGE),)
        places = {key.removeprefix("place-"): at for key, at in part.points if key.startswith("place-")}
    reader = _Layers(props, places)
    return Panel(
        id=record.name("id"),
        at=_mm_point(record, "at") if "at" in record else (0.0, 0.0),
        size=size,
        window=window,
        ground=_ink(record, "ground", props, ""),
        back=(*back, *reader.read(record, "back")),
        figures=reader.read(record, "figures"),
        over=reader.read(record, "over"),
        words=tuple(read_words(words, props.theme) for words in record.records("words", "words")),
        is_framed=record.choice("frame", ("yes", "no"), "yes") == "yes",
        least=mm(record.number("least", 0.0)),
        seams=_read_seams(record, size),
        core=Rect(*_numbers(record, "core", 4)) if "core" in record else None,
        where=record.where,
    )


def _read_seams(record: Record, size: Size) -> tuple[float, ...]:
    """Return where a panel is pulled apart on a taller page, in points from its top."""
    seams = tuple(mm(seam) for seam in _list_numbers(record, "seams"))
    if any(not 0 <= seam <= size.height for seam in seams):
        record.fault(
            "wrong-size", record.place("seams"), "a seam lies outside the panel", "write heights in it: 40 84.5"
        )
    return seams


def _window(record: Record, size: Size) -> Rect:
    """Return the window of a panel: x, y and width; its height follows from the size of the panel."""
    x, y, width = _numbers(record, "window", 3)
    if width < 1:
        record.fault("wrong-window", record.place("window"), "the window has no width", "write x y width: 0 0 2400")
        width = 1.0
    return Rect(x, y, width, width * size.height / size.width)


def _find_part(record: Record, group: str, name: str, props: Props) -> Part | None:
    """Return a part, None if it cannot be read; its faults are those of its own file."""
    try:
        return props.kit.part(group, name)
    except SourceError as error:
        record.findings += [found for found in error.findings if found not in record.findings]
        return None


class _Layers(Frozen):
    """Reads what is drawn in a panel; `places` are the named places of its room."""

    props: Props
    places: dict[str, Point]

    def read(self, panel: Record, key: str) -> tuple[Layer, ...]:
        """Return the layers under a key."""
        return tuple(layer for record in panel.records(key, "a layer") for layer in self._layers(record))

    def _layers(self, record: Record) -> Iterator[Layer]:
        if "strip" in record:
            yield from self._strip(record)
        elif "shape" in record:
            yield from self._flat(record)
        elif "who" in record:
            yield from self._person(record)
        elif "prop" in record:
            yield from self._prop(record)
        else:
            hint = "begin with prop:, who:, shape: or strip:"
            record.fault("unknown-layer", record.where, "this is neither a person nor a thing nor a shape", hint)

    def _flat(self, record: Record) -> Iterator[Flat]:
        shape = record.choice("shape", SHAPES)
        ink = _ink(record, "ink", self.props, "night" if shape == "line" else None)
        is_line = shape == "line"
        outline = self._outline(record, shape)
        if outline and ink:
            yield Flat(
                outline,
                ink,
                has_outline=not is_line and _is_yes(record, "outline"),
                wide=_number(record, "wide", 13.0) if is_line else 0.0,
                dash=_list_numbers(record, "dash") if is_line else (),
                weight=_weight(record),
                is_open=_is_yes(record, "open"),
            )

    def _outline(self, record: Record, shape: str) -> Outline | None:
        if shape == "box":
            x, y, width, height = _numbers(record, "box", 4)
            return box_outline(Rect(x, y, width, height), _number(record, "radius", 0.0))
        if shape == "disc":
            return disc_outline(self._point(record), _number(record, "radius"))
        text = record.text("d")
        x, y = self._point(record) if "at" in record else (0.0, 0.0)
        try:
            found = read_path(text)
        except ArtError as error:
            record.fault(error.code, record.place("d"), str(error), error.hint)
            return None
        moved = [number + (y if place % 2 else x) for place, number in enumerate(found.numbers)]
        return type(found)(found.verbs, moved).path() if found.verbs else None

    def _prop(self, record: Record) -> Iterator[Thing]:
        name = record.choice("prop", self.props.kit.names("props"))
        inks = tuple(read_role_inks(record, self.props.theme, PROP_ROLES).items())
        place, weight, is_open = self._place(record), _weight(record), _is_yes(record, "open")
        part = _find_part(record, "props", name, self.props) if name else None
        if part:
            yield Thing((Piece(part, inks),), place, weight, is_open=is_open)

    def _person(self, record: Record) -> Iterator[Thing]:
        who = record.choice("who", self.props.cast)
        member = self.props.cast.get(who)
        name = record.text("as", "") or who
        chosen = read_role_inks(record, self.props.theme)
        to = record.choice("to", self.props.cast, "")
        lean = _number(record, "lean", 0.0, least=-45, most=45)
        place, weight, is_open = self._place(record), _weight(record), _is_yes(record, "open")
        if member is None:
            return
        inks = {**member.inks, **chosen}
        if to:
            inks["skin2"] = self.props.cast[to].inks.get("skin", "")
        found = self._put_together(record, member, tuple(inks.items()), lean)
        if found:
            yield Thing(found[0], place, weight, name, found[1], is_open)

    def _put_together(
        self, record: Record, member: Member, inks: Inks, lean: float
    ) -> tuple[tuple[Piece, ...], Head | None] | None:
        kit = self.props.kit
        for group in ("hands", "backs"):
            if group in record:
                part = _find_part(record, group, record.choice(group, kit.names(group)), self.props)
                return ((Piece(part, inks),), None) if part else None
        pose = record.choice("pose", ("back-sit", *kit.names("bodies")))
        if pose == "back-sit":
            if not member.back:
                hint = "give them a back: in layouts/cast.yaml"
                record.fault("unknown-back", record.place("pose"), "nobody drew this person from behind", hint)
                return None
            part = _find_part(record, "backs", member.back, self.props)
            return ((Piece(part, inks, turn(lean, (0.0, 0.0))),), head_from_behind(lean)) if part else None
        build = BUILDS.get(record.choice("build", BUILDS, member.build), 1.0)
        tilt = _number(record, "tilt", 0.0, least=-30, most=30)
        face = record.choice("face", kit.names("faces"), "kind")
        without = record.texts("without")
        worn = (*member.extras, *read_parts(record, "plus", kit, "extras"))
        extras = [extra for extra in worn if extra not in without]
        body = _find_part(record, "bodies", pose, self.props) if pose else None
        head = _find_part(record, "heads", member.head, self.props)
        beards = [extra for extra in extras if extra.startswith("beard")]
        order = [*(("extras", name) for name in beards), ("faces", face)]
        order += [("extras", name) for name in extras if name not in beards]
        over = [_find_part(record, group, name, self.props) for group, name in order]
        if body is None or head is None:
            return None
        build = max(build, LEAST_BUST) if pose.startswith("bust") else build
        return put_together(Body(body, build, tilt), head, [part for part in over if part], inks)

    def _strip(self, record: Record) -> Iterator[Layer]:
        """Yield rows of small squares, each with the drawings of a day; days repeat."""
        count, columns = record.whole("strip", 1), record.whole("columns", 7)
        if not (1 <= count <= MOST_SQUARES and columns >= 1):
            hint = f"write strip: 1 to {MOST_SQUARES}, and columns: 1 or more"
            record.fault("wrong-strip", record.place("strip"), "there are too many squares, or none", hint)
            return
        (x0, y0), side, gap = self._point(record), _number(record, "square"), _number(record, "gap", 0.0)
        each = [self._small(part) for part in record.records("each", "a drawing")]
        days = []
        for day in record.records("days", "a day", is_needed=True):
            ground = _ink(day, "ground", self.props)
            days.append((ground, [*(self._small(part) for part in day.records("with", "a drawing")), *each]))
        for number in range(count if days else 0):
            ground, drawings = days[number % len(days)]
            corner = x0 + number % columns * (side + gap), y0 + number // columns * (side + gap)
            square = box_outline(Rect(*corner, side, side), side * CORNER)
            yield Flat(square, ground, has_outline=True, weight=STRIP_EDGE, is_open=True)
            yield from (small.place(corner, side) for small in drawings if small)

    def _small(self, record: Record) -> "_Small | None":
        name = record.choice("prop", self.props.kit.names("props"))
        inks = tuple(read_role_inks(record, self.props.theme, PROP_ROLES).items())
        high, at = _number(record, "high", 0.5, least=0.01, most=4), (0.5, 0.94)
        if "at" in record:
            across, down = _numbers(record, "at", 2)
            at = across, down
        part = _find_part(record, "props", name, self.props) if name else None
        return _Small(part, inks, high, at) if part else None

    def _place(self, record: Record) -> Matrix:
        """Return where a person or thing stands: first scaled and flipped, then turned, then moved."""
        x, y = self._point(record)
        scale = _number(record, "scale", 1.0, least=0.02, most=20)
        flip = -1.0 if _is_yes(record, "flip") else 1.0
        turned = turn(_number(record, "rot", 0.0, least=-360, most=360), (0.0, 0.0))
        return Matrix(scale * flip, 0, 0, scale, 0, 0).then(turned).then(Matrix(e=x, f=y))

    def _point(self, record: Record) -> Point:
        """Return a place: two numbers, or the name of one in the room."""
        text = record.text("at")
        if text in self.places:
            return self.places[text]
        x, y = _numbers(record, "at", 2)
        return x, y


class _Small(Frozen):
    """A drawing in a small square: its height and the middle of its foot, as shares of the side."""

    part: Part
    inks: Inks
    high: float
    at: Point

    def place(self, corner: Point, side: float) -> Thing:
        """Return it in a square."""
        box = self.part.box
        scale = side * self.high / box.height
        x = corner[0] + self.at[0] * side - (box.x + box.width / 2) * scale
        y = corner[1] + self.at[1] * side - box.top * scale
        return Thing((Piece(self.part, self.inks),), Matrix(scale, 0, 0, scale, x, y), STRIP_LINE)


def _weight(record: Record) -> float:
    return FAR if _is_yes(record, "quiet") else 1.0


def _is_yes(record: Record, key: str) -> bool:
    return record.choice(key, ("yes", "no"), "no") == "yes"


def _ink(record: Record, key: str, props: Props, default: str | None = None) -> str:
    ink = record.text(key, default)
    if ink.strip() and ink not in props.theme.inks:
        message = f'{record.what} has no ink "{ink}"'
        record.fault("unknown-ink", record.place(key), message, did_you_mean(ink, props.theme.inks))
        return default or ""
    return ink


def _mm_point(record: Record, key: str) -> Point:
    x, y = _numbers(record, key, 2)
    return mm(x), mm(y)


def _number(
    record: Record, key: str, default: float | None = None, *, least: float = 0.0, most: float = FARTHEST
) -> float:
    text = record.text(key, None if default is None else "")
    if not text.strip():
        return default if default is not None else least
    try:
        return parse_decimal(text, least, most)
    except ValueError:
        hint = f"write a number from {least:g} to {most:g}"
        record.fault("wrong-type", record.place(key), f'"{key}: {text}" is not understood', hint)
        return default if default is not None else least


def _numbers(record: Record, key: str, count: int) -> list[float]:
    """Return so many numbers, set apart by spaces; zeros if they cannot be read."""
    text = record.text(key)
    try:
        found = [parse_decimal(part, -FARTHEST, FARTHEST) for part in text.split()]
    except ValueError:
        found = []
    if text.strip() and len(found) != count:
        hint = f"write {count} numbers from -{FARTHEST:g} to {FARTHEST:g}, with spaces between them"
        record.fault("wrong-type", record.place(key), f'"{key}: {text}" is not understood', hint)
    return found if len(found) == count else [0.0] * count


def _list_numbers(record: Record, key: str) -> tuple[float, ...]:
    text = record.text(key, "")
    return tuple(_numbers(record, key, len(text.split()))) if text.strip() else ()
