"""What the public table is read by: its rows in narrow form, and the words each row can be found by.

All of it is made from recommendations, their parts and their actions, and can be made again at any time.
"""

from __future__ import annotations

import secrets

from django.db import models

from puntari.followup.models.recommendations import LONGEST_PLACES

LONGEST_UNIT = 300


def new_key() -> int:
    return secrets.randbits(62)


class TableRow(models.Model):
    """One row of the table: an action, or a part or a recommendation that has no action yet.

    A changed row is deleted and made again under another random key, so that what a process remembers under a
    key stays true.
    """

    id = models.BigIntegerField(primary_key=True, default=new_key)
    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="+", db_index=False)
    recommendation = models.ForeignKey(
        "followup.Recommendation", on_delete=models.CASCADE, related_name="table_rows"
    )
    sub = models.ForeignKey(
        "followup.SubRecommendation", null=True, on_delete=models.CASCADE, related_name="+"
    )
    action = models.ForeignKey("followup.Action", null=True, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    sub_order = models.PositiveIntegerField(default=0)
    place = models.PositiveIntegerField(default=0)
    theme = models.CharField(max_length=200, blank=True)
    municipalities = models.CharField(max_length=LONGEST_PLACES, blank=True)
    unit = models.CharField(max_length=LONGEST_UNIT, blank=True)
    status = models.ForeignKey("followup.StatusTerm", null=True, on_delete=models.CASCADE, related_name="+")
    schedule_key = models.CharField(max_length=7, blank=True)
    ends = models.DateField(null=True)
    next_update_due = models.DateField(null=True)
    # By when the recommendation's next answer must come, if one must.
    answer_by = models.DateField(null=True)
    updated_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["panel", "number", "sub_order", "place", "id"], name="row_in_table_order")
        ]

    def __str__(self) -> str:
        return f"{self.number}.{self.sub_order}.{self.place}"


class SharedWords(models.Model):
    """What a search looks in to find all rows of a recommendation: its own words, kept once for them."""

    id = models.BigIntegerField(primary_key=True, default=new_key)
    recommendation = models.ForeignKey(
        "followup.Recommendation", on_delete=models.CASCADE, related_name="shared_words"
    )
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.text[:60]


class RowWords(models.Model):
    """What a search looks in to find one row; apart from it, so that rows stay narrow to sort."""

    row = models.OneToOneField(TableRow, primary_key=True, on_delete=models.CASCADE, related_name="words")
    shared = models.ForeignKey(SharedWords, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.text[:60]
