"""Every list is paged."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

SIZES = (10, 25, 50, 100)


def paginate(
    request: HttpRequest, rows: "QuerySet[Any] | list[Any]", *, size: int = 25, name: str = "page"
) -> "Page[Any]":
    """The asked page of the rows; `?size=` may choose one of SIZES; nonsense falls back kindly."""
    asked = request.GET.get("size", "")
    chosen = int(asked) if asked.isdecimal() and int(asked[:6]) in SIZES else size
    return Paginator(rows, chosen).get_page(request.GET.get(name, "1")[:9])
