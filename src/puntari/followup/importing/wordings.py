"""What an import says of rows that have a key, in words."""

from django.utils.translation import gettext_lazy as _

from puntari.core import words

words.register(
    {
        "followup.row_elsewhere": _(
            "Rivi %(line)s: tunnus %(key)s on toisen paneelin taulukosta. Rivi jää pois."
        ),
        "followup.key_twice": _(
            "Rivi %(line)s: tunnus %(key)s on jo aiemmalla rivillä. Tämä rivi tuodaan uutena."
        ),
        "followup.row_stays": _(
            "Rivi %(line)s: rivi kuuluu tunnuksensa mukaan toiseen kohtaan. Se pysyy siellä."
        ),
    }
)
