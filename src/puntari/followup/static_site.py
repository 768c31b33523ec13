"""All public tables and recommendation pages as plain files that any web server can hold.

Every page is made by the site itself for a reader who has not signed in, and then freed of what needs a
running site: forms and scripts are taken out, links between the pages become relative, all others lead to the
site.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.translation import override
from lxml import etree
from lxml import html as lxml_html

from puntari.core.errors import BadInput
from puntari.core.models import Organisation
from puntari.core.paging import SIZES
from puntari.followup import exporting, queries, tables
from puntari.followup.models import Recommendation
from puntari.panels import queries as panel_queries

if TYPE_CHECKING:
    from puntari.panels.models import Panel

MARK = "puntari-site.txt"
SIZE = max(SIZES)
NEEDS_A_SITE = "//script | //form | //dialog | //*[@id='script-words'] | //*[@id='live']"
_SIGN_IN = "//a[contains(concat(' ', @class, ' '), ' sign-in ')]"
_SIZES = "//ul[@class='pagination__sizes']/.."
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")
_LINKS = (("href", "//*[@href]"), ("src", "//*[@src]"))


@dataclass
class Built:
    """What was written."""

    pages: int = 0
    files: int = 0


class StaticSite:
    """One export into one folder in one language."""

    def __init__(self, folder: Path, language: str = "fi") -> None:
        self.folder, self.language = folder, language
        self.panels = [one for one in panel_queries.panels_seen_by(AnonymousUser()) if _has_table(one)]
        self.targets: dict[tuple[str, int], str] = {}
        self.assets: set[str] = set()
        self.written: set[Path] = set()

    def build(self) -> Built:
        """Write everything; files of an earlier export that are no longer there are taken away.

        Raises BadInput when the folder holds something else than an export.
        """
        self._check_folder()
        with override(self.language):
            self._plan()
            for (path, page), name in self.targets.items():
                self._write(name, self._freed(self._made(path, page), path, name))
            built = Built(pages=len(self.targets), files=sum(1 for _file in self._data_files()))
        for asset in sorted(self.assets):
            self._copy_asset(asset)
        self._write(MARK, b"Written by puntari actions site; the next export replaces everything here.\n")
        self._take_away_old()
        return built

    def _check_folder(self) -> None:
        if self.folder.exists() and any(self.folder.iterdir()) and not (self.folder / MARK).exists():
            raise BadInput("followup.folder_not_empty", folder=str(self.folder))
        self.folder.mkdir(parents=True, exist_ok=True)

    def _plan(self) -> None:
        """Which address becomes which file."""
        self.targets["/", 1] = "index.html"
        self.targets[reverse("results"), 1] = "results/index.html"
        for path, panels in [
            (reverse("actions"), self.panels),
            *((reverse("panel-actions", args=[one.slug]), [one]) for one in self.panels),
        ]:
            pages = Paginator(tables.Keys(panels, tables.Asked()), SIZE).num_pages  # type: ignore[arg-type]
            for page in range(1, pages + 1):
                self.targets[path, page] = _file_of(path, page)
        rows = Recommendation.objects.filter(panel__in=self.panels).select_related("panel")
        for one in rows.order_by("panel", "number"):
            self.targets[one.get_absolute_url(), 1] = _file_of(one.get_absolute_url(), 1)

    def _made(self, path: str, page: int) -> bytes:
        request = _request(path, f"size={SIZE}&page={page}")
        if path == "/":
            context = {"panels": self.panels}
            return render_to_string("followup/static_index.html", context, request).encode()
        match = resolve(path)
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response.content

    def _freed(self, content: bytes, path: str, name: str) -> bytes:
        root: Any = lxml_html.document_fromstring(content.decode())
        for expression in (NEEDS_A_SITE, _SIGN_IN, _SIZES):
            for node in root.xpath(expression):
                node.drop_tree()
        for head in root.xpath("//thead//a"):
            head.drop_tag()
        for attribute, expression in _LINKS:
            for node in root.xpath(expression):
                node.set(attribute, self._link(node.get(attribute), path, name))
        made: bytes = etree.tostring(root, method="html", encoding="utf-8", doctype="<!doctype html>")
        return made

    def _link(self, link: str, here: str, name: str) -> str:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or link.startswith("#"):
            return link
        path = parts.path or here
        if path.startswith(settings.STATIC_URL):
            self.assets.add(path.removeprefix(settings.STATIC_URL))
            return _relative(path.lstrip("/"), name)
        target = self.targets.get((path, _page_of(parts.query))) or _download_of(path)
        if target is None:
            return f"{settings.PUBLIC_URL}{path}" + (f"?{parts.query}" if parts.query else "")
        return _relative(target, name) + (f"#{parts.fragment}" if parts.fragment else "")

    def _data_files(self) -> Iterator[str]:
        whole = ("actions", self.panels)
        for place, panels in [whole, *((f"panels/{one.slug}/actions", [one]) for one in self.panels)]:
            keys = tables.Keys(panels, tables.Asked())
            rows, newest = keys.rows(), queries.newest_update(keys.panels)
            for kind in exporting.FORMATS:
                content = exporting.write(kind, rows, panels, newest, across=place == whole[0])
                self._write(f"{place}/table.{kind}", content)
                yield f"{place}/table.{kind}"

    def _copy_asset(self, asset: str) -> None:
        found = finders.find(asset)
        if not isinstance(found, str) or self._place(f"static/{asset}") in self.written:
            return
        content = Path(found).read_bytes()
        self._write(f"static/{asset}", content)
        if asset.endswith(".css"):
            for link in _CSS_URL.findall(content.decode()):
                if not urlsplit(link).scheme:
                    self._copy_asset(posixpath.normpath(posixpath.join(posixpath.dirname(asset), link)))

    def _place(self, name: str) -> Path:
        return self.folder / name

    def _write(self, name: str, content: bytes) -> None:
        place = self._place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        self.written.add(place)

    def _take_away_old(self) -> None:
        for place in sorted(self.folder.rglob("*"), reverse=True):
            if place.is_file() and place not in self.written:
                place.unlink()
            elif place.is_dir() and not any(place.iterdir()):
                place.rmdir()


def _has_table(panel: Panel) -> bool:
    return Recommendation.objects.filter(panel=panel).exists()


def _file_of(path: str, page: int) -> str:
    return f"{path.strip('/')}/{'index' if page == 1 else f'page-{page}'}.html"


def _page_of(query: str) -> int:
    """The page of the table; 0 for a search or a page of another list, which only the site can answer."""
    asked = parse_qs(query)
    raw = asked.get("page", ["1"])[0]
    return int(raw) if raw.isdecimal() and asked.keys() <= {"page", "size"} else 0


def _download_of(path: str) -> str | None:
    """Where the file of a download's address stands."""
    match = re.fullmatch(r"/((?:panels/[\w-]+/)?actions)/download/([a-z]+)/", path)
    return f"{match[1]}/table.{match[2]}" if match and match[2] in exporting.FORMATS else None


def _relative(target: str, name: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(name) or ".")


def _request(path: str, query: str) -> HttpRequest:
    """A request of a reader who has not signed in, as the views and templates need it."""
    request: Any = HttpRequest()
    request.method, request.path, request.path_info, request.GET = "GET", path, path, QueryDict(query)
    request.META = {"HTTP_HOST": urlsplit(settings.PUBLIC_URL).netloc, "QUERY_STRING": query}
    request.user, request.organisation = AnonymousUser(), Organisation.objects.first()
    found: HttpRequest = request
    return found
