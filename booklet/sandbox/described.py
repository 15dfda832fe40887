"""The description of a provider's API: what a request must be, so that the description and the server cannot differ."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

MOST_TOLD = 10


@cache
def description_of(provider: str) -> "Description":
    """Return the description of a provider, read once."""
    with (Path(__file__).parent / f"{provider}.yaml").open(encoding="utf-8") as file:
        return Description(yaml.safe_load(file))


class Description:
    """An OpenAPI description, and the checks that were made of it."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self._said = said
        self._checks: dict[tuple[str, ...], Draft202012Validator] = {}

    def has_body(self, path: str, method: str) -> bool:
        """Tell whether a request has a body."""
        return "requestBody" in self._said["paths"][path][method]

    def find_faults(self, path: str, method: str, value: object) -> dict[str, list[str]]:
        """Return what is wrong with the body of a request, by the name of its field; nothing if it may be sent."""
        body = self._said["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]
        return self._find((path, method), body, value)

    def find_part_faults(self, name: str, value: object) -> dict[str, list[str]]:
        """Return what is wrong with a value that should be as one of the named schemas."""
        return self._find((name,), self._said["components"]["schemas"][name], value)

    def find_query_faults(self, path: str, method: str, given: Mapping[str, str]) -> dict[str, list[str]]:
        """Return what is wrong with the query of a request, by the name of its parameter."""
        faults: dict[str, list[str]] = {}
        for parameter in self._parameters(path, method):
            name, schema = parameter["name"], parameter["schema"]
            if parameter["in"] == "query" and name in given:
                value = _read_number(given[name]) if schema.get("type") == "integer" else given[name]
                faults |= self._find((path, method, name), schema, value, name)
            elif parameter["in"] == "query" and parameter.get("required"):
                faults[name] = ["This field is required."]
        return faults

    def _parameters(self, path: str, method: str) -> Iterator[Mapping[str, Any]]:
        for parameter in self._said["paths"][path][method].get("parameters", ()):
            place = parameter.get("$ref", "").rpartition("/")[2]
            yield self._said["components"]["parameters"][place] if place else parameter

    def _find(self, key: tuple[str, ...], schema: object, value: object, name: str = "body") -> dict[str, list[str]]:
        if key not in self._checks:
            whole = {"allOf": [schema], "components": self._said["components"]}
            self._checks[key] = Draft202012Validator(whole)
        faults: dict[str, list[str]] = {}
        for error in islice(self._checks[key].iter_errors(value), MOST_TOLD):
            for field, said in _tell(error, name):
                told = faults.setdefault(field, [])
                told += [] if said in told else [said]
        return faults


def _tell(error: ValidationError, name: str) -> Iterator[tuple[str, str]]:
    """Yield each field that is wrong and what is wrong with it; what was sent is not repeated."""
    path = [str(step) for step in error.absolute_path]
    if error.validator == "required":
        for key in error.validator_value:
            if key not in error.instance:
                yield _place([*path, key], "This field is required.", name)
        return
    rule = str(error.validator)
    said = {
        "type": f"Must be {error.validator_value}.",
        "enum": f"Must be one of {error.validator_value}.",
        "pattern": "Has not the form that it should have.",
    }.get(rule, f"Breaks {rule} {error.validator_value}."[:200])
    yield _place(path, said, name)


def _place(path: list[str], said: str, name: str) -> tuple[str, str]:
    """Return the field at the top, and what is wrong with it or below it."""
    return path[0] if path else name, f"{'.'.join(path[1:])}: {said}" if len(path) > 1 else said


def _read_number(text: str) -> int | str:
    """Return a whole number, or the text as it is."""
    is_number = text.isascii() and text.isdigit() and len(text) <= 9
    return int(text) if is_number else text
