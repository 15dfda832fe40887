"""Which contacts print where, as `validate` and `preview` say it."""

from collections.abc import Iterable
from itertools import groupby

from booklet.api.listing import ContactPlace, Sources, places_in
from booklet.commands.tell import one_line


def show_places(sources: Sources, countries: Iterable[str]) -> None:
    """Print for each country where each of its contacts prints, or why it does not."""
    for country in countries:
        places = places_in(country, sources)
        if not places:
            continue
        print(f"What prints of the contacts of {country}:")
        widest = max(len(place.contact.id) for place in places)
        for contact, of_bands in groupby(places, key=lambda place: place.contact):
            print(f"  {one_line(contact.id):{widest}}  {one_line(_say_places(tuple(of_bands)))}")


def _say_places(places: tuple[ContactPlace, ...]) -> str:
    """Return where a contact prints, said once if it is the same in all bands."""
    said = {place.band: place.where or f"not printed: {place.why}" for place in places}
    if len(set(said.values())) == 1:
        return places[0].where or f"not printed: {places[0].why}"
    return "; ".join(f"{band}: {text}" for band, text in said.items())
