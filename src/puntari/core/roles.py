"""Who does what. A person holds roles in a panel; an administrator holds one in an organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A person's role in one panel."""

    COORDINATOR = "coordinator", _("Koordinaattori")
    PHONE_DESK = "phone_desk", _("Puhelinpalvelu")
    FACILITATOR = "facilitator", _("Fasilitaattori")
    EXPERT = "expert", _("Asiantuntija")
    DECISION_MAKER = "decision_maker", _("Päättäjä")
    OFFICIAL = "official", _("Vastuuviranhaltija")
    PAYROLL = "payroll", _("Palkanmaksu")
    COMMUNICATIONS = "communications", _("Viestintä")
    EVALUATOR = "evaluator", _("Arvioija")
    NOTARY = "notary", _("Valvoja")
