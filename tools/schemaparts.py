"""What schemas are made of."""

from typing import Any

from booklet.sources.contacts import LANGUAGE

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}


def record(properties: Schema, *required: str) -> Schema:
    """Return the schema of a mapping that has these keys and no others."""
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": list(required)} if required else {})


def by_language(longest: int) -> Schema:
    """Return the schema of a text in several languages."""
    text = {"type": "string", "maxLength": longest}
    return {"type": "object", "patternProperties": {f"^{LANGUAGE}$": text}, "additionalProperties": False}


def list_of(items: Schema) -> Schema:
    """Return the schema of a list, or of a single one of its items."""
    return {"anyOf": [items, {"type": "array", "items": items}]}


def said(description: str, schema: Schema) -> Schema:
    """Return a schema with what an editor shows beside it."""
    return {"description": description} | schema
