"""Sortition: fair panels from a pool of volunteers, drawn in public and checkable by anybody.

``from puntari.methods import sortition`` gives the whole public face; the numerical parts load when first
used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from puntari.methods.sortition.alternates import QuotaRow as QuotaRow
    from puntari.methods.sortition.alternates import Replacement as Replacement
    from puntari.methods.sortition.alternates import choose_alternates as choose_alternates
    from puntari.methods.sortition.alternates import choose_replacement as choose_replacement
    from puntari.methods.sortition.alternates import expected_loss as expected_loss
    from puntari.methods.sortition.alternates import quota_table as quota_table
    from puntari.methods.sortition.chain import append_entry as append_entry
    from puntari.methods.sortition.chain import broken_entry as broken_entry
    from puntari.methods.sortition.check import CheckReport as CheckReport
    from puntari.methods.sortition.check import Problem as Problem
    from puntari.methods.sortition.check import check_solution as check_solution
    from puntari.methods.sortition.control import CancelToken as CancelToken
    from puntari.methods.sortition.control import Progress as Progress
    from puntari.methods.sortition.dropout import DropoutModel as DropoutModel
    from puntari.methods.sortition.dropout import fit_dropout as fit_dropout
    from puntari.methods.sortition.errors import CancelledError as CancelledError
    from puntari.methods.sortition.errors import InfeasibleError as InfeasibleError
    from puntari.methods.sortition.errors import InputError as InputError
    from puntari.methods.sortition.errors import PeopleError as PeopleError
    from puntari.methods.sortition.errors import ProtocolError as ProtocolError
    from puntari.methods.sortition.errors import SettingsError as SettingsError
    from puntari.methods.sortition.errors import SolverError as SolverError
    from puntari.methods.sortition.errors import SortitionError as SortitionError
    from puntari.methods.sortition.errors import TableError as TableError
    from puntari.methods.sortition.errors import TargetsError as TargetsError
    from puntari.methods.sortition.feasibility import Clash as Clash
    from puntari.methods.sortition.feasibility import Feasibility as Feasibility
    from puntari.methods.sortition.feasibility import Reason as Reason
    from puntari.methods.sortition.feasibility import check_feasible as check_feasible
    from puntari.methods.sortition.formats import Settings as Settings
    from puntari.methods.sortition.formats import read_people as read_people
    from puntari.methods.sortition.formats import read_settings as read_settings
    from puntari.methods.sortition.formats import read_targets as read_targets
    from puntari.methods.sortition.letters import LetterPlan as LetterPlan
    from puntari.methods.sortition.letters import Stratum as Stratum
    from puntari.methods.sortition.letters import learn_rates as learn_rates
    from puntari.methods.sortition.letters import plan_letters as plan_letters
    from puntari.methods.sortition.letters import wilson_lower as wilson_lower
    from puntari.methods.sortition.merkle import ClosedPool as ClosedPool
    from puntari.methods.sortition.merkle import Receipt as Receipt
    from puntari.methods.sortition.merkle import canonical_json as canonical_json
    from puntari.methods.sortition.merkle import close_pool as close_pool
    from puntari.methods.sortition.merkle import merkle_root as merkle_root
    from puntari.methods.sortition.merkle import new_ticket as new_ticket
    from puntari.methods.sortition.merkle import published_counts as published_counts
    from puntari.methods.sortition.merkle import receipt_holds as receipt_holds
    from puntari.methods.sortition.model import Feature as Feature
    from puntari.methods.sortition.model import Person as Person
    from puntari.methods.sortition.model import Pool as Pool
    from puntari.methods.sortition.model import Quota as Quota
    from puntari.methods.sortition.model import households_of as households_of
    from puntari.methods.sortition.model import reduce_quotas as reduce_quotas
    from puntari.methods.sortition.optimality import Optimality as Optimality
    from puntari.methods.sortition.optimality import check_optimality as check_optimality
    from puntari.methods.sortition.protocol import PROTOCOL as PROTOCOL
    from puntari.methods.sortition.protocol import PanelList as PanelList
    from puntari.methods.sortition.protocol import Source as Source
    from puntari.methods.sortition.protocol import audit_panels as audit_panels
    from puntari.methods.sortition.protocol import commit as commit
    from puntari.methods.sortition.protocol import commitment_hash as commitment_hash
    from puntari.methods.sortition.protocol import derived_seed as derived_seed
    from puntari.methods.sortition.protocol import draw_index as draw_index
    from puntari.methods.sortition.protocol import draw_record as draw_record
    from puntari.methods.sortition.protocol import draw_seed as draw_seed
    from puntari.methods.sortition.protocol import order_panels as order_panels
    from puntari.methods.sortition.protocol import record_bytes as record_bytes
    from puntari.methods.sortition.protocol import seal_panels as seal_panels
    from puntari.methods.sortition.protocol import solver_seed as solver_seed
    from puntari.methods.sortition.protocol import verify_record as verify_record
    from puntari.methods.sortition.protocol import verify_script as verify_script
    from puntari.methods.sortition.relaxations import Change as Change
    from puntari.methods.sortition.relaxations import Relaxation as Relaxation
    from puntari.methods.sortition.relaxations import apply_relaxation as apply_relaxation
    from puntari.methods.sortition.relaxations import propose_relaxations as propose_relaxations
    from puntari.methods.sortition.solution import Certificate as Certificate
    from puntari.methods.sortition.solution import Proof as Proof
    from puntari.methods.sortition.solution import Solution as Solution
    from puntari.methods.sortition.solver import solve as solve
    from puntari.methods.sortition.uniform import UniformLottery as UniformLottery
    from puntari.methods.sortition.uniform import uniform_lottery as uniform_lottery

_HOMES = {
    "letters": ("LetterPlan", "Stratum", "learn_rates", "plan_letters", "wilson_lower"),
    "protocol": (
        "PROTOCOL",
        "PanelList",
        "Source",
        "audit_panels",
        "commit",
        "commitment_hash",
        "derived_seed",
        "draw_index",
        "draw_record",
        "draw_seed",
        "order_panels",
        "record_bytes",
        "seal_panels",
        "solver_seed",
        "verify_record",
        "verify_script",
    ),
    "chain": ("append_entry", "broken_entry"),
    "merkle": (
        "ClosedPool",
        "Receipt",
        "canonical_json",
        "close_pool",
        "merkle_root",
        "new_ticket",
        "published_counts",
        "receipt_holds",
    ),
    "alternates": (
        "choose_alternates",
        "choose_replacement",
        "expected_loss",
        "quota_table",
        "QuotaRow",
        "Replacement",
    ),
    "check": ("CheckReport", "Problem", "check_solution"),
    "feasibility": ("Clash", "Feasibility", "Reason", "check_feasible"),
    "relaxations": ("Change", "Relaxation", "apply_relaxation", "propose_relaxations"),
    "uniform": ("UniformLottery", "uniform_lottery"),
    "control": ("CancelToken", "Progress"),
    "dropout": ("DropoutModel", "fit_dropout"),
    "errors": (
        "CancelledError",
        "InfeasibleError",
        "InputError",
        "PeopleError",
        "ProtocolError",
        "SettingsError",
        "SolverError",
        "SortitionError",
        "TableError",
        "TargetsError",
    ),
    "formats": ("Settings", "read_people", "read_settings", "read_targets"),
    "model": ("Feature", "Person", "Pool", "Quota", "households_of", "reduce_quotas"),
    "optimality": ("Optimality", "check_optimality"),
    "solution": ("Certificate", "Proof", "Solution"),
    "solver": ("solve",),
}
_MODULE_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_MODULE_OF)
