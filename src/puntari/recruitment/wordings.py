"""What this room's coded errors say: what is wrong, where, and what to do."""

from django.utils.translation import gettext_lazy as _

WORDINGS = {
    "recruitment.file_empty": _("Tiedosto on tyhjä. Valitse otostiedosto, jossa on rivejä."),
    "recruitment.file_too_big": _("Tiedosto on liian suuri (yli %(megabytes)s megatavua). Jaa se osiin."),
    "recruitment.file_not_table": _(
        "Tiedostoa ei voi lukea taulukkona. Tallenna otos CSV-, TSV- tai XLSX-tiedostona ja yritä uudelleen."
    ),
    "recruitment.file_no_header": _(
        "Ensimmäisellä rivillä ei ole sarakkeiden nimiä. Lisää otsikkorivi, esimerkiksi: "
        "Sukunimi;Etunimet;Katuosoite."
    ),
    "recruitment.file_no_rows": _(
        "Tiedostossa on vain otsikkorivi. Tarkista, että valitsit oikean tiedoston."
    ),
    "recruitment.file_too_many_rows": _("Tiedostossa on yli %(most)s riviä. Jaa se osiin."),
    "recruitment.file_broken_line": _(
        "Rivi %(line)s on rikki: lainausmerkki puuttuu tai solu on liian pitkä. Korjaa rivi ja yritä "
        "uudelleen."
    ),
    "recruitment.file_broken_workbook": _(
        "Excel-tiedosto on rikki. Avaa se Excelissä, tallenna uudelleen ja yritä sitten."
    ),
    "recruitment.columns_missing": _("Valitse sarake näille tiedoille: %(columns)s."),
    "recruitment.columns_without_way": _(
        "Valitse sarake sähköpostille tai sekä katuosoitteelle että postinumerolle. Muuten kutsua ei voi "
        "lähettää."
    ),
    "recruitment.too_many_values": _(
        "Piirteelle %(feature)s valitussa sarakkeessa on %(count)s eri arvoa. Enintään 60 sopii. Valitse "
        "toinen sarake tai kirjoita arvot itse piirteiden sivulla."
    ),
    "recruitment.birth_year_missing": _("Kirjoita syntymävuosi. Paneeliin arvotaan eri-ikäisiä."),
    "recruitment.columns_unknown": _("Sarakevalinta ei sovi tiedostoon. Valitse sarakkeet uudelleen."),
    "recruitment.columns_twice": _(
        "Sama sarake on valittu kahteen kohtaan. Valitse kullekin tiedolle oma sarake."
    ),
    "recruitment.permit_missing": _(
        "Kirjoita tietoluvan numero ja käyttötarkoitus. Ilman lupaa otosta ei voi tuoda."
    ),
    "recruitment.permit_expired": _(
        "Tietolupa on päättynyt %(date)s. Otosta ei voi tuoda. Hae uusi lupa tai tarkista päivä."
    ),
    "recruitment.rows_bad": _(
        "%(count)s riviä on virheellisiä, ensimmäinen on rivi %(line)s. Mitään ei tuotu. Korjaa rivit "
        "tai jätä ne pois."
    ),
    "recruitment.sample_closed": _("Tämä otos on jo tuotu tai poistettu. Aloita uusi tuonti."),
    "recruitment.sample_not_checked": _("Otosta ei ole vielä tarkistettu. Odota, että tarkistus valmistuu."),
    "recruitment.sample_file_gone": _("Otostiedosto on poistettu. Lähetä tiedosto uudelleen."),
    "recruitment.mails_sent": _("Sähköpostit ovat jo lähteneet. Lähetystä ei voi perua."),
    "recruitment.import_running": _("Tuonti on käynnissä. Odota sen valmistumista tai keskeytä se."),
    "recruitment.nothing_to_undo": _("Tätä tuontia ei voi perua: sitä ei ole tehty tai se on jo peruttu."),
    "recruitment.import_in_use": _(
        "Tuontia ei voi enää perua: sen kirjeitä on tehty tai joku on jo vastannut."
    ),
    "recruitment.code_length": _(
        "Koodissa on %(wanted)s merkkiä, sinä kirjoitit %(got)s. Tarkista koodi kirjeestä."
    ),
    "recruitment.code_letters": _(
        "Koodissa ei ole näitä merkkejä: %(letters)s. Koodissa ei ole nollaa, ykköstä eikä kirjaimia O, "
        "I ja L."
    ),
    "recruitment.code_mistyped": _("Koodissa on kirjoitusvirhe. Vertaa sitä kirjeeseen merkki merkiltä."),
    "recruitment.code_unknown": _("Koodia ei löydy. Tarkista koodi kirjeestä tai soita kirjeen numeroon."),
    "recruitment.too_many_tries": _(
        "Väärä koodi annettiin monta kertaa. Yritä uudelleen %(minutes)s minuutin kuluttua tai soita "
        "kirjeen numeroon."
    ),
    "recruitment.already_registered": _(
        "Tällä kirjeellä on jo ilmoittauduttu. Peru ilmoittautuminen omalla sivullasi."
    ),
    "recruitment.unknown_status": _("Tuntematon merkintä. Valitse jokin luettelosta."),
    "recruitment.registration_not_open": _("Ilmoittautuminen alkaa %(date)s. Tule silloin uudelleen."),
    "recruitment.registration_closed": _("Ilmoittautuminen on päättynyt."),
    "recruitment.letter_needed": _("Ilmoittautumiseen tarvitaan kutsukirjeen koodi."),
    "recruitment.blocked": _("Tällä koodilla ei voi ilmoittautua. Soita kirjeen numeroon."),
    "recruitment.cannot_attend": _(
        "Paneeliin tarvitaan ihmisiä, jotka pääsevät kaikkiin kokouksiin. Jos suunnitelmasi muuttuvat, "
        "voit palata."
    ),
    "recruitment.not_eligible": _(
        "Vahvista, että voit olla paneelin jäsen. Lue ehdot kohdasta ”Kuka voi osallistua”."
    ),
    "recruitment.consent_needed": _(
        "Tarvitsemme lupasi käyttää tietojasi. Ilman sitä et voi olla mukana arvonnassa."
    ),
    "recruitment.contact_needed": _(
        "Anna sähköposti tai puhelinnumero, jotta voimme kertoa arvonnan tuloksen."
    ),
    "recruitment.contact_unknown": _("Valitse yhteydenpidon tapa ja kieli luettelosta."),
    "recruitment.age_out": _("Paneeliin voi ilmoittautua %(min)s–%(max)s-vuotias. Tarkista syntymävuosi."),
    "recruitment.guardian_needed": _(
        "Olet alle 18-vuotias. Pyydä huoltajalta lupa ja merkitse se lomakkeeseen."
    ),
    "recruitment.feature_missing": _("Vastaa vielä tähän: %(feature)s."),
    "recruitment.consent_unknown": _("Tuntematon suostumus. Lataa sivu uudelleen."),
    "recruitment.withdrawn_already": _("Ilmoittautuminen on peruttu."),
    "recruitment.erased_already": _("Tiedot on jo poistettu."),
    "recruitment.letter_fields": _("Kirjeessä ei ole tällaista kohtaa."),
    "recruitment.window_outside": _(
        "Osoiteikkuna jää paperin ulkopuolelle. Vasen reuna on 10–110 mm ja yläreuna 30–80 mm."
    ),
    "recruitment.letter_kind": _("Valitse kutsu tai muistutus."),
    "recruitment.letters_running": _("Kirjeitä tehdään parhaillaan. Odota tai keskeytä työ."),
    "recruitment.no_letters_waiting": _("Yhtään kirjettä ei odota tekemistä."),
    "recruitment.letters_answered": _("Kirjeitä ei voi perua: joku on jo vastannut niihin."),
}
