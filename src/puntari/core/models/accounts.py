"""Public bodies and the people who work for their panels. Residents have no account."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from puntari.core.roles import Role


class Organisation(models.Model):
    """A public body that holds panels."""

    name = models.CharField(_("nimi"), max_length=200)
    name_sv = models.CharField(_("nimi ruotsiksi"), max_length=200, blank=True)
    name_en = models.CharField(_("nimi englanniksi"), max_length=200, blank=True)
    slug = models.SlugField(unique=True)
    business_id = models.CharField(_("Y-tunnus"), max_length=9, blank=True)
    email = models.EmailField(_("sähköposti"), blank=True)
    phone = models.CharField(_("puhelin"), max_length=40, blank=True)
    website = models.URLField(_("verkkosivu"), blank=True)
    address = models.TextField(_("postiosoite"), blank=True)
    iban = models.CharField(_("maksutilin IBAN"), max_length=34, blank=True)
    bic = models.CharField(_("maksutilin BIC"), max_length=11, blank=True)
    bank_agreement_id = models.CharField(_("pankin palvelutunnus"), max_length=35, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Users are found by e-mail address, in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a sign-in: staff, decision makers, officials, experts."""

    email = models.EmailField(_("sähköposti"), unique=True)
    name = models.CharField(_("nimi"), max_length=200)
    title = models.CharField(_("tehtävänimike"), max_length=200, blank=True)
    phone = models.CharField(_("puhelin"), max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """An administrator of an organisation: sets up panels and gives roles in them."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_membership")]

    def __str__(self) -> str:
        return f"{self.user} / {self.organisation}"


__all__ = ["Membership", "Organisation", "Role", "User"]
