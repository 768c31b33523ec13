"""What was posted, also when it is nothing."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """The posted data for a form, None for a page that is only looked at.

    `request.POST or None` would leave a form unbound when every box of it was left empty.
    """
    return request.POST if request.method == "POST" else None
