"""Seating: rounds at mixed tables where everybody meets as many others as possible."""

from .audit import audit
from .bounds import forced_repeats, pair_bound, shape_bound, table_sizes
from .errors import Cancelled, SeatingError
from .model import Guest, Limit, Place, Report, SeatingPlan, SeatingRules, Violation
from .planner import plan
from .replan import replan

__all__ = [
    "Cancelled",
    "Guest",
    "Limit",
    "Place",
    "Report",
    "SeatingError",
    "SeatingPlan",
    "SeatingRules",
    "Violation",
    "audit",
    "forced_repeats",
    "pair_bound",
    "plan",
    "replan",
    "shape_bound",
    "table_sizes",
]
