"""Forms of the draw's desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.lottery import queries
from puntari.lottery.actions.members import WAYS
from puntari.lottery.models import Member
from puntari.panels import queries as panels

if TYPE_CHECKING:
    from puntari.lottery.actions.targets import Range
    from puntari.panels.models import Panel

MAX_FILE = 1_000_000


class TargetsForm(forms.Form):
    """Two numbers for every value of every feature."""

    def __init__(self, panel: Panel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = {target.value_id: target for target in queries.targets_of(panel)}
        self.values = [value.pk for feature in panels.features_of(panel) for value in feature.values.all()]
        for feature in panels.features_of(panel):
            for value in feature.values.all():
                target = stored.get(value.pk)
                for bound, word in (("min", _("vähintään")), ("max", _("enintään"))):
                    self.fields[f"{bound}_{value.pk}"] = forms.IntegerField(
                        label=f"{feature.label}, {value.label}: {word}",
                        min_value=0,
                        max_value=10_000,
                        initial=getattr(target, bound) if target else None,
                        widget=_number(f"{feature.label}, {value.label}: {word}", bound),
                    )

    @property
    def ranges(self) -> dict[int, Range]:
        data = self.cleaned_data
        return {pk: (data[f"min_{pk}"], data[f"max_{pk}"]) for pk in self.values}


def _number(label: str, bound: str) -> forms.NumberInput:
    return forms.NumberInput(
        attrs={"inputmode": "numeric", "aria-label": label, "data-bound": bound, "class": "targets__number"}
    )


class SlackForm(forms.Form):
    """How much room to leave around the population's shares."""

    slack = forms.IntegerField(
        label=_("Jousto, henkilöä"),
        min_value=0,
        max_value=50,
        initial=1,
        help_text=_("Yksi riittää yleensä: silloin tavoitteet kestävät muutaman poisjäännin."),
    )


class TargetsFileForm(forms.Form):
    """A targets file of the field."""

    file = forms.FileField(
        label=_("Tavoitetiedosto (CSV tai Excel)"),
        help_text=_("Sarakkeet: feature, value, min, max ja halutessa min_flex, max_flex."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(_("Tiedosto on liian suuri."))
        return file


class LettersForm(forms.Form):
    """How sure one wants to be that a panel can be drawn."""

    percent = forms.IntegerField(
        label=_("Varmuus, prosenttia"),
        min_value=50,
        max_value=99,
        initial=95,
        help_text=_("Millä varmuudella ilmoittautuneista voi koota paneelin."),
    )
    rho = forms.FloatField(
        label=_("Ehdokkaita paikkaa kohti"),
        min_value=1,
        max_value=5,
        initial=2,
        help_text=_("Kaksi jättää tilaa varahenkilöille ja tasaa mahdollisuuksia."),
    )


class ReasonForm(forms.Form):
    """Why a relaxation was chosen; `choice` is its place among the offers, `digest` what was on offer."""

    choice = forms.TypedChoiceField(
        label=_("Mikä ehdotuksista valitaan?"), coerce=int, choices=[], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Perustelu"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Perustelu kirjataan ja näytetään arvontaraportissa."),
    )


class TestDrawForm(forms.Form):
    """A test draw."""

    reserves = forms.IntegerField(label=_("Varahenkilöitä"), min_value=0, max_value=1000)
    one_per_household = forms.BooleanField(
        label=_("Kodista valitaan enintään yksi"), required=False, initial=True
    )


class RealDrawForm(TestDrawForm):
    """The real draw: what cannot be taken back is said and ticked."""

    override_reason = forms.CharField(
        label=_("Miksi arvonta tehdään, vaikka ilmoittautuminen ei ole päättynyt?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    understood = forms.BooleanField(
        label=_("Ymmärrän, että oikea arvonta tehdään vain kerran eikä sitä voi perua.")
    )


class MemberForm(forms.Form):
    """A call or a message: what it changed, and what was said."""

    status = forms.ChoiceField(
        label=_("Mitä sovittiin?"), required=False, choices=[], widget=forms.RadioSelect, initial=""
    )
    comment = forms.CharField(
        label=_("Muistiinpano"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pakollinen, ellei henkilö vahvista paikkaansa."),
    )

    def __init__(self, member: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            Member.Status.CONFIRMED: _("Vahvistaa, että tulee"),
            Member.Status.DECLINED: _("Kieltäytyy"),
            Member.Status.WITHDRAWN: _("Jää pois"),
            Member.Status.SELECTED: _("Palautetaan: ei ole vielä vastannut"),
        }
        ways = [] if hasattr(member, "replaced_by") else [s for s in words if s in WAYS[member.status]]
        field = self.fields["status"]
        field.choices = [("", _("Ei muutosta, vain muistiinpano")), *((s.value, words[s]) for s in ways)]  # type: ignore[attr-defined]


class MemberFilter(forms.Form):
    """Which members are listed."""

    kind = forms.ChoiceField(
        label=_("Ketkä"), required=False, choices=[("", _("Kaikki")), *Member.Kind.choices]
    )
    status = forms.ChoiceField(
        label=_("Tila"), required=False, choices=[("", _("Kaikki")), *Member.Status.choices]
    )
