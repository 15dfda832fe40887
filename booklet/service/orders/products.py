"""What providers call our layouts, as their printer files say."""

from functools import cache

from booklet.api.packing import Ordering, list_houses
from booklet.api.project import open_project
from booklet.errors import Finding, Where
from booklet.pod.faults import PodError


@cache
def _orderings() -> dict[str, Ordering]:
    """Return how each provider's products are ordered, by our own printer files."""
    houses = list_houses(open_project(None).sources, 0)
    return {house.ordering.provider: house.ordering for house in houses if house.ordering}


def layouts_of(provider: str) -> frozenset[str]:
    """Return the layouts that a provider prints."""
    found = _orderings().get(provider)
    return frozenset(found.products) if found else frozenset()


def product_of(provider: str, layout: str) -> str:
    """Return a provider's name for a layout; raise `PodError` if its printer file has none."""
    found = _orderings().get(provider)
    name = found.product(layout) if found else ""
    if not name:
        hint = "choose another, or write the provider's name for it into its printer file"
        raise PodError(Finding("pod-no-product", Where(provider), f"has no product for {layout}", hint))
    return name
