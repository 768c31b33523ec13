"""What happens in a meeting, and who hosts which table."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class AgendaItem(models.Model):
    """One item of a meeting's programme.

    `minutes` is the plan. On the day `started` says when the item really began and `cut` how many minutes
    were taken off it to catch up; `least` is how short it may become.
    """

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("yhteinen osuus")
        TABLES = "tables", _("pöytätyöskentely")
        TALK = "talk", _("asiantuntijan puheenvuoro")
        QUESTIONS = "questions", _("kysymykset asiantuntijoille")
        BREAK = "break", _("tauko")
        VOTE = "vote", _("äänestys")

    meeting = models.ForeignKey("panels.Meeting", on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("otsikko"), max_length=200)
    title_sv = models.CharField(_("otsikko ruotsiksi"), max_length=200, blank=True)
    title_en = models.CharField(_("otsikko englanniksi"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("kesto, minuuttia"), default=15, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    least = models.PositiveSmallIntegerField(
        _("vähintään, minuuttia"),
        default=5,
        help_text=_("Näin lyhyeksi kohdan voi tiivistää, jos kokous on myöhässä."),
    )
    kind = models.CharField(_("laji"), max_length=10, choices=Kind, default=Kind.PLENARY)
    round = models.PositiveSmallIntegerField(
        _("pöytäkierros"),
        null=True,
        blank=True,
        help_text=_("Jos tässä kohdassa istutaan pöydissä: monesko istumajärjestys."),
    )
    script = models.TextField(_("fasilitaattorin ohje"), blank=True)
    started = models.DateTimeField(null=True)
    cut = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def length(self) -> int:
        """Minutes the item has today."""
        return self.minutes - self.cut

    @property
    def instructions(self) -> str:
        """The script in the reader's language: the standard scripts are messages of the catalogues."""
        return gettext(self.script) if self.script else ""


class TableHost(models.Model):
    """A facilitator's table in a meeting (the same for all its rounds); no table: helps where needed."""

    meeting = models.ForeignKey("panels.Meeting", on_delete=models.CASCADE, related_name="hosts")
    user = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="+")
    table = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["table", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="host_once")]

    def __str__(self) -> str:
        return f"{self.user} / {self.table}"
