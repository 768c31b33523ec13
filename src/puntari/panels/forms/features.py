"""Features, their values, and the table of the population."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from puntari.panels.features import FeatureSpec, ValueSpec, band
from puntari.panels.models import Feature

MOST_PEOPLE = 10_000_000
AGE_OUT = ("label", "label_sv", "label_en")
WORDS_OUT = ("min_age", "max_age")


class FeatureForm(forms.Form):
    """A feature without its values."""

    label = forms.CharField(label=_("Piirre"), max_length=120)
    source = forms.ChoiceField(
        label=_("Mistä tieto tulee?"), choices=Feature.Source, widget=forms.RadioSelect
    )
    help_text = forms.CharField(
        label=_("Miksi tätä kysytään?"),
        max_length=300,
        required=False,
        help_text=_("Näkyy ilmoittautujalle kysymyksen alla."),
    )
    label_sv = forms.CharField(label=_("Piirre ruotsiksi"), max_length=120, required=False)
    label_en = forms.CharField(label=_("Piirre englanniksi"), max_length=120, required=False)
    help_text_sv = forms.CharField(label=_("Miksi kysytään, ruotsiksi"), max_length=300, required=False)
    help_text_en = forms.CharField(label=_("Miksi kysytään, englanniksi"), max_length=300, required=False)


class ValueForm(forms.Form):
    """One value; age bands have their limits instead of words."""

    key = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    label = forms.CharField(label=_("Arvo"), max_length=120, required=False)
    population = forms.IntegerField(
        label=_("Väestössä"), min_value=0, max_value=MOST_PEOPLE, required=False, initial=0
    )
    min_age = forms.IntegerField(label=_("Nuorin"), min_value=0, max_value=130, required=False)
    max_age = forms.IntegerField(label=_("Vanhin"), min_value=0, max_value=130, required=False)
    label_sv = forms.CharField(label=_("Ruotsiksi"), max_length=120, required=False)
    label_en = forms.CharField(label=_("Englanniksi"), max_length=120, required=False)

    def spec(self, source: str) -> ValueSpec | None:
        """The value, or None for an empty row or one that was asked to be removed."""
        cells = self.cleaned_data
        if cells.get("DELETE"):
            return None
        people = cells.get("population") or 0
        if source == Feature.Source.AGE:
            low, high = cells.get("min_age"), cells.get("max_age")
            return None if low is None or high is None else band(low, high, people)
        label = cells.get("label")
        return _worded(cells, label, people, source) if label else None


def _worded(cells: dict[str, Any], label: str, people: int, source: str) -> ValueSpec:
    """What comes from a register is found there by its own word; an answer gets a key of its own."""
    fresh = label if source == Feature.Source.REGISTER else slugify(label)
    key = cells.get("key") or fresh or label
    return ValueSpec(key[:60], label, people, cells.get("label_sv", ""), cells.get("label_en", ""))


ValueFormSet = forms.formset_factory(ValueForm, extra=3, can_delete=True, max_num=60, absolute_max=80)


class FeatureEditor:
    """The feature's form and its values' forms as one; `spec()` is what the action takes."""

    def __init__(self, data: Any = None, *, spec: FeatureSpec | None = None, staff: bool = False) -> None:
        self.before = spec
        self.form = FeatureForm(data, initial=asdict(spec) if spec else {"source": "answer"})
        initial = [asdict(value) for value in spec.values] if spec else []
        self.values = ValueFormSet(data, initial=initial, prefix="values")
        for row in self.values:
            row.fields["DELETE"].label = _("Poista")
        if spec is not None:
            self._keep_kind(spec.source == Feature.Source.AGE)
        if staff:
            self._speak_of_staff()

    def _keep_kind(self, is_age: bool) -> None:
        """A known feature stays in age bands or in words and shows only the fields of its kind."""
        kept = [(key, label) for key, label in Feature.Source.choices if (key == "age") == is_age]
        self.form.fields["source"].choices = kept  # type: ignore[attr-defined]
        for row in self.values:
            for name in AGE_OUT if is_age else WORDS_OUT:
                del row.fields[name]

    def _speak_of_staff(self) -> None:
        """A staff panel has a list of its staff where others have a sample of the population."""
        words = {Feature.Source.REGISTER: _("Henkilöstöluettelo")}
        source = self.form.fields["source"]
        source.choices = [(key, words.get(key, label)) for key, label in source.choices]  # type: ignore[attr-defined]
        for row in self.values:
            row.fields["population"].label = _("Henkilöstössä")

    def is_valid(self) -> bool:
        return self.form.is_valid() & self.values.is_valid()

    def add_error(self, field: None, error: str) -> None:
        self.form.add_error(field, error)

    def spec(self) -> FeatureSpec:
        """The feature as typed."""
        facts = self.form.cleaned_data
        key = self.before.key if self.before else slugify(facts["label"])[:40] or "feature"
        return FeatureSpec(key=key, values=tuple(self._specs(facts["source"])), **facts)

    def _specs(self, source: str) -> Iterator[ValueSpec]:
        for row in self.values:
            value = row.spec(source)
            if value is not None:
                yield value


class PopulationForm(forms.Form):
    """A table of the population from a statistics office."""

    table = forms.FileField(
        label=_("Väestötaulukko (CSV tai Excel)"),
        help_text=_("Sarakkeet: alue, ikäryhmä, miehet, naiset, yhteensä. Ensimmäisellä rivillä otsikot."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
