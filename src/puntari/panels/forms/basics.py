"""Creating a panel and its basic facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from puntari.core.forms import DateInput
from puntari.core.models import Organisation
from puntari.panels import queries
from puntari.panels.models import Panel

PEOPLE = ("size", "letters", "min_age", "max_age", "registration_opens", "registration_closes")
GROUPS = (
    (_("Kysymys"), ("title", "question", "background", "in_scope", "out_of_scope")),
    (
        _("Ketkä kutsutaan"),
        PEOPLE,
    ),
    (_("Palkkio ja yhteystiedot"), ("fee", "phone", "phone_hours", "email")),
    (_("Tietosuoja"), ("privacy_notice",)),
    (
        _("Ruotsiksi ja englanniksi"),
        ("title_sv", "question_sv", "background_sv", "title_en", "question_en", "background_en"),
    ),
)
HELP = {
    "question": _("Yksi selkeä kysymys, jossa ei ole valmista vastausta."),
    "background": _("Miksi asiasta kysytään juuri nyt? Muutama lause arkikielellä."),
    "in_scope": _("Asiat, joista alue voi itse päättää."),
    "out_of_scope": _("Asiat, joihin paneeli ei voi vaikuttaa, ja syy siihen."),
    "size": _("Montako ihmistä arvotaan paneeliin varahenkilöiden lisäksi."),
    "phone": _("Numero painetaan kirjeeseen. Sovi se ennen kirjeiden painamista."),
    "phone_hours": _("Esimerkiksi: arkisin klo 9–15."),
    "privacy_notice": _(
        "Mistä nimet ja osoitteet tulevat, mihin tietoja käytetään, milloin ne poistetaan ja keneltä voi "
        "kysyä."
    ),
}


class NewPanelForm(forms.Form):
    """A panel from the default plan or from an earlier panel."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Järjestäjä"), empty_label=None
    )
    title = forms.CharField(label=_("Paneelin nimi"), max_length=200)
    slug = forms.SlugField(
        label=_("Osoitteen loppu"),
        max_length=80,
        required=False,
        help_text=_("Pieniä kirjaimia, numeroita ja viivoja. Tyhjä kohta täytetään nimestä."),
    )
    kind = forms.ChoiceField(
        label=_("Keitä kutsutaan?"),
        choices=Panel.Kind,
        initial=Panel.Kind.RESIDENTS,
        widget=forms.RadioSelect,
    )
    first_meeting = forms.DateField(
        label=_("Ensimmäisen kokouksen päivä"),
        widget=DateInput,
        help_text=_("Kaikki muut päivät lasketaan tästä. Päivän voi siirtää myöhemmin."),
    )
    copy_from = forms.ModelChoiceField(
        Panel.objects.none(),
        label=_("Ota pohjaksi aiempi paneeli"),
        required=False,
        empty_label=_("Ei pohjaa: aloita valmiista mallista"),
        help_text=_("Kaikki muu kopioituu paitsi ihmiset, lupaus ja päätökset. Päivät siirtyvät."),
    )

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], panels: QuerySet[Panel], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["copy_from"].queryset = panels  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0]
            self.fields["organisation"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["slug"] = cleaned.get("slug") or slugify(cleaned.get("title", ""))[:80]
        base = cleaned.get("copy_from")
        if base and cleaned.get("kind") not in (None, base.kind):
            kind = base.get_kind_display().lower()
            self.add_error("copy_from", _("Pohja on %(kind)s. Valitse samanlainen pohja.") % {"kind": kind})
        if cleaned.get("title") and not cleaned["slug"]:
            self.add_error("slug", _("Kirjoita osoitteen loppu, esimerkiksi paneeli-2027."))
        return cleaned


class BasicsForm(forms.ModelForm[Panel]):
    """The basic facts, in groups; money is typed in euros."""

    fee = forms.DecimalField(
        label=_("Palkkio kokoukselta, euroa"),
        min_value=0,
        max_value=10_000,
        decimal_places=2,
        help_text=_("Kirjoita 0, jos palkkiota ei makseta."),
    )

    class Meta:
        model = Panel
        fields = [
            *("title", "question", "background", "in_scope", "out_of_scope", "size", "letters"),
            *("min_age", "max_age", "registration_opens", "registration_closes", "phone", "phone_hours"),
            *("email", "privacy_notice", "title_sv", "question_sv", "background_sv", "title_en"),
            *("question_en", "background_en"),
        ]
        widgets = {
            "registration_opens": DateInput,
            "registration_closes": DateInput,
            "question": forms.Textarea(attrs={"rows": 3}),
            "question_sv": forms.Textarea(attrs={"rows": 3}),
            "question_en": forms.Textarea(attrs={"rows": 3}),
            **{
                name: forms.Textarea(attrs={"rows": 5})
                for name in ("background", "background_sv", "background_en", "in_scope", "out_of_scope")
            },
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }
        help_texts = HELP

    def __init__(self, data: Any = None, *, panel: Panel) -> None:
        initial = {name: getattr(panel, name) for name in self.Meta.fields}
        super().__init__(data, initial={**initial, "fee": f"{panel.fee_cents / 100:.2f}"})
        self.fields["question"].required = True
        if panel.is_staff_panel:
            self.fields["fee"].help_text = _("Kirjoita 0, jos kokoukset ovat työaikaa.")
        for name in _needless(panel):
            del self.fields[name]

    def changes(self) -> dict[str, Any]:
        """What the action takes."""
        changes = dict(self.cleaned_data)
        changes["fee_cents"] = int(changes.pop("fee") * 100)
        return changes

    def groups(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """The fields under their headings."""
        for title, names in GROUPS:
            yield title, [self[name] for name in names if name in self.fields]


def _needless(panel: Panel) -> list[str]:
    """What a staff panel has nothing to do with: its invitations come from the register."""
    ages = [] if queries.asks_age(panel) else ["min_age", "max_age"]
    return ["letters", *ages] if panel.is_staff_panel else ages
