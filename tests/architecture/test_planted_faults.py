"""Every contract and every house rule goes red on a planted fault, and on nothing else."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.house.all_rules import RULES
from tests.architecture.house.tree import Rule, Tree
from tests.architecture.planted import BROKEN_CONTRACTS, FAULTS, HEALTHY

REPOSITORY = Path(__file__).resolve().parents[2]
LINTER = "import sys; from importlinter.cli import lint_imports_command as main; main()"


def lint_imports(root: Path, *options: str) -> tuple[int, str]:
    """Run the import contracts on a tree; its own `dakehu` comes before the installed one."""
    done = subprocess.run(
        [sys.executable, "-c", LINTER, "--no-logo", "--no-cache", *options],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def plant(root: Path, texts: dict[str, str]) -> None:
    """Write the files, and the `__init__.py` of every new package of dakehu on the way."""
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        if name.startswith("dakehu/"):
            (path.parent / "__init__.py").touch()


def copy_of_the_application(root: Path) -> Path:
    """The application and its contracts alone; tests and documents are planted where needed."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "dakehu", root / "dakehu", ignore=ignore)
    shutil.copy(REPOSITORY / "pyproject.toml", root)
    return root


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """One copy with the healthy area and all faults of the house rules at once."""
    root = copy_of_the_application(tmp_path_factory.mktemp("faulty"))
    plant(root, HEALTHY)
    for planted in FAULTS.values():
        plant(root, {name: text for name, (text, _) in planted.items()})
    return Tree(root)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy with every import contract broken."""
    root = copy_of_the_application(tmp_path_factory.mktemp("broken"))
    plant(root, HEALTHY)
    plant(root, {"dakehu/rules/planted_floats.py": "", "dakehu/receipts/models.py": ""})
    for planted in BROKEN_CONTRACTS.values():
        plant(root, {name: text for name, (text, _) in planted.items()})
    return root


def test_every_rule_has_a_planted_fault() -> None:
    assert set(FAULTS) == set(RULES)


def test_every_contract_has_a_planted_fault() -> None:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert {contract["id"] for contract in contracts} == set(BROKEN_CONTRACTS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_planted_fault_is_named_with_file_line_and_remedy(rule: Rule, faulty: Tree) -> None:
    faults = list(rule(faulty))

    for name, (_, lines) in FAULTS[rule].items():
        found = sorted(fault.line for fault in faults if fault.path == name)
        # The page that lists nothing is faulty once for every area that it leaves out.
        assert (found if name.endswith((".py", ".html")) else sorted(set(found))) == lines
    assert all(fault.what and fault.remedy for fault in faults)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_healthy_area_is_never_reported(rule: Rule, faulty: Tree) -> None:
    assert [str(fault) for fault in rule(faulty) if fault.path in HEALTHY] == []


@pytest.mark.parametrize("contract", BROKEN_CONTRACTS)
def test_a_broken_contract_is_named(contract: str, broken: Path) -> None:
    status, report = lint_imports(broken, "--contract", contract)

    assert status == 1, report
    assert "0 kept, 1 broken" in report
    for _, said in BROKEN_CONTRACTS[contract].values():
        assert said in report


def test_the_contracts_hold_in_the_application(tmp_path: Path) -> None:
    status, report = lint_imports(copy_of_the_application(tmp_path))
    assert status == 0, report
    assert "0 broken" in report


def test_the_contracts_hold_with_a_healthy_area(tmp_path: Path) -> None:
    root = copy_of_the_application(tmp_path)
    plant(root, HEALTHY)
    status, report = lint_imports(root)
    assert status == 0, report
    assert "0 broken" in report
