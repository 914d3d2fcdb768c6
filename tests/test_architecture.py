"""The shape the project keeps: imports point down, heavy libraries load late, commands are documented."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = {"corpora": set(), "align": {"corpora"}, "mt": {"corpora"}, "ui": {"corpora", "align", "mt"}}
HEAVY = {"torch", "transformers", "ctranslate2", "streamlit", "sacrebleu", "trafilatura", "alembic", "sqlalchemy"}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_down(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        ours = (imported(path) & set(ROOMS)) - {room}
        assert ours <= ROOMS[room], f"{path.relative_to(ROOT)} imports {ours - ROOMS[room]}"


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_stands_in_the_architecture(room: str) -> None:
    described = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for path in (ROOT / room).glob("*.py"):
        if path.stem != "__init__":
            assert f"`{path.stem}`" in described, f"docs/architecture.md does not mention {room}/{path.name}"


def test_help_loads_nothing_heavy() -> None:
    code = f"import sys, ui.cli; sys.exit(', '.join({HEAVY!r} & sys.modules.keys()) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"loaded before any command ran: {done.stderr}"


def test_no_file_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".txt", ".yaml", ".json", ""} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="ignore")
            for host in (
                "pypi" + ".org",
                "file" + "s.pythonhosted",
                "deb.debian" + ".org",
                "/" + "root/",
                "/" + "opt/",
            ):
                assert host not in text, f"{name} names {host}"
