"""What an import says of rows that have a key, in words."""

from django.utils.translation import gettext_lazy as _

from puntari.core import words

words.register(
    {
        "followup.sheets_left_out": _(
            "Tiedostossa on useita taulukoita. Tämä on välilehti ”%(sheet)s”. Pois jäävät: %(others)s. "
            "Tuo ne omina tiedostoinaan."
        ),
        "followup.number_given": _(
            "Rivi %(line)s: numero %(number)s on täällä toisella suosituksella. Tämä suositus saa "
            "osoitteeseensa numeron %(given)s."
        ),
        "followup.row_elsewhere": _(
            "Rivi %(line)s: tunnus %(key)s on toisen paneelin taulukosta. Rivi jää pois."
        ),
        "followup.key_twice": _(
            "Rivi %(line)s: tunnus %(key)s on jo aiemmalla rivillä. Tämä rivi tuodaan uutena."
        ),
        "followup.theme_twice": _(
            "Rivi %(line)s: suosituksella on taulukossa kaksi teemaa, ”%(kept)s” ja ”%(text)s”. "
            "Ensimmäinen jää voimaan."
        ),
        "followup.theme_too_long": _("Rivi %(line)s: teema on liian pitkä. Enintään %(limit)s merkkiä."),
        "followup.municipalities_too_long": _(
            "Rivi %(line)s: kuntien luettelo on liian pitkä. Enintään %(limit)s merkkiä. Jos suositus koskee "
            "koko aluetta, jätä solu tyhjäksi."
        ),
        "followup.places_too_long": _(
            "Kuntien luettelo on liian pitkä. Enintään %(limit)s merkkiä. Jos suositus koskee koko aluetta, "
            "jätä kohta tyhjäksi."
        ),
        "followup.rows_of_others": _(
            "Riviltä %(line)s alkaen %(count)s riviä on muiden paneelien: %(panels)s. Ne jäävät pois. Tuo ne "
            "kunkin paneelin omalla sivulla."
        ),
        "followup.no_rows_of_panel": _(
            "Taulukossa ei ole paneelin ”%(panel)s” rivejä. Paneelin sarakkeessa lukee: %(panels)s. Tuo "
            "taulukko sen paneelin sivulla. Jos rivit kuuluvat tähän paneeliin, jätä paneelin sarakkeet pois."
        ),
        "followup.panel_unknown": _(
            "Paneelin sarakkeessa lukee ”%(name)s”, eikä sen nimistä paneelia täällä ole. Rivit tuodaan "
            "paneeliin ”%(panel)s”."
        ),
        "followup.promise_lost": _(
            "Rivi %(line)s: suositus %(number)s on hyväksytty, ja taulukko veisi siltä viimeisen "
            "toimenpiteen, jolla on aikataulu. Kirjoita riville toimenpide ja aikataulu, josta näkee ajan "
            "(esimerkiksi 3/2027 tai Jatkuvaa), tai muuta ensin suosituksen vastausta."
        ),
        "followup.another_text": _(
            "Rivi %(line)s: suositus numero %(number)s on täällä ”%(text)s”, ja taulukossa sillä numerolla "
            "on aivan muu teksti. Tarkista, että taulukko on tämän paneelin. Jos rivi on uusi suositus, anna "
            "sille vapaa numero. Jos suositus on sama, muuta sen teksti ensin suosituksen omalla sivulla."
        ),
        "followup.owner_post_unread": _("Rivi %(line)s: vastuuhenkilön tehtävä ”%(text)s” on liian pitkä."),
        "followup.next_update_due_unread": _(
            "Rivi %(line)s: seuraava päivitys ”%(text)s” ei ole päivä. Kirjoita se näin: 5.11.2027. Entinen "
            "päivä jää voimaan."
        ),
        "followup.percent_unread": _(
            "Rivi %(line)s: valmiusaste ”%(text)s” ei ole luku väliltä 0–100. Entinen jää voimaan."
        ),
        "followup.answer_left_out": _(
            "Rivi %(line)s: suosituksen %(number)s vastausta ei muuteta taulukolla. Vastaa suosituksen "
            "omalla sivulla."
        ),
        "followup.adopted_kept": _(
            "Rivi %(line)s: paneelin hyväksymä teksti ”%(text)s” säilyy, vaikka taulukossa on muu teksti."
        ),
        "followup.last_evidence": _(
            "Suositukseen on vastattu, että näin jo tehdään, ja tämä on siitä viimeinen näyttö. Lisää ensin "
            "toinen linkki tai tiedosto, tai kirjoita näytön verkko-osoite vastaukseen."
        ),
        "followup.answered_stays": _(
            "Suositukseen %(number)s on vastattu. Vastattu suositus ja sen vastaus säilyvät."
        ),
        "followup.row_stays": _(
            "Rivi %(line)s: rivi kuuluu tunnuksensa mukaan toiseen kohtaan. Se pysyy siellä."
        ),
    }
)
