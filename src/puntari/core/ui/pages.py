"""Addresses of a paged list's other pages; the rest of the query stays as it is."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from puntari.core.paging import MAIN


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool = False


def address(query: QueryDict, **changes: object) -> str:
    """The query with some parameters set anew."""
    changed = query.copy()
    for name, value in changes.items():
        changed[name] = str(value)
    return f"?{changed.urlencode()}"


def address_of(page: "Page[Any]", query: QueryDict, number: object) -> str:
    """Where the list's page of this number is; a list with a name is led back to on its page."""
    name = getattr(page.paginator, "name", MAIN)
    return address(query, **{name: number}) + ("" if name == MAIN else f"#{name}")


def page_links(page: "Page[Any]", query: QueryDict) -> list[Link]:
    """First, last and neighbouring pages; a gap has no address."""
    gap = str(page.paginator.ELLIPSIS)
    return [
        Link(
            str(number),
            "" if str(number) == gap else address_of(page, query, number),
            number == page.number,
        )
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


def size_links(page: "Page[Any]", query: QueryDict, sizes: str) -> list[Link]:
    """Choices such as "25,50", if they change anything; another size starts from the first page."""
    choices = [size for size in sizes.split(",") if size]
    if not choices or page.paginator.count <= min(map(int, choices)):
        return []
    return [
        Link(size, address(query, page=1, size=size), size == str(page.paginator.per_page))
        for size in choices
    ]
