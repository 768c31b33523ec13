"""Seats that are certain and people who have none: what they leave for the lottery."""

from collections.abc import Collection, Mapping

from puntari.methods.sortition.errors import InputError
from puntari.methods.sortition.model import (
    Feature,
    Pool,
    Quotas,
    check_people,
    check_quotas,
    reduce_quotas,
)


def set_aside(
    pool: Pool,
    quotas: Quotas,
    size: int,
    households: Mapping[str, str],
    include: Collection[str],
    exclude: Collection[str],
) -> tuple[Pool, list[Feature], tuple[str, ...]]:
    """The people still in the draw, the quotas left for them, and those whose seat is certain.

    Raises ``InputError``: ``unknown_id``, ``included_and_excluded``, ``more_included_than_seats``,
    ``included_share_household``, and those of the quotas.
    """
    unknown = sorted({*include, *exclude} - set(pool.ids))
    if unknown:
        raise InputError("unknown_id", id=unknown[0])
    both = sorted(set(include) & set(exclude))
    if both:
        raise InputError("included_and_excluded", id=both[0])
    taken = pool.select(include)
    if len(taken) > size:
        raise InputError("more_included_than_seats", included=len(taken), size=size)
    check_quotas(quotas)
    check_people(taken, quotas)
    homes: dict[str, str] = {}
    for name in taken.ids:
        if home := households.get(name):
            if home in homes:
                raise InputError("included_share_household", id=homes[home], other=name)
            homes[home] = name
    housemates = {name for name in pool.ids if homes and households.get(name) in homes}
    return pool.without({*include, *exclude} | housemates), reduce_quotas(quotas, taken.people), taken.ids
