"""English sentences for the command line: what is wrong, where, and how to mend it."""

from puntari.methods.sortition.check import Problem
from puntari.methods.sortition.errors import SortitionError
from puntari.methods.sortition.feasibility import Reason
from puntari.methods.sortition.relaxations import Relaxation

_ERRORS = {
    "unreadable": "cannot read {path} ({reason}); check the name",
    "empty": "the file has no header row; the first line must name the columns",
    "too_large": "the file is larger than {limit} bytes; keep only the columns that are needed",
    "too_many_columns": "more than {limit} columns; check the separator and keep only what is needed",
    "too_many_rows": "more than {limit} rows",
    "blank_rows": "more than {limit} blank rows before line {line}; delete the empty rows",
    "cell_too_long": "line {line}, column {column}: longer than {limit} characters",
    "duplicate_column": "column {column} appears twice; rename one",
    "ragged_row": "line {line} has {cells} cells, the header {columns}; look for an unquoted separator",
    "formula_cell": "line {line}, column {column}: a formula; paste it as a value",
    "bad_csv": "line {line} is no CSV ({reason})",
    "bad_xlsx": "this is no readable Excel file ({reason}); save it again as .xlsx or .csv",
    "missing_column": "there is no column {column}; add it or name it with an option",
    "blank_id": "line {line}: the id in column {column} is blank",
    "duplicate_id": "line {line}: id {id} stands already on line {first_line}",
    "missing_value": "line {line}: {feature} is blank; fill it in or remove the person",
    "unknown_value": "line {line}: {feature} is {value!r}, unknown to the targets; mend either file",
    "blank_cell": "line {line}: {column} is blank",
    "not_a_number": "line {line}: {column} is {value!r}, not a whole number",
    "not_yes_or_no": "line {line}: {column} is {value!r}; write yes or no",
    "bad_history": "a row of the history is not understood: {row}",
    "too_large_number": "line {line}: {column} is above {limit}",
    "no_features": "the targets file has no rows",
    "duplicate_feature": "feature {feature} is listed twice",
    "duplicate_value": "{feature} {value} has two quotas; keep one",
    "negative": "{feature} {value}: a quota is below zero",
    "min_above_max": "{feature} {value}: min {min} is above max {max}",
    "flex_inside": "{feature} {value}: min_flex must be at most min, and max_flex at least max",
    "taken_above_max": "{feature} {value}: {taken} seats are taken already, but max is {max}",
    "taken_below_min": "{feature} {value}: every seat is taken and {missing} are still missing",
    "size_above_pool": "{size} seats but only {people} people",
    "size_below_one": "the size must be 1 or more",
    "bad_toml": "the settings are no TOML ({reason})",
    "wrong_kind": "setting {key} must be {kind}",
    "unknown_id": "nobody has the id {id}",
    "relaxation_infeasible": "no panel keeps every quota; run `lottery check` to see why",
    "integer_infeasible": "no panel keeps every quota; run `lottery check` to see why",
    "deadline_too_short": "no panel found in {seconds} s; allow more time",
    "included_and_excluded": "{id} is both included and excluded; choose one",
    "more_included_than_seats": "{included} people are included, but there are only {size} seats",
    "no_seats_left": "{taken} people are selected already, and the size is {size}; nothing is left to draw",
    "already_selected_unknown": "{id} is selected already, but neither a row of the people file nor complete",
    "unknown_algorithm": "{algorithm} is not known; choose one of {known}",
    "no_address_columns": "check_same_address is true, but check_same_address_columns is empty; name them",
    "nobody_leaves": "nobody leaves; name them with --leaving ID,ID",
    "no_candidates": "nobody is ready to step in; name those who said yes with --ready ID,ID",
    "nothing_to_relax": "there is no change to choose: the quotas can be kept, or no change would help",
    "no_such_offer": "there is no offer {number}; choose 1 to {offers}",
    "reason_too_short": "write a reason of at least {characters} characters; it is kept with the change",
    "already_committed": "{path} holds a commitment already; a draw is committed once",
    "not_written": "cannot write {path} ({reason})",
    "out_of_memory": "the memory is not enough for this; nothing was decided",
    "bad_dropout": "a chance to stay away must be from 0 to 1",
    "count_below_zero": "the count must be 0 or more",
    "too_many_samples": "between 1 and {limit} samples",
    "panels_below_one": "there must be at least one panel",
    "too_many_panels": "{panels} panels are too many; up to 1000000",
    "lottery_differs": "pool, targets and lottery of the folder do not belong together; solve again",
    "bad_confidence": "the confidence must be at least 0.5 and below 1, not {confidence}",
    "bad_rate": "row {stratum} of the strata: rate {rate} with {residents} residents; 0 to 1 and 1 or more",
    "bad_runs": "between 1 and {limit} runs, not {runs}",
    "bad_rho": "rho must be 1 or more, not {rho}",
    "no_strata": "the strata file has no rows",
    "feature_without_source": "nothing says how {feature} is spread: a column of the strata, or --share",
    "empty_pool": "there is nobody in the pool",
    "no_sources": "name at least one source with --source",
    "repeated_source": "a source is named twice; give each an id of its own",
    "naive_time": "write times with their zone, as in 2026-09-01T12:00+03:00",
    "deadline_before_sources": "the deadline must be after the last source",
    "hall_missing": "the commitment names a draw in the hall; give it with --hall-number",
    "hall_not_named": "the commitment names no draw in the hall; leave --hall-number out",
    "count_below_one": "the count must be 1 or more",
    "hall_out_of_range": "the number of the hall must be from 0 to {panels} - 1, not {value}",
    "pool_differs": "this is not the pool that was committed to",
    "panel_list_differs": "these are not the panels that were committed to",
    "not_converged": "the optimiser did not reach the NASH point; nothing was decided",
    "no_progress": "the optimiser stopped without progress; nothing was decided",
    "included_share_household": "{id} and {other} are of one household and cannot both be included",
    "bad_setting": "{option}: {value!r} is not understood; write {form}",
    "no_lottery": "{path} holds no solved lottery; run `lottery solve` with --out {path} first",
    "not_a_record": "this is no draw record ({reason})",
    "too_late": "the commitment must be {hours} h before the first source, which is at {first}",
    "hall_too_late": "the draw in the hall must be before the last source, at {last}",
    "source_missing": "source {source} has no value; give it or its fallback with --value",
    "source_not_named": "source {source} is not in the commitment",
    "solver_failed": "the optimiser stopped ({status}); nothing was decided",
    "cancelled": "stopped",
}

_REASONS = {
    "too_few_people": "{feature} {value}: at least {min} are wanted, but the pool has {people}",
    "minimums_above_size": "{feature}: the minimums add up to {total}, more than the {size} seats",
    "maximums_below_size": "{feature}: the maximums add up to {total}, fewer than the {size} seats",
    "people_below_size": "{feature}: only {total} people can sit under its maximums, for {size} seats",
    "size_above_pool": "{size} seats but only {people} people",
    "households_below_size": "{size} seats but only {households} households",
}


def error_sentence(error: SortitionError) -> str:
    """One line for an error; the bare code with its parameters when no sentence fits them."""
    template = _ERRORS.get(error.code)
    try:
        return template.format(**error.params) if template else str(error)
    except KeyError:
        return str(error)


_PROBLEMS = {
    "wrong_size": "panel {panel} has {members} members instead of {size}",
    "repeated_person": "panel {panel} seats {id} twice",
    "unknown_person": "panel {panel} seats {id}, who is not in the pool",
    "quota_broken": "panel {panel}: {feature} {value} is {held}, outside {min} to {max}",
    "household_twice": "panel {panel} seats two people of one household",
    "negative_weight": "panel {panel} has the weight {weight}",
    "weights_do_not_sum": "the weights add up to {total}, not 1",
    "chance_differs": "{id}: {stated} is stated, the panels give {recomputed}",
    "no_panels": "there are no panels",
    "equals_differ": "people like {id} have chances that differ by {difference:.1e}",
    "unknown_row": "the proof prices {row}, which the targets do not have",
    "proof_incomplete": "the proof leaves chances without a reason",
    "level_not_reached": "{id} has the chance {chance}, but the proof holds it to {level}",
    "not_proven": "the proof leaves room for fairer chances, by up to {within:.1e}",
    "cut_broken": "the proof excludes panels that keep every quota",
    "cut_not_proven": "a cut of the proof could not be confirmed",
}


def problem_sentence(problem: Problem) -> str:
    return _PROBLEMS[problem.code].format(**problem.params)


def reason_sentence(reason: Reason) -> str:
    if reason.code == "clash":
        bounds = "; ".join(f"{c.feature} {c.value} {c.bound} {c.number}" for c in reason.clashes)
        return f"each can be kept alone, but not together: {bounds}"
    return _REASONS[reason.code].format(**reason.params)


def relaxation_sentence(relaxation: Relaxation) -> str:
    changes = "; ".join(f"{c.feature} {c.value} {c.bound} {c.old} -> {c.new}" for c in relaxation.changes)
    return f"{relaxation.cost} person(s): {changes}"
