"""The house style as a page uses it: type by role, inks by ground, words by label."""

from collections.abc import Callable
from functools import lru_cache

from booklet.geometry import mm
from booklet.look.layout import Ground, Role, Section, Theme
from booklet.text.fonts import Font, Setting
from booklet.text.itemise import TextStyle
from booklet.values import Frozen, replace
from booklet.words.manuscript import Labels

Files = Callable[[str, str, str, int], tuple[tuple[str, int], ...]]
"""What tells the font files of a script, a language, a family and a weight."""

LATIN = Setting("ltr", "Latn", "en")
"""How names of files, days and barcodes are set, whatever the language."""


class Allowance(Frozen):
    """What a page may still have: gap between boxes and opener height in millimetres, the others in percent.

    `small` and `body` are the sizes of those roles, `pad` is the space around the text of boxes and lists, `type` the
    size of every role, none smaller than its least in the theme.
    """

    gap: float
    opener: float
    small: float
    body: float
    pad: float
    type: float


@lru_cache(maxsize=16)
def first_allowance(theme: Theme) -> Allowance:
    """Return what a page may have before it gives way."""
    return Allowance(**{name: steps[0] for name, steps in theme.give.items()})


class House(Frozen):
    """Theme, product, setting, words and section of a page, and how far its text has given way.

    Everything is printed `scale` times as large as it is set. No role is smaller than `floor`. `help_topic` is the
    topic that says what to do first, `directory_topic` the one that says whom to ask.
    """

    theme: Theme
    product: str
    setting: Setting
    labels: Labels
    section: Section
    allowance: Allowance
    sizes: tuple[tuple[str, float, float], ...] = ()
    scale: float = 1.0
    floor: float = 0.0
    help_topic: str = ""
    directory_topic: str = ""

    def style(self, role: str, ink: str = "", align: str = "start") -> TextStyle:
        """Return the style of a role, in another ink or alignment if asked."""
        return self._style_at(self.allowance.type, role, ink, align)

    def _style_at(self, percent: float, role: str, ink: str, align: str) -> TextStyle:
        """Return the style of a role where type may shrink to a share of its size."""
        most = self.allowance.body if role == "body" else self.allowance.small if role == "small" else 100.0
        own = next((size[1:] for size in self.sizes if size[0] == role), None)
        share = min(most, percent) / 100
        return _style(self.theme, self.product, role, own, self.floor, share, ink, align, self.setting)

    def list_smaller(self, role: str, ink: str = "", align: str = "start") -> tuple[TextStyle, ...]:
        """Return the style of a role and all smaller ones, down to its least size."""
        steps = (percent for percent in self.theme.give["type"] if percent <= self.allowance.type)
        return tuple(self._style_at(percent, role, ink, align) for percent in steps)

    def fonts(self, family: str, weight: int) -> tuple[Font, ...]:
        """Return the fonts of a family in the order in which they are tried for a glyph."""
        return _chain(self.theme.fonts.files, self.setting, family, weight)

    def on(self, ground: str) -> Ground:
        """Return the inks for text and titles on a ground."""
        return self.theme.grounds[ground]

    def quote(self, words: str) -> str:
        """Return somebody's words in the quotation marks of the language."""
        return self.labels["quote"].replace("{words}", words)

    def let_say(self, speaker: str, words: str) -> str:
        """Return a speaker and their words in one line, with the mark that the language sets between them."""
        return self.labels["comic.says"].replace("{name}", speaker).replace("{words}", words)

    @property
    def of_type(self) -> "House":
        """The house style as if only type had given way, for components without space to give up."""
        first = first_allowance(self.theme)
        now = replace(self.allowance, gap=first.gap, opener=first.opener, pad=first.pad)
        return self if now == self.allowance else replace(self, allowance=now)

    @property
    def gap(self) -> float:
        """The space between boxes."""
        return mm(self.allowance.gap)

    @property
    def is_roomy(self) -> bool:
        """Whether the space around text has not given way."""
        return self.allowance.pad == self.theme.give["pad"][0]

    def pad(self, length: float) -> float:
        """Return the space around the text of a box, or the size of its icon, in millimetres if there is room."""
        return mm(length) * self.allowance.pad / 100


@lru_cache(maxsize=4096)
def _style(
    theme: Theme,
    product: str,
    name: str,
    own: tuple[float, float] | None,
    floor: float,
    share: float,
    ink: str,
    align: str,
    setting: Setting,
) -> TextStyle:
    """Return a style whose size and leading (stated for Latin) suit the band, the room and the script."""
    role, fonts = theme.roles[product][name], theme.fonts
    family = fonts.families(setting.script, setting.language)[role.family]
    scaled = _apply_own_size(role, own) if own else role
    size, leading = _shrink_role(raise_to_floor(scaled, floor) if floor else scaled, share)
    return TextStyle(
        fonts=_chain(fonts.files, setting, role.family, role.weight),
        strong=_chain(fonts.files, setting, role.family, role.strong),
        facts=_chain(fonts.fact_files, setting, role.family, role.weight),
        strong_facts=_chain(fonts.fact_files, setting, role.family, role.strong),
        size=size * family.size,
        leading=leading * family.leading,
        ink=ink or role.ink,
        tracking=role.tracking,
        balanced=role.balanced,
        align=align,
    )


@lru_cache(maxsize=1024)
def _chain(files: Files, setting: Setting, family: str, weight: int) -> tuple[Font, ...]:
    return tuple(Font(*file) for file in files(setting.script, setting.language, family, weight))


def raise_to_floor(role: Role, floor: float) -> Role:
    """Return a role that is never smaller than a floor; leadings follow sizes."""
    size, (least, leading) = max(role.size, floor), role.least
    low = max(least, floor)
    return replace(
        role,
        size=size,
        leading=role.leading * size / role.size,
        least=(low, min(leading * low / least, role.leading * size / role.size)),
    )


def _apply_own_size(role: Role, own: tuple[float, float]) -> Role:
    """Return a role with a band's own size and leading; its least size follows."""
    scale = own[0] / role.size
    return replace(role, size=own[0], leading=own[1], least=(role.least[0] * scale, role.least[1] * scale))


def _shrink_role(role: Role, share: float) -> tuple[float, float]:
    """Return size and leading of a role at a share of its size; its lines close up until its least size is reached."""
    least_size, least_leading = role.least
    size = max(role.size * share, least_size)
    if role.size == least_size:
        return size, role.leading
    fallen = (role.size - size) / (role.size - least_size)
    return size, role.leading - fallen * (role.leading - least_leading)
