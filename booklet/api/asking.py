"""What is asked for: names of products, languages, countries and all else in, jobs out."""

from collections.abc import Iterable, Iterator

from booklet.bands import EASY
from booklet.errors import Finding, SourceError, Where
from booklet.jobs import DEFAULT_LAYOUTS, PRODUCTS, SOCIAL, Job
from booklet.make.planning import Wanted, items_of, plan_jobs
from booklet.sources.load import Sources
from booklet.values import replace
from booklet.words.guide import KIT

Names = str | Iterable[str]
"""One name, or several."""


def make_wanted(
    sources: Sources,
    product: Names = (),
    *,
    locale: Names = (),
    country: Names = (),
    band: Names = (),
    edition: Names = (),
    ink: Names = (),
    layout: Names = (),
    printer: str = "",
    item: Names = (),
) -> Wanted:
    """Return what is asked for: an axis that is not named takes its usual value, bands are all that have words.

    Who names items and no product asks for the products that have these items.
    """
    usual, items = Wanted(), names_of(item)
    having = tuple(name for name in (*PRODUCTS, KIT) if set(items) & set(items_of((name,), sources))) if items else ()
    return Wanted(
        products=names_of(product) or having or PRODUCTS,
        locales=names_of(locale) or usual.locales,
        countries=names_of(country) or usual.countries,
        bands=names_of(band) or sources.guide.bands,
        editions=names_of(edition) or usual.editions,
        inks=names_of(ink) or usual.inks,
        layouts=names_of(layout),
        printer=printer,
        items=items,
    )


def names_of(names: Names) -> tuple[str, ...]:
    """Return the names, each once."""
    return tuple(dict.fromkeys((names,) if isinstance(names, str) else names))


def plan_all(asked: Wanted, sources: Sources) -> list[Job]:
    """Return the jobs of what is asked for; raise `SourceError` with every unknown name, or if there are no jobs."""
    brought = () if asked.layouts else list_brought(asked.products)
    jobs = [job for name in brought for job in _jobs_of(name, asked, sources)]
    ours = tuple(name for name in asked.products if name not in brought)
    if ours:
        jobs += plan_jobs(replace(asked, products=ours), sources)
    if not jobs:
        message, hint = "no product has this layout", "name a layout of a product that you ask for"
        if asked.layouts and (own := sources.layout(asked.layouts[0]).band) and own not in asked.bands:
            message, hint = f"this layout is made for one band alone: {own}", f"add --band {own}"
        if not asked.layouts:
            message, hint = "the band has none of what you ask for", "name another band"
        elif set(asked.bands) == {EASY}:
            message = "these layouts are not made for easy words"
            hint = f"name one of: {', '.join(_list_easy(sources))}"
        if set(asked.products) == {SOCIAL} and "screen" not in asked.editions:
            message, hint = "social images are for screens alone", "leave --edition out, or say --edition screen"
            raise SourceError(Finding("nothing-to-build", Where("--edition"), message, hint))
        if asked.items:
            message, hint = "no file is made of these items alone", "name a band and a layout that have them"
        where = Where("--item" if asked.items else "--layout" if asked.layouts else "--band")
        raise SourceError(Finding("nothing-to-build", where, message, hint))
    return jobs


def name_job(job: Job) -> str:
    """Return a job in a few words."""
    return " ".join(filter(None, (job.product, job.item, job.locale, job.country, job.band, job.edition, job.part)))


def list_brought(names: Iterable[str]) -> tuple[str, ...]:
    """Return the products that come from packages; if only ours are asked for, no package is loaded."""
    strange = tuple(name for name in names if name not in DEFAULT_LAYOUTS)
    if not strange:
        return ()
    from booklet.platypus.packages import publication_names

    return tuple(name for name in strange if name in publication_names())


def _list_easy(sources: Sources) -> Iterator[str]:
    """Yield the layouts that are made for easy words."""
    return (name for name in sources.layouts() if sources.layout(name).is_for(EASY))


def _jobs_of(name: str, asked: Wanted, sources: Sources) -> list[Job]:
    from booklet.platypus.packages import find_publication
    from booklet.platypus.publication import publication_jobs

    return publication_jobs(find_publication(name), asked, sources)
