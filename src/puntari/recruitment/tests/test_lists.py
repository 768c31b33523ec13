"""The lists of the sample and the letters are paged, and more rows ask no more questions of the database."""

import pytest
from django.urls import reverse

from puntari.core import clock
from puntari.core.models import StoredFile
from puntari.recruitment.models import LetterRun, LetterText, SampleImport

pytestmark = pytest.mark.django_db


def _imports(panel, count):
    for number in range(count):
        SampleImport.objects.create(panel=panel, file_name=f"{number}.csv", created=clock.now(), rows=number)


def _runs(panel, count):
    text, _made = LetterText.objects.get_or_create(
        panel=panel, version=1, defaults={"title": "Kutsu", "body": "Tule.", "saved": clock.now()}
    )
    for number in range(count):
        run = LetterRun.objects.create(
            panel=panel, kind="invitation", text=text, created=clock.now(), finished=clock.now()
        )
        run.files.add(StoredFile.objects.create(name=f"{number}.pdf", size=1, sha256="", created=clock.now()))


@pytest.mark.parametrize(("name", "grow"), [("desk-sample", _imports), ("desk-letters", _runs)])
def test_more_rows_ask_no_more_queries(panel, coordinator, signed_in, queries_for, name, grow):
    client, url = signed_in(coordinator), reverse(name, args=[panel.slug])
    grow(panel, 2)
    few = queries_for(client, url)
    grow(panel, 7)
    assert queries_for(client, url) <= few
    grow(panel, 4)
    assert len(client.get(url, {"page": 2}).context["page"]) == 3


def test_the_faults_of_a_file_are_paged(panel, coordinator, signed_in):
    faults = [{"line": number, "code": "no_street", "value": ""} for number in range(2, 40)]
    sample = SampleImport.objects.create(
        panel=panel, file_name="a.csv", created=clock.now(), finished=clock.now(), problems=faults
    )
    url = reverse("desk-sample-import", args=[panel.slug, sample.pk])
    page = signed_in(coordinator).get(url, {"page": 2})
    assert (len(page.context["page"]), page.context["page"].paginator.count) == (13, 38)
