"""The house style as a page uses it: type by role, inks by ground, words by label."""

from dataclasses import dataclass
from functools import lru_cache

from booklet.geometry import mm
from booklet.layout import Fonts, Ground, Role, Section, Theme
from booklet.manuscript import Labels
from booklet.text.fonts import Font, Setting
from booklet.text.itemise import TextStyle


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
        found = self.theme.roles[self.product][role]
        size, leading = own[1:] if own else (found.size, found.leading)
        return _style(
            self.theme.fonts,
            found,
            ink or found.ink,
            align,
            self.setting,
            size * percent / 100,
            leading * percent / 100,
        )

    def on(self, ground: str) -> Ground:
        """Return the inks for text and titles on a ground."""
        return self.theme.grounds[ground]

    @property
    def gap(self) -> float:
        """The space between boxes."""
        return mm(self.allowance.gap)


@lru_cache(maxsize=4096)
def _style(fonts: Fonts, role: Role, ink: str, align: str, setting: Setting, size: float, leading: float) -> TextStyle:
    """Return a style whose size and leading (given for Latin) suit the script."""
    family = fonts.families(setting.script, setting.language)[role.family]
    return TextStyle(
        fonts=_chain(fonts, setting, role.family, role.weight),
        strong=_chain(fonts, setting, role.family, role.strong),
        size=size * family.size,
        leading=leading * family.leading,
        ink=ink,
        tracking=role.tracking,
        balanced=role.balanced,
        align=align,
    )


@lru_cache(maxsize=1024)
def _chain(fonts: Fonts, setting: Setting, family: str, weight: int) -> tuple[Font, ...]:
    return tuple(Font(*file) for file in fonts.files(setting.script, setting.language, family, weight))
