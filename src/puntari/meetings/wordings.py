"""What this room says when it refuses."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALL: dict[str, str | Promise] = {
    "meetings.unknown_programme": _("Ohjelmapohjaa %(kind)s ei ole. Valitse pohja luettelosta."),
    "meetings.too_short": _(
        "Kokous kestää %(minutes)s minuuttia. Ohjelmapohja ei mahdu siihen. Pidennä kokousta tai tee oma "
        "ohjelma."
    ),
    "meetings.programme_running": _(
        "Kokous on jo käynnissä, joten ohjelmaa ei voi enää järjestää uudelleen. Kumoa ensin aloitukset "
        "ajolistalla."
    ),
    "meetings.item_minutes": _("Kohdan pitää kestää ainakin yksi minuutti."),
    "meetings.item_begun": _("Kohta ”%(title)s” on jo aloitettu. Kumoa aloitus ajolistalla ennen poistoa."),
    "meetings.not_late": _("Kokous ei ole myöhässä. Mitään ei tarvitse lyhentää."),
    "meetings.nothing_to_shorten": _(
        "Jäljellä olevia kohtia ei voi enää lyhentää. Jätä jokin kohta pois tai jatkakaa pidempään."
    ),
    "meetings.not_a_facilitator": _("Valitse henkilö, jolla on paneelissa fasilitaattorin rooli."),
    "meetings.table_has_host": _("Pöydälle %(table)s on valittu kaksi fasilitaattoria. Valitse vain yksi."),
    "meetings.not_a_panelist": _("Henkilö ei kuulu tähän paneeliin. Tarkista numero."),
    "meetings.door_not_open": _("Kokous on %(day)s. Saapumiset voi kirjata vasta kokouspäivänä."),
    "meetings.door_closed": _("Kokous on päättynyt. Korjaa ajat läsnäolosivulla."),
    "meetings.not_arrived": _("Henkilöä ei ole merkitty saapuneeksi. Merkitse ensin saapuminen."),
    "meetings.left_before_arriving": _("Lähtöaika on ennen saapumista. Tarkista kellonajat."),
    "meetings.arrived_after_end": _("Saapumisaika on kokouksen päättymisen jälkeen. Tarkista kellonaika."),
    "meetings.already_arrived": _("Henkilö on merkitty saapuneeksi. Kumoa saapuminen ensin."),
    "meetings.file_too_large": _(
        "Tiedosto %(name)s on liian suuri. Suurin koko on %(limit)s megatavua. Pienennä kuvia tai "
        "lisää linkki."
    ),
    "meetings.file_type": _(
        "Tiedostoa %(name)s ei voi lisätä. Valitse PDF-, PowerPoint-, Word-, OpenDocument-, PNG- tai "
        "JPEG-tiedosto ilman makroja."
    ),
    "meetings.file_or_link": _("Lisää joko tiedosto tai linkki, ei molempia."),
    "meetings.question_length": _("Kirjoita kysymys. Siinä saa olla enintään %(limit)s merkkiä."),
    "meetings.too_many_questions": _(
        "Sinulla on jo %(limit)s kysymystä odottamassa vastausta. Kysy lisää, kun niihin on vastattu."
    ),
    "meetings.already_merged": _("Kysymys on yhdistetty toiseen. Vastaa siihen, johon se on yhdistetty."),
    "meetings.nothing_to_merge": _("Valitse ainakin kaksi saman paneelin kysymystä."),
    "meetings.empty_answer": _("Kirjoita vastaus."),
    "meetings.seating_size": _("Pöytiä voi olla enintään %(tables)s ja kierroksia enintään %(rounds)s."),
    "meetings.more_tables_than_people": _(
        "Pöytiä on %(tables)s mutta ihmisiä %(people)s. Vähennä pöytiä tai merkitse saapuneet."
    ),
    "meetings.not_seated": _("Kokoukselle ei ole vielä tehty istumajärjestystä."),
    "meetings.no_such_round": _("Kierrosta %(round)s ei ole. Kierroksia on %(rounds)s."),
    "meetings.no_such_table": _("Pöytää %(table)s ei ole. Pöytiä on %(tables)s."),
    "meetings.no_such_seat": _("Valitse kaksi eri ihmistä, joilla on paikka tällä kierroksella."),
    "meetings.same_table": _("Henkilöt istuvat jo samassa pöydässä."),
    "meetings.nothing_to_undo": _("Istumajärjestyksessä ei ole enää kumottavaa."),
    "meetings.rule_needs_two": _("Valitse kaksi eri ihmistä."),
    "meetings.rule_needs_table": _("Kirjoita pöydän numero."),
    "meetings.seating_group_too_large": _(
        "Samaan pöytään toivottuja on enemmän (numerot %(group)s) kuin pöytään mahtuu (%(size)s). Poista "
        "jokin sääntö tai vähennä pöytiä."
    ),
    "meetings.seating_no_guests": _("Ketään ei ole istutettavana. Tarkista, että paneeli on arvottu."),
    "meetings.seating_bad_tables": _("Pöytiä on %(tables)s, ihmisiä %(guests)s. Vähennä pöytiä."),
}
