"""What the room's refusals say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CARDS = {
    "deliberation.card_empty": _("Kortti on tyhjä. Kirjoita ensin ajatus."),
    "deliberation.card_too_long": _(
        "Kortissa on %(length)s merkkiä, enintään %(limit)s mahtuu. Jaa ajatus kahdelle kortille."
    ),
    "deliberation.card_key_taken": _("Sama kortti on jo tallennettu toiseen kokoukseen. Päivitä sivu."),
    "deliberation.card_carried": _(
        "Kortti %(card)s on ehdotuksessa %(proposal)s, joten sitä ei voi poistaa. Irrota se ensin."
    ),
    "deliberation.card_elsewhere": _("Kortti %(card)s kuuluu toiseen paneeliin."),
    "deliberation.card_is_deleted": _("Kortti %(card)s on poistettu. Palauta se ensin."),
    "deliberation.reason_missing": _("Kirjoita perustelu."),
    "deliberation.cards_uncovered": _(
        "%(count)s korttia ei ole missään ehdotuksessa. Kirjaa jokaiselle syy kattavuussivulla, "
        "sitten voit lukita sanamuodon."
    ),
}
PROPOSALS = {
    "deliberation.title_missing": _("Anna otsikko."),
    "deliberation.text_missing": _("Kirjoita, mitä ehdotetaan."),
    "deliberation.newer_wording": _(
        "%(by)s on tallentanut tästä jo version %(number)s. Tekstisi on alla: vertaa ja yhdistä."
    ),
    "deliberation.not_withdrawn": _("Ehdotusta %(proposal)s ei ole jätetty pois."),
    "deliberation.comment_empty": _("Kirjoita kommentti."),
    "deliberation.comment_kind": _("Valitse, mitä kommentti koskee."),
    "deliberation.merge_needs_two": _("Valitse vähintään kaksi ehdotusta."),
    "deliberation.split_needs_two": _("Anna vähintään kaksi uutta ehdotusta."),
    "deliberation.proposal_elsewhere": _("Ehdotus kuuluu toiseen paneeliin."),
    "deliberation.proposal_not_open": _("Ehdotus %(proposal)s ei ole enää työn alla: %(state)s."),
    "deliberation.proposal_on_ballot": _(
        "Ehdotus %(proposal)s on äänestyksessä ”%(vote)s”. Muuta sitä vasta, kun äänestys on ohi."
    ),
    "deliberation.proposal_adopted": _(
        "Paneeli on hyväksynyt ehdotuksen %(proposal)s, joten sitä ei voi yhdistää, jakaa eikä jättää pois."
    ),
    "deliberation.already_undone": _("Tämä on jo peruttu."),
    "deliberation.rework_in_use": _(
        "Ehdotusta %(proposal)s on jo käytetty: se on lukittu, yhdistetty edelleen tai äänestyksessä. "
        "Yhdistämistä tai jakoa ei voi enää perua."
    ),
}
VOTES = {
    "deliberation.vote_empty": _("Valitse äänestykseen vähintään yksi ehdotus."),
    "deliberation.vote_rule_unknown": _("Äänestyksen säännössä on tuntematon valinta: %(value)s."),
    "deliberation.vote_rule_locked": _("Äänestys ”%(vote)s” on jo avattu, joten sen sääntöä ei voi muuttaa."),
    "deliberation.vote_not_draft": _("Äänestys ”%(vote)s” on jo avattu."),
    "deliberation.vote_not_open": _("Äänestys ”%(vote)s” ei ole auki."),
    "deliberation.vote_moved_on": _("Äänestys ”%(vote)s” on jo toisessa vaiheessa: %(state)s. Päivitä sivu."),
    "deliberation.vote_going_on": _("Äänestys on kesken. Sulje se ensin."),
    "deliberation.no_vote_yet": _(
        "Ehdotuksista ei ole vielä äänestetty. Loppulausuma tehdään äänestyksen jälkeen."
    ),
    "deliberation.no_voters": _("Paneelissa ei ole vielä jäseniä, joten äänestystä ei voi avata."),
    "deliberation.proposal_not_frozen": _(
        "Ehdotuksen %(proposal)s sanamuotoa ei ole lukittu. Lukitse se ensin."
    ),
    "deliberation.wording_changed": _(
        "Ehdotuksesta %(proposal)s on tullut uusi versio. Lukitse se ja tallenna äänestys uudelleen."
    ),
    "deliberation.paper_unfinished": _(
        "%(count)s paperilippua on syötetty vain kerran tai kahdella tavalla. Selvitä ne ensin."
    ),
    "deliberation.more_cast_than_received": _(
        "Ääniä on annettu %(cast)s, mutta lippuja on merkitty saaneiksi vain %(received)s. "
        "Merkitse lipun saaneet tai peru äänestys."
    ),
    "deliberation.sheet_count": _("Lippuja voi tulostaa kerralla 1–%(most)s, pyysit %(count)s."),
    "deliberation.not_present": _("Sinua ei ole merkitty läsnä olevaksi. Ilmoittaudu ensin ovella."),
    "deliberation.not_on_roll": _("Et ole tämän äänestyksen äänestäjäluettelossa. Kysy fasilitaattorilta."),
    "deliberation.ballot_received_before": _(
        "Äänestyslippu on jo saatu. Jokainen saa vain yhden. Jos koodi on hukassa, kysy fasilitaattorilta."
    ),
    "deliberation.ballot_on_paper": _("Tämä lippu on jo annettu paperilla."),
    "deliberation.ballot_void": _("Tämä lippu on mitätöity. Kysy uusi fasilitaattorilta."),
    "deliberation.code_unknown": _("Tällä koodilla ei ole äänestyslippua. Tarkista koodi."),
    "deliberation.code_bad_character": _(
        "Koodin %(place)s. merkki ”%(character)s” ei kuulu koodeihin. Tarkista se."
    ),
    "deliberation.code_bad_length": _(
        "Koodissa on %(expected)s merkkiä, kirjoitit %(length)s. Tarkista koodi."
    ),
    "deliberation.code_bad_check": _("Koodissa on kirjoitusvirhe. Tarkista koodi merkki merkiltä."),
    "deliberation.not_on_this_ballot": _("Ehdotus %(proposal)s ei ole tällä lipulla."),
    "deliberation.option_unknown": _("Vaihtoehtoa ”%(option)s” ei ole tällä lipulla."),
    "deliberation.not_a_sheet": _("Koodi ei ole tämän äänestyksen tulostettu lippu."),
    "deliberation.voted_by_phone": _("Tällä lipulla on jo äänestetty puhelimella. Paperia ei lasketa."),
    "deliberation.read_by_two": _(
        "Kaksi ihmistä on jo syöttänyt tämän lipun. Vain he voivat korjata omaa syöttöään."
    ),
}
REASONS = {
    "deliberation.reasons_closed": _("Perusteluja ei oteta nyt vastaan: aika ei ole alkanut tai se on ohi."),
    "deliberation.ballot_not_cast": _("Tällä lipulla ei ole äänestetty."),
    "deliberation.supported_it": _(
        "Tällä lipulla kannatettiin ehdotusta. Perustelun voi antaa, jos ei kannattanut."
    ),
    "deliberation.reason_too_long": _("Perustelussa on %(words)s sanaa, enintään %(most)s mahtuu. Lyhennä."),
    "deliberation.already_hidden": _("Perustelu on jo piilotettu."),
}
STATEMENT = {
    "deliberation.statement_published": _(
        "Loppulausuma on julkaistu, joten sen perusteita ei voi enää muuttaa. Peru julkaisu ensin."
    ),
    "deliberation.statement_exists": _("Loppulausuma on jo aloitettu. Päivitä sivu."),
    "deliberation.part_unknown": _("Loppulausumassa ei ole osaa ”%(part)s”."),
    "deliberation.newer_text": _(
        "%(by)s on tallentanut tästä osasta jo version %(number)s. Tekstisi on alla: vertaa ja yhdistä."
    ),
    "deliberation.check_closed": _("Luonnosta ei voi nyt kommentoida."),
    "deliberation.remark_missing": _("Kirjoita, mitä pitäisi korjata."),
    "deliberation.already_published": _("Loppulausuma on jo julkaistu."),
    "deliberation.not_published": _("Loppulausuma ei ole tässä vaiheessa julkaistu."),
    "deliberation.nothing_adopted": _("Yhtään ehdotusta ei ole hyväksytty, joten suosituksia ei ole."),
    "deliberation.reasons_still_open": _(
        "Vähemmistön perusteluja voi vielä jättää. Julkaise, kun aika on päättynyt."
    ),
    "deliberation.already_handed_over": _("Loppulausuma on jo luovutettu."),
    "deliberation.handover_in_future": _(
        "Luovutuspäivä on tulevaisuudessa. Kirjaa luovutus, kun se on tehty."
    ),
}
WORDS = CARDS | PROPOSALS | VOTES | REASONS | STATEMENT
