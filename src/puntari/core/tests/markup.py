"""Reading what a component has written."""

import re
from typing import Any

from django.template import Context, Template
from lxml import html

EVIL = '<script>alert("x")</script>'


def text_of(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def page_of(source: str, **context: Any) -> html.HtmlElement:
    return html.fragment_fromstring(text_of(source, **context), create_parent="main")


def path_of(step: str) -> str:
    """One step of a selector ("a.x[rel=next]") as XPath."""
    tag, rest = re.match(r"([a-z0-9]*)(.*)", step, re.DOTALL).groups()
    rest = re.sub(r"#([\w-]+)", r"[@id='\1']", rest)
    rest = re.sub(r"\.([\w-]+)", r"[contains(concat(' ', @class, ' '), ' \1 ')]", rest)
    rest = re.sub(r"\[([\w-]+)=([^'\]]+)\]", r"[@\1='\2']", rest)
    return f"//{tag or '*'}" + re.sub(r"\[([\w-]+)\]", r"[@\1]", rest)


def select(page: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    return page.xpath("." + "".join(path_of(step) for step in selector.split()))


def one(page: html.HtmlElement, selector: str) -> html.HtmlElement:
    [found] = select(page, selector)
    return found


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
