"""What this room's errors, the lottery's reasons and the methods' codes say to people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LETTERS = {
    "lottery.percent_out_of_range": _("Varmuuden pitää olla 50–99 prosenttia."),
    "lottery.rho_out_of_range": _("Ehdokkaita paikkaa kohti pitää olla yhdestä viiteen."),
    "lottery.population_missing": _(
        "Piirteestä %(feature)s puuttuvat väestön luvut. Lisää ne, niin kirjeet voi laskea."
    ),
    "lottery.nothing_in_register": _(
        "Yhtäkään piirrettä ei tunneta väestörekisteristä, joten kirjeitä ei voi jakaa ryhmille."
    ),
    "lottery.too_many_strata": _(
        "Ryhmiä on liikaa: enintään %(most)s. Yhdistä piirteiden arvoja suuremmiksi."
    ),
}

TARGETS = {
    "lottery.targets_stand": _("Paneeli on jo arvottu. Tavoitteita ei voi enää muuttaa."),
    "lottery.targets_missing": _(
        "Piirteen %(feature)s arvolta %(value)s puuttuu tavoite. Täytä tavoitteet ensin."
    ),
    "lottery.no_features": _("Tavoitteita ei ole. Lisää paneelille ainakin yksi piirre ja sen arvot."),
    "lottery.no_such_value": _("Tavoite koskee arvoa, jota tällä paneelilla ei ole. Päivitä sivu."),
    "lottery.min_above_max": _(
        "%(feature)s, %(value)s: vähintään %(min)s on enemmän kuin enintään %(max)s. Korjaa toinen luku."
    ),
    "lottery.too_many_needed": _(
        "%(feature)s: vähimmäismäärien summa on %(sum)s, mutta paneelissa on vain %(size)s paikkaa. "
        "Pienennä jotakin vähimmäismäärää."
    ),
    "lottery.too_few_allowed": _(
        "%(feature)s: enimmäismäärien summa on %(sum)s, mutta paneelissa on %(size)s paikkaa. "
        "Suurenna jotakin enimmäismäärää."
    ),
    "lottery.slack_out_of_range": _("Jouston pitää olla luku nollasta paneelin kokoon (%(size)s)."),
    "lottery.relaxation_needs_reason": _("Kirjoita perustelu, ainakin kymmenen merkkiä. Se jää näkyviin."),
    "lottery.relaxation_is_old": _("Tavoitteet ovat muuttuneet tällä välin. Katso ehdotukset uudelleen."),
    "lottery.other_columns": _("Tiedostossa on piirre tai arvo, jota paneelilla ei ole: %(name)s."),
    "lottery.missing_rows": _("Tiedostosta puuttuu rivi: %(feature)s, %(value)s."),
}

DRAWS = {
    "lottery.already_drawn": _("Paneeli on jo arvottu. Oikea arvonta tehdään vain kerran."),
    "lottery.registration_open": _(
        "Ilmoittautuminen ei ole päättynyt. Odota, tai kirjoita perustelu, miksi arvonta tehdään jo nyt "
        "(ainakin kymmenen merkkiä)."
    ),
    "lottery.seed_is_set": _("Arvonnan siemenluku on jo kirjattu (%(seed)s), eikä sitä voi vaihtaa."),
    "lottery.seed_used": _(
        "Tällä siemenluvulla on tehty koearvonta, joten sen tulos on jo nähty. Käytä toista siemenlukua."
    ),
    "lottery.reserves_out_of_range": _("Varahenkilöiden määrän pitää olla luku nollasta tuhanteen."),
    "lottery.pool_changed": _(
        "Joku perui ilmoittautumisensa tai tavoitteet muuttuivat arvonnan aikana. "
        "Käynnistä arvonta uudelleen: siemenluku pysyy samana."
    ),
    "lottery.check_failed": _(
        "Arvontaa ei tehty: tarkistusohjelma löysi virheen (%(problem)s). Ota yhteyttä ylläpitoon."
    ),
    "lottery.no_results_yet": _("Tuloksista voi kertoa vasta, kun oikea arvonta on tehty."),
    "lottery.relaxation_infeasible": _(
        "Näillä tavoitteilla ei voi koota paneelia. Katso sivulta Toteutuvatko tavoitteet, mikä estää."
    ),
    "lottery.integer_infeasible": _(
        "Näillä tavoitteilla ei voi koota paneelia. Katso sivulta Toteutuvatko tavoitteet, mikä estää."
    ),
    "lottery.missing_value": _(
        "Ilmoittautuneelta numero %(number)s puuttuu tieto: %(feature)s. Täydennä se."
    ),
    "lottery.unknown_value": _("Ilmoittautuneella %(number)s on tuntematon arvo: %(feature)s %(value)s."),
    "lottery.deadline_too_short": _(
        "Arvonnan laskeminen kesti liian kauan. Väljennä tavoitteita ja yritä uudelleen."
    ),
    "lottery.size_above_pool": _(
        "Paneelissa on %(size)s paikkaa, mutta ilmoittautuneita on vain %(people)s. Odota "
        "ilmoittautumisia tai pienennä paneelia."
    ),
    "lottery.unforeseen": _(
        "Laskenta pysähtyi syystä, jota emme osanneet odottaa (%(what)s). Mitään ei arvottu eikä muutettu. "
        "Ota yhteyttä ylläpitoon."
    ),
    "lottery.solver_failed": _("Laskenta epäonnistui. Mitään ei arvottu. Yritä uudelleen."),
    "lottery.empty_pool": _("Ilmoittautuneita ei ole, joten joukkoa ei voi sulkea."),
    "lottery.no_progress": _("Laskenta pysähtyi. Mitään ei arvottu. Yritä uudelleen."),
    "lottery.cancelled": _("Arvonta keskeytettiin. Mitään ei jäänyt puolitiehen."),
    "lottery.size_below_one": _("Paneelin koon pitää olla ainakin yksi. Korjaa se paneelin tiedoissa."),
}

PUBLIC = {
    "lottery.public_draw_chosen": _(
        "Tälle paneelille on valittu julkinen arvonta. Tee arvonta sen sivulla tai peru se ensin julkisesti."
    ),
    "lottery.targets_published": _(
        "Tavoitteet on julkaistu julkisen arvonnan mukana. Niitä voi muuttaa vain, jos arvonta perutaan."
    ),
    "lottery.pool_is_closed": _(
        "Arvottavien joukko on jo suljettu. Uutta joukkoa ei voi sulkea sen rinnalle."
    ),
    "lottery.panels_out_of_range": _("Paneelien määrän pitää olla luku kymmenestä kymmeneentuhanteen."),
    "lottery.objection_days_out_of_range": _(
        "Huomautuspäivien määrän pitää olla luku nollasta kuuteenkymmeneen."
    ),
    "lottery.list_stands": _("Paneelit on jo laskettu. Niitä ei lasketa uudelleen."),
    "lottery.list_missing": _("Laske ensin paneelit, joista arvotaan."),
    "lottery.commitment_stands": _("Sitoumus on jo julkaistu. Sitä ei voi muuttaa."),
    "lottery.objections_open": _(
        "Huomautusaika päättyy %(end)s. Odota, tai kirjoita perustelu, miksi sitoumus julkaistaan jo nyt "
        "(ainakin kymmenen merkkiä). Perustelu julkaistaan."
    ),
    "lottery.source_name": _(
        "Lähteen tunnus %(name)s ei kelpaa. Käytä pieniä kirjaimia a–z, numeroita, pistettä ja viivaa. "
        "Tunnus hall on varattu."
    ),
    "lottery.no_sources": _("Nimeä ainakin yksi lähde."),
    "lottery.naive_time": _("Ajasta puuttuu aikavyöhyke."),
    "lottery.too_late": _(
        "Ensimmäinen lähde syntyy liian pian. Sitoumuksen ja lähteen väliin pitää jäädä ainakin %(hours)s "
        "tuntia. Valitse myöhempi lähde."
    ),
    "lottery.repeated_source": _("Sama lähde on nimetty kahdesti. Anna joka lähteelle oma tunnus."),
    "lottery.deadline_before_sources": _(
        "Lähteiden lukemisen takaraja on ennen viimeistä lähdettä. Siirrä takarajaa."
    ),
    "lottery.hall_too_late": _("Salissa arvottavan luvun pitää olla valmis ennen viimeistä lähdettä."),
    "lottery.not_committed": _("Sitoumusta ei ole julkaistu, tai arvonta on jo tehty."),
    "lottery.no_values": _("Kirjoita ainakin yhden lähteen tulos."),
    "lottery.source_line": _(
        "Rivillä %(line)s pitää olla lähteen tunnus, yhtäsuuruusmerkki ja tulos, kerran."
    ),
    "lottery.source_not_named": _("Lähdettä %(source)s ei ole nimetty sitoumuksessa. Muita ei käytetä."),
    "lottery.source_confirmed": _("Lähteen %(source)s tulos on jo vahvistettu: %(value)s."),
    "lottery.source_not_yet": _("Lähteen %(source)s tulosta ei ole vielä. Se syntyy %(at)s."),
    "lottery.hall_over": _(
        "Salissa arvottu luku piti kirjata ennen viimeistä lähdettä (%(at)s). Sitä ei voi enää kirjata."
    ),
    "lottery.fallback_early": _(
        "Varalähdettä käytetään vain, jos lähteestä %(source)s ei saada tulosta takarajaan %(at)s mennessä."
    ),
    "lottery.source_late": _("Lähteen %(source)s takaraja on ohi. Lue varalähde %(fallback)s."),
    "lottery.source_value": _(
        "Lähteen %(source)s tuloksessa on merkki, jota ei voi käyttää. Käytä numeroita, kirjaimia a–z, "
        "välilyöntiä, pilkkua, pistettä, plussaa ja viivaa."
    ),
    "lottery.hall_out_of_range": _("Salissa arvotun luvun pitää olla 0 tai suurempi ja alle %(panels)s."),
    "lottery.sources_missing": _("Kaksi ihmistä ei ole vielä lukenut samaa tulosta jokaisesta lähteestä."),
    "lottery.cancel_needs_reason": _(
        "Kirjoita, miksi arvonta perutaan, ainakin kymmenen merkkiä. Syy julkaistaan."
    ),
    "lottery.pool_is_cancelled": _("Arvonta on peruttu, joten kuitteja ei lähetetä."),
    "lottery.pool_differs": _(
        "Suljettua joukkoa on muutettu: se ei enää vastaa julkaistua tiivistettä. Arvontaa ei tehdä."
    ),
    "lottery.panel_list_differs": _(
        "Paneeliluetteloa on muutettu: se ei enää vastaa sitoumusta. Arvontaa ei tehdä."
    ),
}

MEMBERS = {
    "lottery.status_way": _(
        "Panelistin %(number)s tila on nyt ”%(now)s”. Siitä ei voi siirtyä tilaan ”%(wanted)s”."
    ),
    "lottery.already_replaced": _(
        "Panelistin %(number)s paikan on saanut panelisti %(by)s. Tilaa ei voi enää muuttaa."
    ),
    "lottery.comment_missing": _("Kirjoita, mitä sovittiin tai miksi. Seuraava soittaja tarvitsee tiedon."),
    "lottery.nobody_left": _("Panelistin %(number)s paikka ei ole vapaa, joten tilalle ei kutsuta ketään."),
    "lottery.no_reserve_confirmed": _(
        "Yksikään varahenkilö ei ole vielä vahvistanut, että voi tulla. Soita varahenkilöille järjestyksessä "
        "ja merkitse vahvistus."
    ),
    "lottery.replacement_changed": _(
        "Tilanne muuttui tällä välin: paras varahenkilö on nyt numero %(number)s. Katso ja vahvista."
    ),
}

FILES = {
    "lottery.unreadable": _("Tiedostoa ei voi lukea."),
    "lottery.empty": _("Tiedosto on tyhjä."),
    "lottery.too_large": _("Tiedosto on liian suuri."),
    "lottery.too_many_columns": _("Tiedostossa on liikaa sarakkeita."),
    "lottery.too_many_rows": _("Tiedostossa on liikaa rivejä."),
    "lottery.cell_too_long": _("Rivillä %(line)s sarakkeessa %(column)s on liian pitkä teksti."),
    "lottery.duplicate_column": _("Sarake %(column)s on tiedostossa kahdesti."),
    "lottery.ragged_row": _("Rivillä %(line)s on %(cells)s solua, mutta otsikoita on %(columns)s."),
    "lottery.formula_cell": _("Rivillä %(line)s sarakkeessa %(column)s on kaava. Tallenna pelkät arvot."),
    "lottery.bad_csv": _("Tiedosto ei ole kelvollinen CSV-tiedosto."),
    "lottery.bad_xlsx": _("Tiedosto ei ole kelvollinen Excel-tiedosto."),
    "lottery.missing_column": _(
        "Tiedostosta puuttuu sarake %(column)s. Tarvitaan feature, value, min ja max."
    ),
    "lottery.blank_cell": _("Rivillä %(line)s sarake %(column)s on tyhjä."),
    "lottery.not_a_number": _("Rivillä %(line)s sarakkeessa %(column)s ei ole kokonaislukua: %(value)s."),
    "lottery.too_large_number": _("Rivillä %(line)s sarakkeessa %(column)s on liian suuri luku."),
    "lottery.duplicate_feature": _("Piirre %(feature)s on tiedostossa kahdesti."),
    "lottery.duplicate_value": _("Arvo %(value)s on tiedostossa kahdesti (%(feature)s)."),
    "lottery.negative": _("%(feature)s, %(value)s: luku ei voi olla negatiivinen."),
    "lottery.flex_inside": _("%(feature)s, %(value)s: jouston rajat eivät sovi tavoitteisiin."),
}

REASONS = {
    "lottery.reason.too_few_people": _(
        "%(feature)s, %(value)s: tavoite on vähintään %(min)s, mutta ilmoittautuneita on %(people)s."
    ),
    "lottery.reason.minimums_above_size": _(
        "%(feature)s: vähimmäismäärien summa on %(total)s, mutta paikkoja on %(size)s."
    ),
    "lottery.reason.maximums_below_size": _(
        "%(feature)s: enimmäismäärien summa on %(total)s, mutta paikkoja on %(size)s."
    ),
    "lottery.reason.people_below_size": _(
        "%(feature)s: enimmäismäärillä ja näillä ilmoittautuneilla saa täytettyä vain %(total)s paikkaa, "
        "kun paikkoja on %(size)s."
    ),
    "lottery.reason.size_above_pool": _(
        "Paneelissa on %(size)s paikkaa, mutta ilmoittautuneita on vain %(people)s."
    ),
    "lottery.reason.households_below_size": _(
        "Paneelissa on %(size)s paikkaa, mutta ilmoittautuneet asuvat vain %(households)s kodissa. "
        "Kodista valitaan enintään yksi."
    ),
    "lottery.reason.clash": _(
        "Jokainen tavoite onnistuu yksin, mutta ei yhtä aikaa. Nämä estävät toisensa: %(clashes)s."
    ),
}

ALL = {**LETTERS, **TARGETS, **DRAWS, **PUBLIC, **MEMBERS, **FILES, **REASONS}
