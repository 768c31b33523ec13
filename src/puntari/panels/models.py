"""A panel and what is agreed before anybody is invited."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from puntari.core import clock
from puntari.core.roles import Role
from puntari.panels import phases, plan


class Panel(models.Model):
    """One citizens' panel, from its first decision to its last answered recommendation."""

    class Kind(models.TextChoices):
        RESIDENTS = "residents", _("Asukaspaneeli")
        STAFF = "staff", _("Henkilöstöpaneeli")

    class Visibility(models.TextChoices):
        DRAFT = "draft", _("Luonnos: vain työryhmä näkee")
        PUBLIC = "public", _("Julkinen")
        INTERNAL = "internal", _("Sisäinen: vain kirjautuneet näkevät")

    organisation = models.ForeignKey("core.Organisation", on_delete=models.PROTECT, related_name="panels")
    slug = models.SlugField(_("osoitteen loppu"), max_length=80, unique=True)
    kind = models.CharField(_("laji"), max_length=10, choices=Kind, default=Kind.RESIDENTS)
    visibility = models.CharField(_("näkyvyys"), max_length=10, choices=Visibility, default=Visibility.DRAFT)
    title = models.CharField(_("paneelin nimi"), max_length=200)
    title_sv = models.CharField(_("nimi ruotsiksi"), max_length=200, blank=True)
    title_en = models.CharField(_("nimi englanniksi"), max_length=200, blank=True)
    question = models.TextField(_("kysymys, johon paneeli vastaa"), blank=True)
    question_sv = models.TextField(_("kysymys ruotsiksi"), blank=True)
    question_en = models.TextField(_("kysymys englanniksi"), blank=True)
    background = models.TextField(_("taustaa lyhyesti"), blank=True)
    background_sv = models.TextField(_("taustaa ruotsiksi"), blank=True)
    background_en = models.TextField(_("taustaa englanniksi"), blank=True)
    in_scope = models.TextField(_("mihin paneeli voi ottaa kantaa"), blank=True)
    out_of_scope = models.TextField(_("mikä on rajattu pois"), blank=True)
    size = models.PositiveSmallIntegerField(_("paneelin koko"), default=45)
    letters = models.PositiveIntegerField(_("kutsukirjeitä"), default=5000)
    min_age = models.PositiveSmallIntegerField(_("nuorin ikä"), default=15)
    max_age = models.PositiveSmallIntegerField(_("vanhin ikä"), default=80)
    fee_cents = models.PositiveIntegerField(_("palkkio kokoukselta, senttiä"), default=0)
    phone = models.CharField(_("puhelinpalvelun numero"), max_length=40, blank=True)
    phone_hours = models.CharField(_("puhelinpalvelun ajat"), max_length=120, blank=True)
    email = models.EmailField(_("yhteystietojen sähköposti"), blank=True)
    registration_opens = models.DateField(_("ilmoittautuminen alkaa"), null=True, blank=True)
    registration_closes = models.DateField(_("ilmoittautuminen päättyy"), null=True, blank=True)
    privacy_notice = models.TextField(_("tietosuojaseloste"), blank=True)
    handed_over_on = models.DateField(_("loppulausuma luovutettu"), null=True, blank=True)
    closed_on = models.DateField(_("päätetty"), null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("panel", args=[self.slug])

    @property
    def desk_url(self) -> str:
        return reverse("desk-panel", args=[self.slug])

    @property
    def phase(self) -> phases.Phase | None:
        """The phase the panel is in; None when its work is over."""
        return phases.current_phase(self)

    @property
    def is_staff_panel(self) -> bool:
        return self.kind == self.Kind.STAFF


class PanelRole(models.Model):
    """A person's role in a panel."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="panel_roles")
    role = models.CharField(_("rooli"), max_length=20, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panel", "user", "role"], name="role_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Promise(models.Model):
    """The recorded promise to respond: who answers the panel, by when."""

    panel = models.OneToOneField(Panel, on_delete=models.CASCADE, related_name="promise")
    text = models.TextField(_("lupaus"))
    text_sv = models.TextField(_("lupaus ruotsiksi"), blank=True)
    text_en = models.TextField(_("lupaus englanniksi"), blank=True)
    given_by = models.CharField(_("kuka lupaa (nimi ja tehtävä)"), max_length=200)
    body = models.CharField(_("toimielin, joka vastaa"), max_length=200)
    days_to_answer = models.PositiveSmallIntegerField(
        _("vastauksen määräaika luovutuksesta, päivää"), default=90
    )
    given_on = models.DateField(_("annettu"))
    case_number = models.CharField(_("asianumero"), max_length=60, blank=True)

    def __str__(self) -> str:
        return self.text[:80]


class SteeringMember(models.Model):
    """A member of the panel's steering group."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="steering_members")
    name = models.CharField(_("nimi"), max_length=200)
    title = models.CharField(_("tehtävä"), max_length=200, blank=True)
    chair = models.BooleanField(_("puheenjohtaja"), default=False)

    class Meta:
        ordering = ["-chair", "name"]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """A decision of the steering group, on record."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="decisions")
    decided_on = models.DateField(_("päivä"))
    text = models.TextField(_("päätös"))
    reason = models.TextField(_("perustelu"), blank=True)

    class Meta:
        ordering = ["-decided_on", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Meeting(models.Model):
    """One meeting of the panel."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField(_("järjestysnumero"))
    title = models.CharField(_("otsikko"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("alkaa"))
    ends_at = models.DateTimeField(_("päättyy"))
    place = models.CharField(_("paikka"), max_length=200, blank=True)
    address = models.CharField(_("osoite"), max_length=200, blank=True)
    notes = models.TextField(_("saapumisohjeet"), blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="meeting_number_once")]

    def __str__(self) -> str:
        return self.title or str(_("%(number)s. kokous") % {"number": self.number})

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))


class Step(models.Model):
    """One line of the timetable and checklist: what, who, by when, done or not."""

    class Anchor(models.TextChoices):
        FIRST = "first", _("ensimmäisestä kokouksesta")
        LAST = "last", _("viimeisestä kokouksesta")

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=60, blank=True)
    title = models.CharField(_("mitä"), max_length=200)
    lane = models.CharField(_("kuka"), max_length=60, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        verbose_name=_("vastuuhenkilö"),
    )
    anchor = models.CharField(max_length=5, choices=Anchor, default=Anchor.FIRST)
    offset_days = models.SmallIntegerField(default=0)
    due = models.DateField(_("määräpäivä"), null=True, blank=True)
    done_on = models.DateField(_("tehty"), null=True, blank=True)

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """The title in the reader's language: the plan's own titles are messages of the catalogues."""
        return gettext(self.title)

    @property
    def lane_label(self) -> str:
        return str(plan.LANES.get(self.lane, self.lane))

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    @property
    def is_late(self) -> bool:
        return self.done_on is None and self.due is not None and self.due < clock.today()

    @property
    def page_url(self) -> str:
        """The page of this room where the step is done, if it has one."""
        page = plan.PAGES.get(self.key)
        return reverse(page, args=[self.panel.slug]) if page else ""


class Feature(models.Model):
    """A feature the panel must mirror the population in (municipality, age band, gender, ...)."""

    class Source(models.TextChoices):
        REGISTER = "register", _("Otostiedosto")
        AGE = "age", _("Ikä ilmoittautumisesta")
        ANSWER = "answer", _("Vastaus ilmoittautumisessa")

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="features")
    key = models.SlugField(max_length=40)
    label = models.CharField(_("piirre"), max_length=120)
    label_sv = models.CharField(_("piirre ruotsiksi"), max_length=120, blank=True)
    label_en = models.CharField(_("piirre englanniksi"), max_length=120, blank=True)
    help_text = models.CharField(_("miksi kysytään"), max_length=300, blank=True)
    help_text_sv = models.CharField(_("miksi kysytään, ruotsiksi"), max_length=300, blank=True)
    help_text_en = models.CharField(_("miksi kysytään, englanniksi"), max_length=300, blank=True)
    source = models.CharField(_("mistä tieto tulee"), max_length=10, choices=Source, default=Source.ANSWER)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["panel", "key"], name="feature_key_once")]

    def __str__(self) -> str:
        return self.label


class FeatureValue(models.Model):
    """One value of a feature and how many people of the population have it."""

    feature = models.ForeignKey(Feature, on_delete=models.CASCADE, related_name="values")
    key = models.CharField(max_length=60)
    label = models.CharField(_("arvo"), max_length=120)
    label_sv = models.CharField(_("arvo ruotsiksi"), max_length=120, blank=True)
    label_en = models.CharField(_("arvo englanniksi"), max_length=120, blank=True)
    population = models.PositiveIntegerField(_("väestössä"), default=0)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["feature", "key"], name="value_key_once")]

    def __str__(self) -> str:
        return self.label
