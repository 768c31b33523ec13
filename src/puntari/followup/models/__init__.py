"""What is kept of recommendations, answers, actions and their followers."""

from puntari.followup.models.actions import CLOSED_KINDS, TONES, Action, StatusTerm
from puntari.followup.models.drafts import ImportDraft
from puntari.followup.models.embedding import EmbedSites
from puntari.followup.models.evidence import Evidence
from puntari.followup.models.followers import Follower, MailLanguage
from puntari.followup.models.index import RowWords, SharedWords, TableRow
from puntari.followup.models.ratings import Rating
from puntari.followup.models.recommendations import Recommendation, Response, SubRecommendation

__all__ = [
    "CLOSED_KINDS",
    "TONES",
    "Action",
    "EmbedSites",
    "Evidence",
    "Follower",
    "ImportDraft",
    "MailLanguage",
    "Rating",
    "Recommendation",
    "Response",
    "RowWords",
    "SharedWords",
    "StatusTerm",
    "SubRecommendation",
    "TableRow",
]
