"""The house style as a page uses it: type by role, inks by ground, words by label."""

from dataclasses import dataclass
from functools import lru_cache

from booklet.geometry import mm
from booklet.layout import Ground, Section, Theme
from booklet.manuscript import Labels
from booklet.text.compose import TextStyle
from booklet.text.fonts import Font, Setting


@dataclass(frozen=True, slots=True)
class Allowance:
    """How far a page has given way: gap between boxes and opener height in millimetres, type in percent of its size."""

    gap: float
    opener: float
    small: float
    body: float


@dataclass(frozen=True, slots=True)
class House:
    """Theme, product, setting, words and section of a page, and what its text may still have."""

    theme: Theme
    product: str
    setting: Setting
    labels: Labels
    section: Section
    allowance: Allowance
    sizes: tuple[tuple[str, float, float], ...] = ()

    def style(self, role: str, ink: str = "", align: str = "start") -> TextStyle:
        """Return the style of a role, in another ink or alignment if asked."""
        percent = {"body": self.allowance.body, "small": self.allowance.small}.get(role, 100.0)
        own = next((size for size in self.sizes if size[0] == role), None)
        return _style(self.theme, self.product, role, ink, align, self.setting.script, own, percent)

    def on(self, ground: str) -> Ground:
        """Return the inks for text and titles on a ground."""
        return self.theme.grounds[ground]

    @property
    def gap(self) -> float:
        """The space between boxes."""
        return mm(self.allowance.gap)


@lru_cache(maxsize=1024)
def _style(
    theme: Theme,
    product: str,
    role: str,
    ink: str,
    align: str,
    script: str,
    own: tuple[str, float, float] | None,
    percent: float,
) -> TextStyle:
    found = theme.roles[product][role]
    file = theme.families[script][found.family]
    size, leading = own[1:] if own else (found.size, found.leading)
    return TextStyle(
        font=Font(file, found.weight),
        strong=Font(file, found.strong),
        size=size * percent / 100,
        leading=leading * percent / 100,
        ink=ink or found.ink,
        tracking=found.tracking,
        balanced=found.balanced,
        align=align,
    )
