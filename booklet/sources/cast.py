"""The cast: who is in the pictures, from text files to values; a project's members lie over ours, one by one."""

from booklet.errors import Finding, did_you_mean
from booklet.look.layout import Theme
from booklet.sources.folders import Folders
from booklet.sources.kit import Kit
from booklet.sources.record import Record
from booklet.sources.yamlfile import Mapping, Node, read_yaml
from booklet.values import Frozen

CAST = "layouts/cast.yaml"

BUILDS = {"child": 0.78, "teen": 0.94, "adult": 1.0}
"""How large a body is beside its head."""

ROLES = (
    *("skin", "hair", "wrap", "wrap2", "top", "top2", "bottom", "inner", "shoes", "sock", "sole", "prop", "pack"),
    *("fold", "cuff", "light", "metal"),
)
"""What of a person an ink may be chosen for; `prop` is what they hold."""

PROP_ROLES = ("main",)
"""What of a thing an ink may be chosen for."""


class Member(Frozen):
    """Somebody in the pictures: build, head, back ("" = never seen), what they always wear, the inks of all that."""

    build: str
    head: str
    back: str
    extras: tuple[str, ...]
    inks: dict[str, str]


def read_cast(folders: Folders, kit: Kit, theme: Theme, findings: list[Finding]) -> dict[str, Member]:
    """Return the members of the cast by their ids; parts and inks that are named must exist."""
    members: dict[str, Member] = {}
    for is_ours in (True, False):
        path = folders.own / CAST if is_ours else folders.find(CAST)
        if path is None or not path.is_file() or (not is_ours and not folders.is_laid(CAST)):
            continue
        node, faults = read_yaml(path, CAST)
        findings += faults
        with Record(node, findings, "the cast") as record:
            for name in record.key_names():
                member = record.node(name)
                if member is not None:
                    members[name] = _read_member(member, kit, theme, findings)
    return members


def _read_member(node: Node, kit: Kit, theme: Theme, findings: list[Finding]) -> Member:
    with Record(node, findings, "a member of the cast") as record:
        return Member(
            build=record.choice("build", BUILDS),
            head=record.choice("head", kit.names("heads")),
            back=record.choice("back", kit.names("backs"), ""),
            extras=read_parts(record, "extras", kit, "extras"),
            inks=_read_inks(record, theme),
        )


def read_parts(record: Record, key: str, kit: Kit, group: str) -> tuple[str, ...]:
    """Return the names of parts in a list; each must exist."""
    names, known = record.texts(key), kit.names(group)
    for name in names:
        if name not in known:
            message = f'there is no "{name}" among the {group}'
            record.fault(f"unknown-{key}", record.place(key), message, did_you_mean(name, known))
    return tuple(name for name in names if name in known)


def _read_inks(record: Record, theme: Theme) -> dict[str, str]:
    node = record.required_node("inks")
    if not isinstance(node, Mapping):
        return {}
    with Record(node, record.findings, "the inks of a member") as inks:
        return read_role_inks(inks, theme)


def read_role_inks(record: Record, theme: Theme, roles: tuple[str, ...] = ROLES) -> dict[str, str]:
    """Return the inks that a record gives to roles."""
    return {role: record.choice(role, theme.inks) for role in roles if role in record}
