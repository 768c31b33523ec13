"""What the fees room registers at start: error words, its stage, the panelist's section."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from puntari.core import sections, stages, words
from puntari.core.roles import Role
from puntari.fees import queries
from puntari.fees.models import Entitlement
from puntari.lottery.queries import member_for_volunteer

words.register(
    {
        "fees.already_in_run": _(
            "Palkkio on jo maksuerässä. Jos erä ei ole vielä lähtenyt, peru se ensin. Jos erä on lähtenyt, "
            "korjaa erotus saman panelistin seuraavaan palkkioon."
        ),
        "fees.correction_below_zero": _(
            "Korjaus vie summan alle nollan. Voit vähentää enintään %(most)s euroa."
        ),
        "fees.correction_needs_reason": _("Kirjoita, miksi summaa korjataan."),
        "fees.not_a_panelist": _("Palkkio maksetaan vain panelisteille."),
        "fees.account_holder_missing": _("Kirjoita tilin omistajan nimi."),
        "fees.account_missing": _("Kirjoita tilinumero."),
        "fees.identity_code_missing": _("Kirjoita henkilötunnus."),
        "fees.card_percent_missing": _("Kirjoita myös verokortin prosentti."),
        "fees.not_a_bank_day": _("Pankki ei maksa päivänä %(day)s. Valitse esimerkiksi %(next)s."),
        "fees.nothing_to_pay": _(
            "Maksettavaa ei ole nyt. Tarkista, että läsnäolot on kirjattu ja tilitiedot annettu."
        ),
        "fees.not_a_draft": _("Maksuerä on jo hyväksytty tai peruttu."),
        "fees.second_person_needed": _("Olet jo hyväksynyt tämän. Toisen hyväksyjän on oltava eri ihminen."),
        "fees.line_without_account": _(
            "Näiden tilitiedot on poistettu: %(members)s. Peru maksuerä ja tee uusi."
        ),
        "fees.pay_date_passed": _("Maksupäivä %(day)s on mennyt. Peru maksuerä ja tee uusi."),
        "fees.payroll_pays": _(
            "Palkanlaskenta maksaa tämän paneelin palkkiot. Lataa palkka-aineisto tai vaihda maksaja "
            "säännöistä."
        ),
        "fees.phone_missing": _(
            "Tulorekisteri-ilmoitukseen tarvitaan yhteyshenkilön puhelin. Pyydä pääkäyttäjää lisäämään "
            "puhelinnumerosi."
        ),
        "insurance_exceptions_undecided": _(
            "Kirjaa ensin palkkion sääntöihin, mitkä sosiaalivakuutukset koskevat palkkiota. "
            "Palkanlaskenta päättää sen."
        ),
        "insurance_exceptions_contradictory": _(
            "Vakuutusten valinnat ovat ristiriidassa. Valitse joko kaikki, ei mitään tai yksittäiset."
        ),
        "insurance_exception_unknown": _("Vakuutuspoikkeusta %(exception)s ei ole."),
        "business_id_format": _(
            "Organisaation Y-tunnus ”%(business_id)s” ei kelpaa. Pyydä pääkäyttäjää korjaamaan se."
        ),
        "reports_too_many": _("Ilmoituksia on %(count)s. Tulorekisteri ottaa kerralla enintään %(limit)s."),
        "earner_repeated": _("Sama henkilötunnus on usealla saajalla: %(report_ids)s. Tarkista tiedot."),
        "identity_invalid": _("Maksun %(report_id)s henkilötunnus ei kelpaa. Pyydä tiedot uudelleen."),
        "test_identity_in_production": _("Maksun %(report_id)s henkilötunnus on vain testausta varten."),
        "withheld_exceeds_gross": _("Maksun %(report_id)s vero on suurempi kuin palkkio."),
        "text_length": _(
            "Ilmoituksen kohta %(field)s on tyhjä tai liian pitkä (enintään %(limit)s merkkiä)."
        ),
        "fees.payer_account": _(
            "Maksajan %(organisation)s oma tilinumero puuttuu tai on väärin. Pyydä pääkäyttäjää korjaamaan "
            "se."
        ),
        "fees.needs_two_approvals": _(
            "Maksuerän on hyväksyttävä kaksi eri ihmistä ennen kuin sen voi ladata."
        ),
        "fees.changed_after_approval": _(
            "Tilinumero tai summa on muuttunut hyväksymisen jälkeen. Peru maksuerä ja tee uusi."
        ),
        "fees.not_sent": _("Lataa ensin maksuaineisto ja vie se pankkiin tai palkanlaskentaan."),
        "fees.already_sent": _("Maksuerä on jo lähtenyt, joten sitä ei voi perua."),
        "fees.cancel_needs_reason": _("Kirjoita, miksi maksuerä perutaan."),
        "iban_format": _("Tilinumero ei kelpaa. Suomalaisessa on FI ja 16 numeroa."),
        "iban_checksum": _("Tilinumerossa on virhe. Tarkista numerot."),
        "iban_not_sepa": _("Tili on maassa %(country)s, johon emme voi maksaa tilisiirtona."),
        "iban_national_checksum": _("Tilinumerossa on virhe. Tarkista numerot."),
        "bban_format": _("Tilinumero ei kelpaa."),
        "identity_format": _("Henkilötunnus ei kelpaa. Siinä on 11 merkkiä, esimerkiksi 010190-123X."),
        "identity_date": _("Henkilötunnuksen syntymäaikaa ei ole olemassa."),
        "identity_individual_number": _("Henkilötunnuksen loppuosa ei kelpaa."),
        "identity_check_character": _("Henkilötunnuksessa on kirjoitusvirhe. Tarkista jokainen merkki."),
        "identity_test_range": _("Tämä henkilötunnus on vain testausta varten."),
        "identity_future": _("Henkilötunnuksen syntymäaika on tulevaisuudessa."),
        "card_percent_range": _("Prosentin on oltava 0–100."),
        "card_limit_negative": _("Tuloraja ei voi olla alle nollan."),
        "card_needs_both": _("Kerro sekä tuloraja että lisäprosentti, tai jätä molemmat tyhjiksi."),
        "rule_share_range": _("Osuuden on oltava 0–100 prosenttia."),
        "rule_negative": _("Summa ei voi olla alle nollan."),
        "account_invalid": _("Maksun %(reference)s tilinumero ei kelpaa. Pyydä uusi tilinumero."),
        "batch_empty": _("Kenellekään ei jää maksettavaa veron jälkeen."),
        "amount_range": _("Maksun %(reference)s summa ei kelpaa pankille."),
        "name_unwritable": _("Maksun %(reference)s tilinomistajan nimeä ei voi kirjoittaa pankin merkeillä."),
        "message_unwritable": _("Maksun %(reference)s viestiä ei voi kirjoittaa pankin merkeillä."),
        "execution_date_past": _("Maksupäivä %(day)s on mennyt. Peru maksuerä ja tee uusi."),
        "execution_date_not_bank_day": _("Maksupäivä %(day)s ei ole pankkipäivä. Peru maksuerä ja tee uusi."),
        "bic_format": _("Organisaation BIC-tunnus %(bic)s ei kelpaa. Korjaa se organisaation tietoihin."),
        "agreement_id_format": _(
            "Pankin palvelutunnus %(agreement_id)s ei kelpaa. Korjaa se organisaation tietoihin."
        ),
        "file_invalid": _("Maksuaineisto ei ole muodon mukainen: %(errors)s"),
        "payroll_sum_differs": _("Maksun %(reference)s summat eivät täsmää."),
    }
)


def _state(panel: Any) -> str:
    if not Entitlement.objects.filter(meeting__panel=panel).exists():
        return "todo"
    return "done" if queries.is_settled(panel) else "current"


stages.register(
    stages.Stage("fees", 80, _("Palkkiot"), "desk-fees", {Role.COORDINATOR, Role.PAYROLL}, _state)
)


def _for_me(volunteer: Any, request: HttpRequest) -> dict[str, Any] | None:
    member = member_for_volunteer(volunteer)
    if member is None or member.kind != "panelist" or not queries.may_be_paid(member):
        return None
    return {"payee": getattr(member, "payee", None), "payments": queries.payments_to(member)}


sections.register(sections.Section("fees", 60, "me", "fees/section_me.html", _for_me))
