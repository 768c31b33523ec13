"""The standard questions: own words, after what the OECD's evaluation guidelines (2021) ask to be known.

Each row: key, scale, Finnish, Swedish, English. A key that stands in two waves is compared before and after.
The wordings are content, kept with each survey, not messages of the interface. The file is long because it is
one table: whoever words a question again has to see the same question of the other waves and languages.
"""

Question = tuple[str, str, str, str, str]

STANDARD: dict[str, tuple[Question, ...]] = {
    "panelists_before": (
        (
            "topic_important",
            "zero_to_ten",
            "Kuinka tärkeä paneelin aihe on sinulle? (0 = ei lainkaan, 10 = erittäin)",
            "Hur viktigt är panelens ämne för dig? (0 = inte alls, 10 = mycket)",
            "How important is the panel's topic to you? (0 = not at all, 10 = very)",
        ),
        (
            "informed",
            "zero_to_ten",
            "Kuinka hyvin tunnet aiheen nyt? (0 = en lainkaan, 10 = todella hyvin)",
            "Hur väl känner du till ämnet nu? (0 = inte alls, 10 = mycket väl)",
            "How well do you know the topic now? (0 = not at all, 10 = very well)",
        ),
        (
            "can_influence",
            "agree",
            "Minun kaltaiseni ihmiset voivat vaikuttaa alueen päätöksiin.",
            "Människor som jag kan påverka områdets beslut.",
            "People like me can influence the county's decisions.",
        ),
        (
            "can_understand",
            "agree",
            "Ymmärrän yhteisiä asioita niin hyvin, että voin osallistua.",
            "Jag förstår gemensamma frågor så väl att jag kan delta.",
            "I understand public matters well enough to take part.",
        ),
        (
            "trust_council",
            "zero_to_ten",
            "Kuinka paljon luotat aluevaltuustoon? (0 = en lainkaan, 10 = täysin)",
            "Hur mycket litar du på välfärdsområdesfullmäktige? (0 = inte alls, 10 = helt)",
            "How much do you trust the county council? (0 = not at all, 10 = completely)",
        ),
        (
            "trust_residents",
            "zero_to_ten",
            "Kuinka paljon luotat muihin alueen asukkaisiin? (0 = en lainkaan, 10 = täysin)",
            "Hur mycket litar du på andra invånare i området? (0 = inte alls, 10 = helt)",
            "How much do you trust other residents of the county? (0 = not at all, 10 = completely)",
        ),
        (
            "will_matter",
            "zero_to_ten",
            "Uskotko, että paneelin työstä on hyötyä? (0 = en usko, 10 = uskon vahvasti)",
            "Tror du att panelens arbete är till nytta? (0 = tror inte, 10 = tror starkt)",
            "Do you believe that the panel's work will be of use? (0 = no, 10 = strongly)",
        ),
        (
            "why_joined",
            "text",
            "Miksi lähdit mukaan?",
            "Varför kom du med?",
            "Why did you join?",
        ),
    ),
    "panelists_pulse": (
        (
            "overall",
            "zero_to_ten",
            "Millainen päivä oli? (0 = hukkaan heitetty, 10 = erittäin hyvä)",
            "Hur var dagen? (0 = bortkastad, 10 = mycket bra)",
            "How was the day? (0 = wasted, 10 = very good)",
        ),
        (
            "understood_talks",
            "agree",
            "Ymmärsin puheenvuorot.",
            "Jag förstod anförandena.",
            "I understood the talks.",
        ),
        (
            "could_speak",
            "agree",
            "Sain sanoa, mitä halusin.",
            "Jag fick säga det jag ville.",
            "I could say what I wanted.",
        ),
        (
            "someone_dominated",
            "agree",
            "Joku puhui liikaa muiden kustannuksella.",
            "Någon talade för mycket på de andras bekostnad.",
            "Somebody talked too much at the cost of others.",
        ),
        (
            "facilitator_fair",
            "agree",
            "Pöytämme ohjaaja kohteli kaikkia samalla tavalla.",
            "Den som ledde vårt bord behandlade alla lika.",
            "The person who led our table treated everyone alike.",
        ),
        (
            "pace",
            "pace",
            "Millainen vauhti oli?",
            "Hur var tempot?",
            "How was the pace?",
        ),
        (
            "change",
            "text",
            "Mikä yksi asia pitäisi tehdä toisin?",
            "Vad borde göras på ett annat sätt?",
            "What one thing should be done differently?",
        ),
        (
            "still_want",
            "text",
            "Mistä haluat vielä tietää lisää?",
            "Vad vill du ännu veta mera om?",
            "What do you still want to know more about?",
        ),
    ),
    "panelists_after": (
        (
            "informed",
            "zero_to_ten",
            "Kuinka hyvin tunnet aiheen nyt? (0 = en lainkaan, 10 = todella hyvin)",
            "Hur väl känner du till ämnet nu? (0 = inte alls, 10 = mycket väl)",
            "How well do you know the topic now? (0 = not at all, 10 = very well)",
        ),
        (
            "can_influence",
            "agree",
            "Minun kaltaiseni ihmiset voivat vaikuttaa alueen päätöksiin.",
            "Människor som jag kan påverka områdets beslut.",
            "People like me can influence the county's decisions.",
        ),
        (
            "can_understand",
            "agree",
            "Ymmärrän yhteisiä asioita niin hyvin, että voin osallistua.",
            "Jag förstår gemensamma frågor så väl att jag kan delta.",
            "I understand public matters well enough to take part.",
        ),
        (
            "trust_council",
            "zero_to_ten",
            "Kuinka paljon luotat aluevaltuustoon? (0 = en lainkaan, 10 = täysin)",
            "Hur mycket litar du på välfärdsområdesfullmäktige? (0 = inte alls, 10 = helt)",
            "How much do you trust the county council? (0 = not at all, 10 = completely)",
        ),
        (
            "trust_residents",
            "zero_to_ten",
            "Kuinka paljon luotat muihin alueen asukkaisiin? (0 = en lainkaan, 10 = täysin)",
            "Hur mycket litar du på andra invånare i området? (0 = inte alls, 10 = helt)",
            "How much do you trust other residents of the county? (0 = not at all, 10 = completely)",
        ),
        (
            "will_matter",
            "zero_to_ten",
            "Uskotko, että paneelin työstä on hyötyä? (0 = en usko, 10 = uskon vahvasti)",
            "Tror du att panelens arbete är till nytta? (0 = tror inte, 10 = tror starkt)",
            "Do you believe that the panel's work will be of use? (0 = no, 10 = strongly)",
        ),
        (
            "purpose_clear",
            "agree",
            "Tiesin, miksi paneeli pidettiin.",
            "Jag visste varför panelen hölls.",
            "I knew why the panel was held.",
        ),
        (
            "varied_group",
            "agree",
            "Paneelissa oli erilaisia ihmisiä niin kuin alueellakin.",
            "I panelen fanns olika människor, precis som i området.",
            "The panel had different kinds of people, as the county has.",
        ),
        (
            "enough_time",
            "agree",
            "Aikaa oli tarpeeksi.",
            "Det fanns tillräckligt med tid.",
            "There was enough time.",
        ),
        (
            "wide_views",
            "agree",
            "Kuulimme monia eri näkökulmia.",
            "Vi fick höra många olika synpunkter.",
            "We heard many different points of view.",
        ),
        (
            "could_speak",
            "agree",
            "Sain sanoa, mitä halusin.",
            "Jag fick säga det jag ville.",
            "I could say what I wanted.",
        ),
        (
            "no_pressure",
            "agree",
            "Kukaan ei painostanut minua olemaan samaa mieltä.",
            "Ingen pressade mig att vara av samma åsikt.",
            "Nobody pressed me to agree.",
        ),
        (
            "view_sharpened",
            "agree",
            "Näkemykseni muuttui tai tarkentui.",
            "Min åsikt ändrades eller blev klarare.",
            "My view changed or became clearer.",
        ),
        (
            "statement_ours",
            "agree",
            "Loppulausuma kertoo siitä, mitä puhuimme.",
            "Slututlåtandet berättar om det vi talade om.",
            "The final statement reflects what we discussed.",
        ),
        (
            "stand_behind",
            "agree",
            "Seison loppulausuman takana.",
            "Jag står bakom slututlåtandet.",
            "I stand behind the final statement.",
        ),
        (
            "vote_fair",
            "agree",
            "Äänestys oli reilu.",
            "Omröstningen var rättvis.",
            "The vote was fair.",
        ),
        (
            "practical",
            "zero_to_ten",
            "Miten käytännön asiat sujuivat? (0 = huonosti, 10 = erittäin hyvin)",
            "Hur fungerade det praktiska? (0 = dåligt, 10 = mycket bra)",
            "How did the practical arrangements work? (0 = badly, 10 = very well)",
        ),
        (
            "recommend",
            "zero_to_ten",
            "Suosittelisitko paneelia muille? (0 = en, 10 = ehdottomasti)",
            "Skulle du rekommendera panelen för andra? (0 = nej, 10 = absolut)",
            "Would you recommend the panel to others? (0 = no, 10 = by all means)",
        ),
        (
            "most_meaningful",
            "text",
            "Mikä oli merkityksellisintä?",
            "Vad var mest betydelsefullt?",
            "What was most meaningful?",
        ),
        (
            "change",
            "text",
            "Mikä yksi asia pitäisi tehdä toisin?",
            "Vad borde göras på ett annat sätt?",
            "What one thing should be done differently?",
        ),
    ),
    "facilitators_after": (
        (
            "script_clear",
            "agree",
            "Ohje oli selkeä.",
            "Anvisningen var tydlig.",
            "The script was clear.",
        ),
        (
            "enough_time",
            "agree",
            "Aikaa oli tarpeeksi.",
            "Det fanns tillräckligt med tid.",
            "There was enough time.",
        ),
        (
            "equal_talk",
            "agree",
            "Pöydässäni kaikki puhuivat suunnilleen yhtä paljon.",
            "Vid mitt bord talade alla ungefär lika mycket.",
            "At my table everybody spoke about equally much.",
        ),
        (
            "stayed_neutral",
            "agree",
            "Pysyin itse puolueettomana.",
            "Jag höll mig själv opartisk.",
            "I stayed neutral myself.",
        ),
        (
            "support",
            "agree",
            "Sain tarvitsemani tuen.",
            "Jag fick det stöd jag behövde.",
            "I got the support I needed.",
        ),
        (
            "again",
            "zero_to_ten",
            "Lähtisitkö uudelleen? (0 = en, 10 = ehdottomasti)",
            "Skulle du göra det igen? (0 = nej, 10 = absolut)",
            "Would you do it again? (0 = no, 10 = by all means)",
        ),
        (
            "tips",
            "text",
            "Mitä neuvoisit seuraavalle paneelille?",
            "Vilka råd ger du till nästa panel?",
            "What would you advise the next panel?",
        ),
    ),
    "decision_makers_before": (
        (
            "intend_to_use",
            "zero_to_ten",
            "Aiotko käyttää paneelin tulosta? (0 = en, 10 = varmasti)",
            "Tänker du använda panelens resultat? (0 = nej, 10 = säkert)",
            "Do you intend to use the panel's result? (0 = no, 10 = certainly)",
        ),
        (
            "worth_cost",
            "agree",
            "Paneeli on hintansa arvoinen.",
            "Panelen är värd sitt pris.",
            "The panel is worth its price.",
        ),
        (
            "expectations",
            "text",
            "Mitä odotat paneelilta?",
            "Vad väntar du dig av panelen?",
            "What do you expect of the panel?",
        ),
    ),
    "decision_makers_after": (
        (
            "read_statement",
            "yes_no",
            "Luitko loppulausuman?",
            "Läste du slututlåtandet?",
            "Did you read the final statement?",
        ),
        (
            "new_insight",
            "agree",
            "Sain paneelilta uutta tietoa tai uuden näkökulman.",
            "Jag fick ny kunskap eller en ny synvinkel av panelen.",
            "The panel gave me new facts or a new point of view.",
        ),
        (
            "useful",
            "agree",
            "Suosituksista on ollut hyötyä valmistelussa.",
            "Rekommendationerna har varit till nytta i beredningen.",
            "The recommendations have been useful in preparing decisions.",
        ),
        (
            "worth_cost",
            "agree",
            "Paneeli on hintansa arvoinen.",
            "Panelen är värd sitt pris.",
            "The panel is worth its price.",
        ),
        (
            "go_on",
            "yes_no",
            "Pitäisikö paneeleja jatkaa?",
            "Borde man fortsätta med paneler?",
            "Should panels go on?",
        ),
        (
            "how_affected",
            "text",
            "Miten paneeli vaikutti päätöksiin?",
            "Hur påverkade panelen besluten?",
            "How did the panel affect decisions?",
        ),
    ),
}

# A staff panel is asked the same of its own house; the keys stay, so that panels can be compared.
OF_STAFF: dict[str, tuple[str, str, str]] = {
    "can_influence": (
        "Minun kaltaiseni työntekijät voivat vaikuttaa organisaation päätöksiin.",
        "Anställda som jag kan påverka organisationens beslut.",
        "Employees like me can influence the organisation's decisions.",
    ),
    "trust_council": (
        "Kuinka paljon luotat organisaation johtoon? (0 = en lainkaan, 10 = täysin)",
        "Hur mycket litar du på organisationens ledning? (0 = inte alls, 10 = helt)",
        "How much do you trust the organisation's management? (0 = not at all, 10 = completely)",
    ),
    "trust_residents": (
        "Kuinka paljon luotat muiden yksiköiden työntekijöihin? (0 = en lainkaan, 10 = täysin)",
        "Hur mycket litar du på anställda i andra enheter? (0 = inte alls, 10 = helt)",
        "How much do you trust the staff of other units? (0 = not at all, 10 = completely)",
    ),
    "varied_group": (
        "Paneelissa oli erilaisia työntekijöitä niin kuin organisaatiossakin.",
        "I panelen fanns olika slags anställda liksom i organisationen.",
        "The panel had different kinds of employees, as the organisation has.",
    ),
}


def questions_of(name: str, *, staff: bool) -> list[Question]:
    """The standard questions of an audience's wave ("panelists_before"), in words that fit the panel."""
    return [
        (row[0], row[1], *OF_STAFF[row[0]]) if staff and row[0] in OF_STAFF else row for row in STANDARD[name]
    ]
