"""Forms of the meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.core.forms import DateInput, TimeInput
from puntari.meetings import standard, uploads
from puntari.meetings.actions.questions import LONGEST
from puntari.meetings.actions.seating import MOST_ROUNDS, MOST_TABLES
from puntari.meetings.models import AgendaItem, SeatingRule, Talk

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.lottery.models import Member


class ItemForm(forms.ModelForm):  # type: ignore[type-arg]
    """One item of the programme."""

    class Meta:
        model = AgendaItem
        fields = ("title", "minutes", "least", "kind", "round", "script", "title_sv", "title_en")
        widgets = {"script": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"script": _("Vain fasilitaattorit näkevät ohjeen.")}


class StandardForm(forms.Form):
    """Which standard programme to start from."""

    kind = forms.ChoiceField(
        label=_("Ohjelmapohja"),
        widget=forms.RadioSelect,
        choices=[(key, _(name)) for key, name in standard.KINDS.items()],
    )


class HostsForm(forms.Form):
    """A table for each facilitator."""

    def __init__(self, facilitators: Iterable[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for user in facilitators:
            self.fields[f"here_{user.pk}"] = forms.BooleanField(label=_("Mukana"), required=False)
            self.fields[f"table_{user.pk}"] = forms.IntegerField(
                label=_("Pöytä"), required=False, min_value=1, max_value=MOST_TABLES
            )
        self.people = list(facilitators)

    def rows(self) -> list[tuple[User, forms.BoundField, forms.BoundField]]:
        """The person with both fields, for the page."""
        return [(user, self[f"here_{user.pk}"], self[f"table_{user.pk}"]) for user in self.people]

    def hosts(self) -> dict[int, int | None]:
        """User id -> table of those who are there; a table means being there."""
        told = self.cleaned_data
        found = {user.pk: told[f"table_{user.pk}"] for user in self.people}
        return {key: table for key, table in found.items() if table or told[f"here_{key}"]}


class SeatingForm(forms.Form):
    """How the meeting is to be seated."""

    tables = forms.IntegerField(label=_("Pöytiä"), min_value=1, max_value=MOST_TABLES)
    rounds = forms.IntegerField(
        label=_("Kierroksia"),
        min_value=1,
        max_value=MOST_ROUNDS,
        help_text=_("Kuinka monta kertaa pöydät vaihtuvat kokouksen aikana, ensimmäinen mukaan lukien."),
    )
    features = forms.MultipleChoiceField(
        label=_("Sekoita pöytiin tasaisesti"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, features: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["features"].choices = features  # type: ignore[attr-defined]


class ReplanForm(forms.Form):
    """From which round on those present are seated anew."""

    from_round = forms.TypedChoiceField(label=_("Kierroksesta alkaen"), coerce=int)
    tables = forms.IntegerField(label=_("Pöytiä"), min_value=1, max_value=MOST_TABLES)

    def __init__(self, rounds: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_round"].choices = [(n, str(n)) for n in range(1, rounds + 1)]  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    """A wish about who sits with whom or where."""

    kind = forms.ChoiceField(label=_("Toive"), choices=SeatingRule.Kind.choices)
    member = forms.TypedChoiceField(label=_("Kuka"), coerce=int)
    other = forms.TypedChoiceField(label=_("Kenen kanssa"), coerce=int, required=False, empty_value=None)
    table = forms.IntegerField(
        label=_("Pöytä"),
        required=False,
        min_value=1,
        max_value=MOST_TABLES,
        help_text=_("Vain toiveessa ”aina tähän pöytään”."),
    )

    def __init__(self, members: Iterable[Member], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = member_choices(members)
        self.fields["member"].choices = choices  # type: ignore[attr-defined]
        self.fields["other"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]


def member_choices(members: Iterable[Member]) -> list[tuple[int, str]]:
    """Number and name of each, to choose from."""
    return [(one.number, f"{one.number} {one.volunteer}") for one in members]


class CorrectionForm(forms.Form):
    """The times of one person at one meeting."""

    arrived = forms.TimeField(label=_("Saapui"), required=False, widget=TimeInput)
    left = forms.TimeField(
        label=_("Lähti ennen loppua"),
        required=False,
        widget=TimeInput,
        help_text=_("Jätä tyhjäksi, jos henkilö oli loppuun asti."),
    )
    excused = forms.BooleanField(label=_("Ilmoitti esteestä etukäteen"), required=False)


class TalkForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is told about a talk."""

    class Meta:
        model = Talk
        fields = ("title", "expert_name", "expert_title", "summary", "user")
        labels = {"user": _("Asiantuntijan käyttäjätunnus")}
        help_texts = {
            "summary": _("Lyhyesti ja tutuin sanoin. Tämä näkyy julkisella sivulla."),
            "user": _("Tunnuksella asiantuntija voi lisätä aineistoja ja vastata kysymyksiin itse."),
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, experts: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = experts  # type: ignore[attr-defined]


class MaterialForm(forms.Form):
    """A file or a link."""

    title = forms.CharField(label=_("Nimi"), max_length=200, required=False)
    file = forms.FileField(
        label=_("Tiedosto"),
        required=False,
        help_text=_("PDF, esitys, asiakirja tai kuva. Enintään 20 megatavua."),
        widget=forms.FileInput(attrs={"accept": uploads.ACCEPT}),
    )
    url = forms.URLField(label=_("tai linkki"), required=False, assume_scheme="https")


class QuestionForm(forms.Form):
    """A question to the experts."""

    text = forms.CharField(
        label=_("Kysymys asiantuntijoille"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": str(LONGEST)}),
        error_messages={"required": _("Kysymys on tyhjä. Kirjoita se ja lähetä sitten.")},
    )


class TableQuestionForm(QuestionForm):
    """A question that a facilitator writes down for a table."""

    table = forms.IntegerField(label=_("Pöytä"), required=False, min_value=1, max_value=MOST_TABLES)


class AssignForm(forms.Form):
    """Who answers, and by when."""

    talk = forms.ModelChoiceField(
        label=_("Kuka vastaa"),
        queryset=Talk.objects.none(),
        required=False,
        empty_label=_("Ei vielä valittu"),
    )
    due = forms.DateField(label=_("Vastaus viimeistään"), required=False, widget=DateInput)

    def __init__(self, talks: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["talk"].queryset = talks  # type: ignore[attr-defined]
        self.fields["talk"].label_from_instance = _talk_label  # type: ignore[attr-defined]


def _talk_label(talk: Talk) -> str:
    return f"{talk.expert_name}: {talk.title}"


class AnswerForm(forms.Form):
    """The answer."""

    answer = forms.CharField(
        label=_("Vastaus"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Kirjoita niin, että jokainen ymmärtää. Selitä vieraat sanat."),
    )
    answered_by = forms.CharField(label=_("Vastaajan nimi ja tehtävä"), max_length=200)
    publish = forms.BooleanField(label=_("Julkaise vastaus kokouksen sivulla"), required=False, initial=True)
