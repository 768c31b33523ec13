"""Every list is paged.

A page with several lists gives each of them a name of its own: `paginate(request, runs, name="runs")` reads
`?runs=2`, and `{% pagination runs %}` writes such links, which lead back to the element with `id="runs"`.
"""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

SIZES = (10, 25, 50, 100)
MAIN = "page"


class NamedPaginator(Paginator[Any]):
    """A paginator that knows which parameter of the address its page number travels in."""

    def __init__(self, rows: "QuerySet[Any] | list[Any]", size: int, *, name: str) -> None:
        super().__init__(rows, size)
        self.name = name


def paginate(
    request: HttpRequest, rows: "QuerySet[Any] | list[Any]", *, size: int = 25, name: str = MAIN
) -> "Page[Any]":
    """The asked page of the rows; nonsense falls back kindly.

    On the page's main list `?size=` may choose one of SIZES; a list with a name of its own keeps its size.
    """
    asked = request.GET.get("size", "") if name == MAIN else ""
    chosen = int(asked) if asked.isdecimal() and int(asked[:6]) in SIZES else size
    return NamedPaginator(rows, chosen, name=name).get_page(request.GET.get(name, "1")[:9])
