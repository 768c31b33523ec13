"""Reading the sample, the volunteers and the pool. Other rooms come in here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import Http404

from puntari.core import clock
from puntari.core.errors import BadInput
from puntari.recruitment import codes
from puntari.recruitment.features import known_features, shapes_of
from puntari.recruitment.letters.defaults import default_text
from puntari.recruitment.models import (
    Addressee,
    LetterRun,
    LetterText,
    MappingProfile,
    SampleImport,
    Volunteer,
)
from puntari.recruitment.sample.mapping import header_hash

if TYPE_CHECKING:
    from puntari.panels.models import Panel

Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class PoolPerson:
    """What the lottery may know of a volunteer. Two people of one home have the same household."""

    volunteer_id: int
    features: dict[str, str]
    household: str


# -- the pool ----------------------------------------------------------------------------------------


def volunteers_of(panel: Panel) -> QuerySet[Volunteer]:
    """All who registered, with their letters; withdrawn and test ones too."""
    return Volunteer.objects.filter(panel=panel).select_related("addressee", "panel__organisation")


def active_volunteers(panel: Panel) -> QuerySet[Volunteer]:
    """Who may be drawn: not withdrawn, not a test."""
    return volunteers_of(panel).filter(withdrawn=None, is_test=False)


def pool(panel: Panel) -> list[PoolPerson]:
    """The lottery's view of the volunteers, in order of registration number."""
    rows = Volunteer.objects.filter(panel=panel, withdrawn=None, is_test=False).order_by("number")
    return [
        PoolPerson(pk, features, household or f"volunteer-{pk}")
        for pk, features, household in rows.values_list("pk", "features", "household")
    ]


def volunteer_by_token(token: str) -> Volunteer | None:
    """The volunteer of a personal link."""
    return Volunteer.objects.select_related("panel__organisation", "addressee").filter(token=token).first()


def get_volunteer(panel: Panel, number: int) -> Volunteer:
    """One volunteer of the panel by registration number; else not found."""
    volunteer = volunteers_of(panel).filter(number=number).first()
    if volunteer is None:
        raise Http404
    return volunteer


def found_volunteers(panel: Panel, *, words: str = "", withdrawn: bool = False) -> QuerySet[Volunteer]:
    """Volunteers of the desk's list, by number or parts of a name."""
    rows = volunteers_of(panel).filter(withdrawn__isnull=not withdrawn).order_by("number")
    text = words.strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return rows.filter(number=int(text))
    for word in text.split()[:5]:
        rows = rows.filter(name_has(word, "first_name", "last_name"))
    return rows


def pool_counts(panel: Panel) -> Counts:
    """feature -> value -> how many volunteers who may be drawn."""
    rows = Volunteer.objects.filter(panel=panel, withdrawn=None, is_test=False)
    return _count(rows.values_list("features", flat=True))


def invited_counts(panel: Panel) -> Counts:
    """feature -> value -> how many were invited, as far as the sample tells."""
    shapes = shapes_of(panel)
    addressees = Addressee.objects.filter(panel=panel).only(
        "features", "birth_year", "municipality", "gender", "language"
    )
    return _count(known_features(one, shapes) for one in addressees)


def answered_counts(panel: Panel) -> Counts:
    """feature -> value -> how many of the invited registered, by the sample's facts (a rate's numerator)."""
    shapes = shapes_of(panel)
    rows = Addressee.objects.filter(
        panel=panel, volunteer__isnull=False, volunteer__withdrawn=None, volunteer__is_test=False
    )
    return _count(known_features(one, shapes) for one in rows)


def _count(rows: Iterable[dict[str, str]]) -> Counts:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for features in rows:
        for feature, value in features.items():
            counts[feature][value] += 1
    return {feature: dict(values) for feature, values in counts.items()}


def registration_state(panel: Panel) -> str:
    """ "waiting", "open" or "closed"; both days are inside."""
    today = clock.today()
    if panel.closed_on is not None and panel.closed_on <= today:
        return "closed"
    if panel.registration_opens is not None and today < panel.registration_opens:
        return "waiting"
    if panel.registration_closes is not None and today > panel.registration_closes:
        return "closed"
    return "open"


# -- the sample --------------------------------------------------------------------------------------


def addressees_of(panel: Panel, *, words: str = "", status: str = "") -> QuerySet[Addressee]:
    """The invited, with their registrations; `words` is a number, a code or parts of a name."""
    rows = Addressee.objects.filter(panel=panel).select_related("volunteer").order_by("number")
    if status in Addressee.Status.values:
        rows = rows.filter(status=status)
    return rows.filter(_matches(words)) if words.strip() else rows


def _matches(words: str) -> Q:
    text = words.strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return Q(number=int(text))
    wanted = Q()
    for word in text.split()[:5]:
        wanted &= name_has(word)
    # One code in twenty has no digit and looks like a name, and a name may happen to be a code.
    try:
        return wanted | Q(code_hash=codes.code_hash(codes.normalised(text)))
    except BadInput:
        return wanted


def name_has(word: str, first: str = "first_names", last: str = "last_name") -> Q:
    """A name contains the word in any case; spelled out, since SQLite ignores case for a-z only."""
    found = Q()
    for form in {word, word.lower(), word.upper(), word.title()}:
        found |= Q(**{f"{first}__contains": form}) | Q(**{f"{last}__contains": form})
    return found


def get_addressee(panel: Panel, number: int) -> Addressee:
    """One invited person of the panel by letter number; else not found."""
    addressee = addressees_of(panel).filter(number=number).first()
    if addressee is None:
        raise Http404
    return addressee


def get_import(panel: Panel, pk: int) -> SampleImport:
    """One sample import of the panel; else not found."""
    rows = SampleImport.objects.select_related("panel__organisation", "file", "job")
    sample = rows.filter(panel=panel, pk=pk).first()
    if sample is None:
        raise Http404
    return sample


def imports_of(panel: Panel) -> QuerySet[SampleImport]:
    return SampleImport.objects.filter(panel=panel).select_related("job")


def remembered_mapping(panel: Panel, header: list[str]) -> MappingProfile | None:
    """How the organisation named the columns the last time it brought a file with this header."""
    profiles = MappingProfile.objects.filter(organisation=panel.organisation)
    return profiles.filter(header_hash=header_hash(header)).first()


# -- letters -----------------------------------------------------------------------------------------


def letter_text(panel: Panel) -> LetterText:
    """The newest words of the letter, or an unsaved letter to begin with."""
    return LetterText.objects.filter(panel=panel).first() or default_text(panel)


def letters_waiting(panel: Panel, kind: str) -> QuerySet[Addressee]:
    """Who gets the next letters: no invitation yet, or one but no answer and no e-mail address for it."""
    rows = _waiting(panel, kind).exclude(street="")
    return rows.filter(email="") if kind == LetterRun.Kind.REMINDER else rows


def mails_waiting(panel: Panel, kind: str) -> QuerySet[Addressee]:
    """Who may be written to next by e-mail."""
    return _waiting(panel, kind).exclude(email="")


def _waiting(panel: Panel, kind: str) -> QuerySet[Addressee]:
    invited = Addressee.objects.filter(panel=panel, status=Addressee.Status.INVITED, volunteer__isnull=True)
    begun = invited.exclude(letter_made=None)
    rows = begun if kind == LetterRun.Kind.REMINDER else invited.filter(letter_made=None)
    return rows.order_by("number")


def letter_runs(panel: Panel) -> QuerySet[LetterRun]:
    runs = LetterRun.objects.filter(panel=panel).select_related("job", "text")
    return runs.prefetch_related("files").defer("numbers")


def get_letter_run(panel: Panel, pk: int) -> LetterRun:
    """One print run of the panel; else not found."""
    run = LetterRun.objects.filter(panel=panel, pk=pk).select_related("panel", "job", "text").first()
    if run is None:
        raise Http404
    return run


def answers_to(run: LetterRun) -> bool:
    """Whether anybody of the run's letters has answered."""
    answered = Addressee.objects.filter(panel=run.panel).exclude(
        status=Addressee.Status.INVITED, volunteer__isnull=True
    )
    return not set(run.numbers).isdisjoint(answered.values_list("number", flat=True))


def letters_answer_count(panel: Panel) -> dict[str, int]:
    """How many were invited, got a letter, registered, declined, had the letter returned."""
    rows = Addressee.objects.filter(panel=panel)
    return {
        "invited": rows.count(),
        "letters": rows.exclude(letter_made=None).count(),
        "registered": rows.filter(volunteer__withdrawn=None, volunteer__isnull=False).count(),
        "declined": rows.filter(status=Addressee.Status.DECLINED).count(),
        "returned": rows.filter(status=Addressee.Status.RETURNED).count(),
    }
