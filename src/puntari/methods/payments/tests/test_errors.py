import ast
from pathlib import Path

from puntari.methods.payments import CODES, PaymentError, errors

PACKAGE = Path(errors.__file__).parent


def raised() -> set[tuple[str, frozenset[str]]]:
    """Every call of an error class with a literal code, and the parameters that go with it."""
    calls = set()
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id.endswith("Error") and node.args and isinstance(node.args[0], ast.Constant):
                calls.add((str(node.args[0].value), frozenset(k.arg or "" for k in node.keywords)))
    return calls


def test_every_raised_code_is_listed_with_its_parameters() -> None:
    listed = {(code, frozenset(params)) for code, params in CODES.items()}
    assert raised() - listed == set()


def test_every_listed_code_is_raised_somewhere() -> None:
    chosen_at_run_time = {"identity_individual_number", "identity_date"}
    assert set(CODES) - {code for code, _ in raised()} <= chosen_at_run_time


def test_an_error_tells_its_code_and_parameters() -> None:
    error = PaymentError("iban_not_sepa", country="TR")
    assert (str(error), error.params) == ("iban_not_sepa", {"country": "TR"})
    assert repr(error) == "PaymentError('iban_not_sepa', country='TR')"


def test_one_base_class() -> None:
    classes = [
        value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)
    ]
    assert len(classes) == 7
    assert all(issubclass(one, PaymentError) for one in classes)
