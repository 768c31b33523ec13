"""What is typed at the desk: recommendations, their parts, actions and people, and the words of statuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.core.roles import Role
from puntari.core.translated import tr
from puntari.followup.models import Recommendation, StatusTerm
from puntari.followup.models.recommendations import LONGEST_PLACES
from puntari.followup.statuses import REASONS
from puntari.panels import queries as panel_queries

if TYPE_CHECKING:
    from puntari.core.models import Organisation
    from puntari.panels.models import Panel


class Day(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


def day(**options: Any) -> forms.DateField:
    """A date field that also takes 5.11.2026."""
    return forms.DateField(
        widget=Day(),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        required=options.pop("required", False),
        **options,
    )


class Words(forms.CharField):
    """A text of several lines; browsers send CRLF, a text keeps LF."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


def words(rows: int, **options: Any) -> Words:
    """A text area of so many rows."""
    return Words(
        widget=forms.Textarea(attrs={"rows": rows}), required=options.pop("required", False), **options
    )


class RecommendationForm(forms.Form):
    title = words(2, label=_("Suositus taulukossa"), required=True)
    text = words(6, label=_("Koko teksti"), help_text=_("Näkyy suosituksen omalla sivulla."))
    theme = forms.CharField(label=_("Teema"), max_length=200, required=False)
    municipalities = forms.CharField(
        label=_("Kunnat"),
        max_length=LONGEST_PLACES,
        required=False,
        help_text=_("Jos suositus koskee vain joitakin kuntia: nimet pilkuin erotettuina. Tyhjä: koko alue."),
    )
    answer_due = day(label=_("Vastauksen määräaika"))
    due_reason = words(
        2,
        label=_("Miksi määräaikaa siirretään?"),
        help_text=_("Täytä vain, jos päivä muuttuu. Syy on julkinen."),
    )

    def __init__(self, *args: Any, of: Recommendation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of is None or of.answer_due is None:
            del self.fields["due_reason"]
        if of is not None and of.adopted:
            del self.fields["title"], self.fields["text"]
        if of is not None and of.answer is not None:
            self._leave_out_due()
        elif of is not None and of.answer_due is not None:
            self.fields["answer_due"].help_text = _(
                "Luvattua päivää voi vain siirtää myöhemmäksi. Alkuperäinen lupaus jää näkyviin."
            )

    def _leave_out_due(self) -> None:
        for name in ("answer_due", "due_reason"):
            self.fields.pop(name, None)


class SubForm(forms.Form):
    cell = words(2, label=_("Alasuositus"), help_text=_("Numero alkuun, esimerkiksi 1.2."), required=True)
    detail = words(4, label=_("Koko teksti"))


class TermChoice(forms.ModelChoiceField[StatusTerm]):
    def __init__(self, organisation: Organisation, **options: Any) -> None:
        terms = StatusTerm.objects.filter(organisation=organisation)
        super().__init__(terms, required=False, empty_label=str(_("Ei valittu")), **options)

    def label_from_instance(self, obj: StatusTerm) -> str:
        return tr(obj, "label")


class ProgressForm(forms.Form):
    """What an official tells of an action in two minutes."""

    status_words = words(
        3, label=_("Tilanne omin sanoin"), help_text=_("Mitä on tapahtunut? Teksti on julkinen.")
    )
    percent = forms.IntegerField(label=_("Valmiusaste, %"), min_value=0, max_value=100, required=False)
    next_update_due = day(label=_("Seuraava päivitys viimeistään"))
    effect = words(
        3,
        label=_("Mihin toimenpide johti"),
        help_text=_("Mikä muuttui asukkaiden tai työntekijöiden arjessa?"),
    )
    more_info = words(3, label=_("Lisätieto"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"status": TermChoice(organisation, label=_("Status")), **self.fields}


class ActionForm(ProgressForm):
    text = words(3, label=_("Toimenpide"))
    schedule = forms.CharField(
        label=_("Aikataulu"),
        max_length=300,
        required=False,
        strip=False,
        help_text=_("Esimerkiksi 10/2024 – 3/2026 tai Jatkuvaa."),
    )
    unit = forms.CharField(
        label=_("Vastuu"), help_text=_("Yksikkö tai tulosalue, joka vastaa."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = ("text", "schedule", "unit")
        self.order_fields([*first, *(name for name in self.fields if name not in first)])


OWN_WORDS = "own"


class UnchangedForm(forms.Form):
    """One tap while nothing is late: the usual reason is chosen and the next day filled in.

    What is late does not go as planned, so whoever says that nothing has changed chooses the reason.
    """

    because = forms.ChoiceField(
        label=_("Miksi mikään ei ole muuttunut?"),
        choices=[*REASONS.items(), (OWN_WORDS, _("Muu syy, jonka kirjoitan itse"))],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = words(2, label=_("Syy omin sanoin"), help_text=_("Syy näkyy julkisesti."))
    next_update_due = day(label=_("Seuraava päivitys viimeistään"))

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.late = late
        if late:
            self.fields["because"].help_text = _(
                "Tämä on myöhässä, joten valitse syy itse. Se näkyy julkisesti."
            )
        else:
            self.fields["because"].initial = next(iter(REASONS))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = cleaned.get("because")
        if chosen in {"", OWN_WORDS} and not cleaned.get("reason"):
            self.add_error("reason" if chosen else "because", _("Valitse syy tai kirjoita se omin sanoin."))
        return {**cleaned, "because": "" if chosen == OWN_WORDS else chosen}


class OwnerForm(forms.Form):
    owner_post = forms.CharField(
        label=_("Tehtävä"),
        max_length=200,
        help_text=_("Esimerkiksi digijohtaja. Tehtävä näkyy julkisesti, nimi ei."),
    )
    deputy_post = forms.CharField(label=_("Sijaisen tehtävä"), max_length=200, required=False)

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = _official(panel, label=_("Henkilö, joka hoitaa tehtävää nyt"), required=False)
        self.fields["deputy"] = _official(
            panel,
            label=_("Sijainen"),
            required=False,
            help_text=_("Saa muistutuksen, jos vastuuhenkilö ei vastaa viikkoon."),
        )


class PostForm(forms.Form):
    """A post has a new holder."""

    def __init__(self, *args: Any, panel: Panel, posts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"] = forms.ChoiceField(label=_("Tehtävä"), choices=[(post, post) for post in posts])
        self.fields["to"] = _official(
            panel,
            label=_("Uusi hoitaja"),
            help_text=_("Jos nimi puuttuu, anna hänelle ensin rooli paneelin henkilöissä."),
        )


def _official(panel: Panel, **options: Any) -> forms.ModelChoiceField[Any]:
    people = panel_queries.people_with(panel, Role.OFFICIAL)
    return forms.ModelChoiceField(people, empty_label=str(_("Ei valittu")), **options)


class TermMeaningForm(forms.Form):
    """What a word of the vocabulary means and what it is in the other languages."""

    kind = forms.ChoiceField(label=_("Merkitys"), choices=StatusTerm.Kind.choices)
    label_sv = forms.CharField(
        label=_("Sana ruotsiksi"),
        max_length=60,
        required=False,
        help_text=_("Ilman käännöstä sana näkyy muunkielisillekin suomeksi."),
    )
    label_en = forms.CharField(label=_("Sana englanniksi"), max_length=60, required=False)


class TermForm(TermMeaningForm):
    label = forms.CharField(label=_("Sana"), max_length=60)

    field_order = ("label", "kind", "label_sv", "label_en")
