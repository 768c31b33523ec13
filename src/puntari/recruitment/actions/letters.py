"""Letters: their words in versions, a preview, and print runs made in the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from puntari.core import clock, files, jobs, log, pdf
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.spreadsheets import csv_bytes
from puntari.recruitment import queries
from puntari.recruitment.letters import content, mails
from puntari.recruitment.models import Addressee, LetterRun, LetterText

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel

KIND = "recruitment.letters"
TEXT_FIELDS = (
    "title",
    "body",
    "result_text",
    "support_text",
    "privacy_text",
    "reminder_text",
    "short_sv",
    "short_en",
    "signature",
    "sender",
    "window_left_mm",
    "window_top_mm",
)
# So many to a file that can be read aloud: a thousand letters take 5 s of one core and 0.7 GB of memory.
LETTERS_IN_A_FILE = 1000
# A print file is put together of portions, so that its maker sees it grow; smaller ones take longer in all.
SET_AT_ONCE = 250
MAILS_AT_ONCE = 100
MANIFEST = ("file", "page", "number", "name", "street", "postcode", "post_office")


@transaction.atomic
def save_letter_text(*, panel: Panel, values: Mapping[str, Any], actor: User | None) -> LetterText:
    """Save the letter's words as a new version; unknown names are refused, missing ones keep their text."""
    if values.keys() - set(TEXT_FIELDS):
        raise BadInput("recruitment.letter_fields")
    before = queries.letter_text(panel)
    fields = {name: values.get(name, getattr(before, name)) for name in TEXT_FIELDS}
    _refuse_odd_window(fields)
    last = panel.letter_texts.aggregate(last=Max("version"))["last"] or 0
    text = LetterText.objects.create(
        panel=panel, version=last + 1, saved=clock.now(), saved_by=actor, **fields
    )
    log.record(
        "recruitment.letter_text_saved", actor=actor, panel_slug=panel.slug, data={"version": text.version}
    )
    return text


def _refuse_odd_window(fields: Mapping[str, Any]) -> None:
    if not (10 <= fields["window_left_mm"] <= 110 and 30 <= fields["window_top_mm"] <= 80):
        raise BadInput("recruitment.window_outside")


def preview_letter(*, panel: Panel, kind: str = LetterRun.Kind.INVITATION) -> bytes:
    """One letter as a PDF, to a made-up addressee."""
    return pdf.render(content.TEMPLATE, preview_data(panel, kind))


def preview_pages(*, panel: Panel, kind: str = LetterRun.Kind.INVITATION) -> int:
    """How many pages one letter takes; it should be one."""
    return pdf.page_count(content.TEMPLATE, preview_data(panel, kind))


def preview_mail(*, panel: Panel, kind: str = LetterRun.Kind.INVITATION) -> str:
    """The same words as an e-mail, to a made-up addressee."""
    return mails.body(panel, queries.letter_text(panel), _made_up(panel), kind)


def preview_data(panel: Panel, kind: str) -> dict[str, Any]:
    """What a letter to somebody made up is typeset from."""
    return content.letter_data(panel, queries.letter_text(panel), [_made_up(panel)], kind)


def _made_up(panel: Panel) -> Addressee:
    return Addressee(
        panel=panel,
        number=1,
        code="K7FM2QXA9T",
        first_names=_("Aino Maria"),
        last_name=_("Esimerkki"),
        street=_("Kuvitteellinen tie 12 A 3"),
        postcode="00000",
        post_office=_("Olematon"),
    )


@transaction.atomic
def start_letters(
    *, panel: Panel, kind: str, actor: User | None, per_file: int = 0, by_mail: bool = False
) -> LetterRun:
    """Start a print run: invitations not yet made, or reminders to those who have not answered.

    All letters come in one print file; `per_file` cuts the run into files of so many letters instead, and
    `by_mail` sends the same words by e-mail to those who have an address.
    """
    if kind not in LetterRun.Kind.values:
        raise BadInput("recruitment.letter_kind")
    running = panel.letter_runs.filter(finished=None, job__state__in=["queued", "running"])
    if running.exists():
        raise NotAllowed("recruitment.letters_running")
    waiting = queries.mails_waiting if by_mail else queries.letters_waiting
    numbers = list(waiting(panel, kind).values_list("number", flat=True))
    if not numbers:
        raise NotAllowed("recruitment.no_letters_waiting")
    text = queries.letter_text(panel)
    if text.pk is None:
        text = save_letter_text(panel=panel, values={}, actor=actor)
    run = LetterRun.objects.create(
        panel=panel,
        kind=kind,
        text=text,
        numbers=numbers,
        per_file=per_file,
        by_mail=by_mail,
        created=clock.now(),
    )
    words = {"kind": run.get_kind_display(), "count": len(numbers)}
    label = (
        _("Sähköpostit: %(kind)s, %(count)s kpl") if by_mail else _("Kirjeet: %(kind)s, %(count)s kpl")
    ) % words
    job = jobs.start(KIND, label=label, panel_slug=panel.slug, actor=actor, run_id=run.pk)
    LetterRun.objects.filter(pk=run.pk).update(job=job)
    run.refresh_from_db()
    return run


def make_letters(progress: jobs.Progress, run_id: int) -> dict[str, Any]:
    """The job: set the letters file by file, then the manifest, then mark them made, all or nothing.

    A mailing is queued in portions, and what is queued goes out; run again it queues nobody twice.
    """
    run = LetterRun.objects.select_related("panel__organisation", "text").get(pk=run_id)
    url = reverse("desk-letters", args=[run.panel.slug])
    if run.finished is not None:
        return {"url": url}
    _throw_files_away(run)
    try:
        if run.by_mail:
            _queue_mails(run, progress)
        else:
            _make_files(run, progress)
    except jobs.Cancelled:
        _throw_files_away(run)
        raise
    _finish(run, progress.job.actor)
    return {"url": url, "letters": len(run.numbers)}


@transaction.atomic
def discard_letters(*, run: LetterRun, actor: User) -> None:
    """Undo a print run that was not sent: its files go, its letters wait again."""
    if run.job is not None and run.job.live:
        raise NotAllowed("recruitment.letters_running")
    if run.by_mail and run.finished is not None:
        raise NotAllowed("recruitment.mails_sent")
    if run.kind == LetterRun.Kind.INVITATION and queries.answers_to(run):
        raise NotAllowed("recruitment.letters_answered")
    if not run.by_mail:
        _mark(run, None)
    log.record(
        "recruitment.letters_discarded",
        actor=actor,
        panel_slug=run.panel.slug,
        subject=f"letters/{run.pk}",
        data={"letters": len(run.numbers)},
    )
    _throw_files_away(run)
    run.delete()


def _queue_mails(run: LetterRun, progress: jobs.Progress) -> None:
    total = len(run.numbers)
    for start in range(0, total, MAILS_AT_ONCE):
        progress.step(start, total, _("Lähetetään kutsuja sähköpostilla."), force=True)
        with transaction.atomic():
            for addressee in _addressees(run, run.numbers[start : start + MAILS_AT_ONCE]):
                mails.queue(run, addressee)
                _mark_one(run, addressee)


def _mark_one(run: LetterRun, addressee: Addressee) -> None:
    """A message that is on its way is marked at once: a cancelled mailing keeps what went out."""
    column = "reminder_made" if run.kind == LetterRun.Kind.REMINDER else "letter_made"
    Addressee.objects.filter(pk=addressee.pk).update(**{column: clock.now()})


def _make_files(run: LetterRun, progress: jobs.Progress) -> None:
    manifest: list[Sequence[object]] = []
    parts: list[bytes] = []
    pages = preview_pages(panel=run.panel, kind=run.kind)
    for place, numbers in enumerate(_portions(run), start=1):
        addressees = _addressees(run, numbers)
        made = _set(run, addressees, len(manifest), progress)
        name = _file_name(run, place if run.per_file else 0, "pdf")
        before = 0 if run.per_file else len(manifest)
        manifest.extend(_manifest_rows(name, addressees, pages, before))
        if run.per_file:
            _keep(run, made, name, "application/pdf")
        else:
            parts.append(made)
    total = len(run.numbers)
    progress.step(total, total, _("Kootaan tiedosto. Tämä vie vielä hetken."), force=True)
    if parts:
        _keep(run, pdf.joined(parts), _file_name(run, 0, "pdf"), "application/pdf")
    _keep(run, csv_bytes([MANIFEST, *manifest]), _file_name(run, 0, "csv"), "text/csv")


def _portions(run: LetterRun) -> list[list[int]]:
    """The letters' numbers in the portions they are set in."""
    size = run.per_file or SET_AT_ONCE
    return [run.numbers[start : start + size] for start in range(0, len(run.numbers), size)]


def _set(run: LetterRun, addressees: Sequence[Addressee], done: int, progress: jobs.Progress) -> bytes:
    """The letters of one portion; until the first is ready nobody knows how far the whole is."""
    total = len(run.numbers) if done else 0
    last = done + len(addressees)
    message = _("Ladotaan kirjeitä %(first)s–%(last)s.") % {"first": done + 1, "last": last}
    data = content.letter_data(run.panel, run.text, addressees, run.kind)
    progress.step(done, total, message, force=True)
    made = pdf.render_apart(content.TEMPLATE, data, lambda: progress.step(done, total, message, force=True))
    progress.step(last, len(run.numbers), message, force=True)
    return made


def _addressees(run: LetterRun, numbers: list[int]) -> list[Addressee]:
    """Who still may be written to; somebody may have declined while the job waited."""
    wanted = Addressee.objects.filter(panel=run.panel, number__gte=numbers[0], number__lte=numbers[-1])
    invited = wanted.filter(status=Addressee.Status.INVITED).order_by("number")
    chosen = set(numbers)
    return [one for one in invited if one.number in chosen]


def _manifest_rows(
    name: str, addressees: Sequence[Addressee], pages: int, before: int
) -> list[Sequence[object]]:
    return [
        (name, place * pages + 1, one.number, str(one), one.street, one.postcode, one.post_office)
        for place, one in enumerate(addressees, start=before)
    ]


def _file_name(run: LetterRun, part: int, ending: str) -> str:
    word = "muistutukset" if run.kind == LetterRun.Kind.REMINDER else "kutsut"
    middle = f"-{part}" if part and run.per_file else ""
    return f"{run.panel.slug}-{word}-{run.created:%Y%m%d}{middle}.{ending}"


def _keep(run: LetterRun, made: bytes, name: str, content_type: str) -> None:
    kind, slug = "recruitment.letters", run.panel.slug
    run.files.add(files.keep(made, name=name, content_type=content_type, kind=kind, panel_slug=slug))


@transaction.atomic
def _finish(run: LetterRun, actor: User | None) -> None:
    moment = clock.now()
    _mark(run, moment)
    LetterRun.objects.filter(pk=run.pk).update(finished=moment)
    log.record(
        "recruitment.letters_made",
        actor=actor,
        panel_slug=run.panel.slug,
        subject=f"letters/{run.pk}",
        data={"letters": len(run.numbers), "kind": run.kind, "text_version": run.text.version},
    )


def _mark(run: LetterRun, moment: Any) -> None:
    column = "reminder_made" if run.kind == LetterRun.Kind.REMINDER else "letter_made"
    for start in range(0, len(run.numbers), 500):
        numbers = run.numbers[start : start + 500]
        letters = Addressee.objects.filter(panel=run.panel, number__in=numbers)
        letters.filter(status=Addressee.Status.INVITED).update(**{column: moment})


def _throw_files_away(run: LetterRun) -> None:
    for stored in list(run.files.all()):
        stored.content.delete(save=False)
        stored.delete()
