"""The one registration form, for the web and for the phone desk, and the small forms around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from puntari.core import clock
from puntari.core.translated import tr
from puntari.panels import queries as panels
from puntari.recruitment.actions.register import Answers
from puntari.recruitment.consents import DATA, FUTURE, GUARDIAN
from puntari.recruitment.features import known_features, shapes_of
from puntari.recruitment.models import Volunteer

if TYPE_CHECKING:
    from puntari.panels.models import Feature, Panel
    from puntari.recruitment.models import Addressee

FEATURE = "feature_"
FULL_AGE = 18
SALT = "recruitment.form"
SECONDS_TO_FILL = 3
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]


class CodeForm(forms.Form):
    """The code of the letter, typed."""

    code = forms.CharField(
        label=_("Kirjeen koodi"),
        max_length=40,
        help_text=_(
            "Koodi on kirjeen laatikossa, esimerkiksi K7FM-2QXA-9T. Isot ja pienet kirjaimet käyvät."
        ),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "inputmode": "text",
            }
        ),
    )


def _missing(field: forms.Field) -> str:
    """What to do about an empty field, said by what the reader sees: a box, a choice or a line."""
    if isinstance(field, forms.BooleanField):
        return gettext("Merkitse tämä ruutu, jos se pitää paikkansa. Ilman sitä et voi ilmoittautua.")
    if isinstance(field, forms.ChoiceField):
        return gettext("Valitse yksi vaihtoehto.")
    return gettext("Täytä tämä kohta.")


class RegistrationForm(forms.Form):
    """Everything asked of a volunteer, in the order of the page; features come from the panel."""

    first_name = forms.CharField(
        label=_("Etunimi"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Sukunimi"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = forms.EmailField(
        label=_("Sähköposti"),
        required=False,
        max_length=254,
        help_text=_("Oma sähköpostisi. Lähetämme siihen vahvistuksen."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Puhelinnumero"),
        required=False,
        max_length=40,
        help_text=_("Anna ainakin toinen: sähköposti tai puhelinnumero."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )
    birth_year = forms.IntegerField(
        label=_("Syntymävuosi"),
        min_value=1890,
        max_value=2100,
        help_text=_("Neljä numeroa, esimerkiksi 1985. Paneeliin arvotaan eri-ikäisiä."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year", "maxlength": "4"}),
    )
    attends_all = forms.ChoiceField(
        label=_("Pääsetkö kaikkiin kokouksiin?"),
        choices=[("yes", _("Kyllä, pääsen kaikkiin")), ("no", _("En pääse kaikkiin"))],
        widget=forms.RadioSelect(),
    )
    eligible = forms.BooleanField(
        label=_("Asun tällä alueella. En ole valtuutettu, puolueen työntekijä enkä toimittaja.")
    )
    consent_guardian = forms.BooleanField(label=GUARDIAN.text, required=False)
    consent_data = forms.BooleanField(label=DATA.text)
    consent_future = forms.BooleanField(
        label=FUTURE.text, required=False, help_text=_("Tämä on vapaaehtoinen. Se ei vaikuta arvontaan.")
    )

    def __init__(self, *args: Any, panel: Panel, addressee: Addressee | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.panel = panel
        self.asked = [one for one in panels.features_of(panel) if one.source != "age"]
        known = known_features(addressee, shapes_of(panel)) if addressee else {}
        for feature in self.asked:
            self.fields[f"{FEATURE}{feature.key}"] = _feature_field(feature, known.get(feature.key, ""))
        if addressee is not None:
            self._prefill(addressee)
        if panel.min_age >= FULL_AGE or panel.is_staff_panel:
            del self.fields["consent_guardian"]
        if not panels.asks_age(panel):
            del self.fields["birth_year"]
        if panel.is_staff_panel:
            self.fields["eligible"].label = _("Työskentelen tässä organisaatiossa.")
        for field in self.fields.values():
            field.error_messages["required"] = _missing(field)

    def _prefill(self, addressee: Addressee) -> None:
        """A letter's reader sees nothing of the letter's person but the name that stands on it."""
        self.fields["first_name"].initial = addressee.first_names.partition(" ")[0]
        self.fields["last_name"].initial = addressee.last_name

    @property
    def feature_fields(self) -> list[forms.BoundField]:
        return [self[f"{FEATURE}{feature.key}"] for feature in self.asked]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("email") and not data.get("phone") and not self.errors.get("email"):
            self.add_error("phone", gettext("Anna sähköposti tai puhelinnumero."))
        return data

    def answers(self, language: str = "") -> Answers:
        """What `actions.register` takes."""
        data = self.cleaned_data
        return Answers(
            first_name=data["first_name"],
            last_name=data["last_name"],
            birth_year=data.get("birth_year"),
            email=data["email"],
            phone=data["phone"],
            contact_by=data.get("contact_by", ""),
            language=(language or get_language() or "fi")[:2],
            features={one.key: data[f"{FEATURE}{one.key}"] for one in self.asked},
            attends_all=data["attends_all"] == "yes",
            eligible=data["eligible"],
            consents_to_data=data["consent_data"],
            wants_future_panels=data["consent_future"],
            guardian_agrees=data.get("consent_guardian", False),
        )


class WebRegistrationForm(RegistrationForm):
    """The same with two traps for robots that people never meet."""

    website = forms.CharField(
        label=_("Jätä tämä kenttä tyhjäksi"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = opened_now()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("website"):
            raise forms.ValidationError(
                gettext("Lomakkeessa on kenttä, joka pitää jättää tyhjäksi. Tyhjennä se.")
            )
        if not filled_by_a_person(data.get("opened", "")):
            raise forms.ValidationError(
                gettext("Lomake lähti hyvin nopeasti. Tarkista tiedot ja lähetä uudelleen.")
            )
        return data


class PhoneRegistrationForm(RegistrationForm):
    """The same form, filled while the person is on the phone."""

    contact_by = forms.ChoiceField(
        label=_("Miten saamme yhteyden"),
        choices=Volunteer.Contact,
        widget=forms.RadioSelect(),
        initial="phone",
    )
    spoken_language = forms.ChoiceField(label=_("Asiointikieli"), choices=LANGUAGES, initial="fi")
    paper = forms.BooleanField(label=_("Tiedot tulivat paperilla, ei puhelimessa"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("contact_by") == "post" and "phone" in self.errors and not data.get("phone"):
            del self.errors["phone"]
            data["phone"] = ""
        if data.get("contact_by") == "email" and not data.get("email"):
            self.add_error("email", gettext("Kysy sähköposti tai valitse toinen tapa."))
        return data


class ContactForm(forms.Form):
    """How a volunteer is reached."""

    email = forms.EmailField(
        label=_("Sähköposti"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Puhelinnumero"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    contact_by = forms.ChoiceField(label=_("Miten saamme yhteyden"), choices=Volunteer.Contact)
    language = forms.ChoiceField(label=_("Asiointikieli"), choices=LANGUAGES)


class ReasonForm(forms.Form):
    """An optional reason for a no."""

    reason = forms.CharField(
        label=_("Miksi? Voit jättää tyhjäksi."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _feature_field(feature: Feature, known: str) -> forms.ChoiceField:
    choices = [(value.key, tr(value, "label")) for value in feature.values.all()]
    few = len(choices) <= 6
    return forms.ChoiceField(
        label=tr(feature, "label"),
        help_text=tr(feature, "help_text"),
        choices=choices if few else [("", _("Valitse")), *choices],
        widget=forms.RadioSelect() if few else forms.Select(),
        initial=known if feature.source == "register" else "",
    )


def opened_now() -> str:
    """A signed note of when the form was opened."""
    return signing.dumps(int(clock.now().timestamp()), salt=SALT)


def filled_by_a_person(opened: str) -> bool:
    """Whether the form was open for as long as a person needs at the least."""
    try:
        moment = int(signing.loads(opened, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return clock.now().timestamp() - moment >= SECONDS_TO_FILL
