"""Names that are read when they are first asked for: each exists, and no other does."""

from importlib import import_module

import pytest

MODULES = ("booklet", "booklet.platypus", "booklet.api.campaigns")


@pytest.mark.parametrize("module", MODULES)
def test_all_that_a_module_names_can_be_read(module: str) -> None:
    found = import_module(module)
    assert found.__all__
    assert [name for name in found.__all__ if not hasattr(found, name)] == []


@pytest.mark.parametrize("module", MODULES)
def test_what_a_module_does_not_name_is_told(module: str) -> None:
    for name in ("nothing", "ContactFact"):  # the second is called Contact where programs ask for it
        with pytest.raises(AttributeError, match=f"module '{module}' has no attribute '{name}'"):
            getattr(import_module(module), name)
