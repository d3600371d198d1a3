"""The plan of the house as rules over imports and sizes (design §2)."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
ROOMS = ["base", "people", "notices", "seats", "catalogue", "shifts", "jobs", "noticeboard", "operation", "wsgi"]
SIDE_BY_SIDE = [{"shifts", "jobs"}]
LAYERS = {"models": 1, "queries": 2, "commands": 2, "forms": 3, "feeds": 3, "cli": 4, "views": 4}
IMPURE = (
    "flask", "flask_login", "flask_migrate", "flask_sqlalchemy", "flask_wtf",
    "click", "jinja2", "sqlalchemy", "werkzeug", "wtforms",
)  # fmt: skip
PURE_IN_BASE = ("clock", "danish", "form_messages", "ical", "quietlogs")
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 45, 100


def sources() -> dict[str, str]:
    """Return the app's own Python files: path from the root, and text."""
    paths = [ROOT / "wsgi.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def import_breaches(files: dict[str, str]) -> list[str]:
    """Return a line for each import that runs against the plan, and for each pure file that imports a framework."""
    found = []
    for path, text in files.items():
        for name in _imported(text, path):
            if name.split(".")[0] in IMPURE and _is_pure(path):
                found.append(f"{path} is pure and imports {name}")
            elif _runs_upward(path, name):
                found.append(f"{path} imports {name}")
    return found


def size_breaches(files: dict[str, str], templates: dict[str, str]) -> list[str]:
    """Return a line for each file, function or template over its size, and for medians over theirs."""
    lines = {path: text.count("\n") for path, text in files.items()}
    functions = {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, text in files.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    sizes = [
        (lines, LONGEST_FILE, 100),
        (functions, LONGEST_FUNCTION, 10),
        ({path: text.count("\n") for path, text in templates.items()}, LONGEST_TEMPLATE, LONGEST_TEMPLATE),
    ]
    found = [f"{name} has {size} lines" for each, most, _ in sizes for name, size in each.items() if size > most]
    return found + [
        f"median {median(each.values())} over {middle}" for each, _, middle in sizes if median(each.values()) > middle
    ]


def _imported(text: str, path: str) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports by dots"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def _runs_upward(path: str, name: str) -> bool:
    room, target = path.split("/")[0].removesuffix(".py"), name.split(".")[0]
    if target not in ROOMS:
        return False
    if room == target:
        return room != "base" and _layer_of_module(name) > _layer(path)
    return ROOMS.index(target) > ROOMS.index(room) or {room, target} in SIDE_BY_SIDE


def _layer(path: str) -> int:
    return LAYERS.get(Path(path).stem.split("_")[-1], 0)


def _layer_of_module(name: str) -> int:
    # "from catalogue import page_queries" names a module last, "from catalogue.queries import load_names" before that.
    folder = ROOT.joinpath(*name.split(".")[:-1])
    module = name.split(".")[-1] if folder.is_dir() else name.split(".")[-2]
    return LAYERS.get(module.split("_")[-1], 0)


def _is_pure(path: str) -> bool:
    if path.startswith("base/"):
        return Path(path).stem in PURE_IN_BASE
    return path != "wsgi.py" and _layer(path) == 0 and Path(path).stem != "__init__"
