"""Pages of the experts, of panelists and of the public."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from puntari.core import clock
from puntari.core.models import StoredFile
from puntari.core.roles import Role
from puntari.meetings import actions, queries
from puntari.meetings.models import ExpertQuestion
from puntari.meetings.tests.conftest import at, post


def test_a_material_goes_up_is_public_and_goes_away(full, panel, workspace, client):
    talk = full.talks.get()
    upload = SimpleUploadedFile("diat.pdf", b"%PDF-1.7 x", content_type="text/html")
    post(workspace, "desk-material-add", panel, talk.pk, file=upload, title="Diat")
    material = talk.materials.get()
    page = client.get(reverse("panel-meeting", args=[panel.slug, 1])).content.decode()
    assert "Diat" in page
    answer = client.get(reverse("panel-material", args=[panel.slug, 1, material.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content == b"%PDF-1.7 x"
    assert client.get(reverse("panel-material", args=[panel.slug, 2, material.pk])).status_code == 404
    assert "Poistetaanko" in post(workspace, "desk-material-remove", panel, material.pk).content.decode()
    post(workspace, "desk-material-remove", panel, material.pk, confirmed="yes")
    assert not StoredFile.objects.filter(kind="meetings.material").exists()


def test_a_wrong_file_is_refused_at_the_form(full, panel, workspace):
    upload = SimpleUploadedFile("diat.pdf", b"MZ not a pdf")
    answer = post(workspace, "desk-material-add", panel, full.talks.get().pk, file=upload)
    assert "ei voi lisätä" in answer.content.decode()


def test_experts_change_their_own_talk_only(full, panel, person, signed_in):
    expert = person(Role.EXPERT)
    client = signed_in(expert)
    talk = full.talks.get()
    assert client.get(reverse("desk-talk", args=[panel.slug, talk.pk])).status_code == 404
    talk.user = expert
    talk.save()
    page = client.get(reverse("desk-talk", args=[panel.slug, talk.pk]))
    assert page.status_code == 200
    assert "user" not in page.context["form"].fields
    question = ExpertQuestion.objects.get()
    assert client.get(reverse("desk-question", args=[panel.slug, question.pk])).status_code == 404
    question.talk = talk
    question.save()
    assert client.get(reverse("desk-question", args=[panel.slug, question.pk])).status_code == 200


def test_questions_are_assigned_merged_answered_and_published(full, panel, workspace, client):
    kept = ExpertQuestion.objects.get()
    other = actions.ask_question(meeting=full, text="Kuka maksaa tämän?", table=1)
    page = workspace.get(reverse("desk-question", args=[panel.slug, kept.pk])).content.decode()
    assert "Kuka maksaa tämän?" in page
    post(workspace, "desk-question-assign", panel, kept.pk, talk=full.talks.get().pk, due="2026-10-05")
    post(workspace, "desk-question-merge", panel, kept.pk, other=[other.pk])
    answer = {"answer-answer": "Alue maksaa.", "answer-answered_by": "Eeva", "answer-publish": "on"}
    post(workspace, "desk-question", panel, kept.pk, **answer)
    public = client.get(reverse("panel-meeting", args=[panel.slug, 1])).content.decode()
    assert "Alue maksaa." in public
    assert "Kuka maksaa tämän?" in public
    assert (
        "Kuka maksaa?"
        in workspace.get(reverse("desk-questions", args=[panel.slug]), {"state": "answered"}).content.decode()
    )
    post(workspace, "desk-question-unmerge", panel, other.pk)
    other.refresh_from_db()
    assert other.merged_into is None


def test_my_page_shows_the_next_meeting_and_my_tables(full, members, client):
    me = members[3].volunteer
    with clock.at(at(12)):
        page = client.get(reverse("me", args=[me.token])).content.decode()
    assert "Seuraava kokous" in page
    for number in (1, 2):
        table = queries.table_of(full, members[3], number)
        assert f"Kierros {number}: pöytä <strong>{table}</strong>" in page


def test_a_panelist_asks_and_sees_the_answer(full, members, client, coordinator):
    url = reverse("me-question", args=[members[3].volunteer.token])
    with clock.at(at(12)):
        assert client.post(url, {"text": ""}).status_code == 200
        for _tap in range(2):
            assert client.post(url, {"text": "Saako bussilipun?"}).status_code == 302
        question = ExpertQuestion.objects.get(member=members[3])
        actions.answer_question(question=question, answer="Saa.", answered_by="Eeva", actor=coordinator)
        page = client.get(url)
    assert "Saa." in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"


def test_who_is_not_on_the_panel_asks_nothing(full, members, panel, client):
    panel.members.filter(number=4).update(status="withdrawn")
    assert client.get(reverse("me-question", args=[members[3].volunteer.token])).status_code == 404
    assert client.get(reverse("me-question", args=["no-such-token"])).status_code == 404


def test_my_certificate_waits_for_the_last_meeting(full, members, client):
    token = members[0].volunteer.token
    with clock.at(at(12)):
        assert "osallistumistodistus" not in client.get(reverse("me", args=[token])).content.decode()
    with clock.at(at(12).replace(month=11)):
        assert "osallistumistodistus" in client.get(reverse("me", args=[token])).content.decode()
        answer = client.get(reverse("me-certificate", args=[token]))
    assert answer.content.startswith(b"%PDF-")
    assert client.get(reverse("me-certificate", args=[members[5].volunteer.token])).status_code == 404


def test_the_panel_page_links_to_the_meetings(full, panel, client):
    page = client.get(reverse("panel", args=[panel.slug])).content.decode()
    assert reverse("panel-meeting", args=[panel.slug, 1]) in page
    assert reverse("panel-meeting", args=[panel.slug, 2]) not in page
