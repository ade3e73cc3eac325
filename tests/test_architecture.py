"""One sentence instead of an import table: a room may import the ground and what stands to its left."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "compliance"
GROUND = ("errors", "canonical", "resources", "hands", "model", "language")
ROOMS = (
    *("formats", "capture", "register", "checks", "followup", "memo", "matter", "report", "signoff", "evidence"),
    "cli",
)
FLOOR = ("errors", "canonical", "resources")  # below these stands nothing of ours but each other


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py")) if "_data" not in path.parts}


def room_of(module: str) -> str:
    """The room a module stands in; the package itself and `__main__` stand over all, with the command line."""
    parts = module.split(".")
    return "cli" if len(parts) == 1 or parts[1] == "__main__" else parts[1]


def imports_in(module: str) -> Iterator[str]:
    """The modules of ours that a module imports, at its top or inside its functions."""
    tree = ast.parse(MODULES[module].read_bytes())
    package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "compliance")
        elif isinstance(node, ast.ImportFrom):
            yield from imported_from(node, package)


def imported_from(node: ast.ImportFrom, package: str) -> Iterator[str]:
    above = package.rsplit(".", node.level - 1)[0] if node.level else ""
    origin = ".".join(filter(None, (above, node.module)))
    if origin.split(".")[0] != "compliance":
        return
    for alias in node.names:
        inner = f"{origin}.{alias.name}"
        if inner in MODULES:
            yield inner
        elif inner != "compliance.__version__":  # a number, not a room
            yield origin


@cache
def imports_of(module: str) -> list[str]:
    return sorted(set(imports_in(module)))


def may_import(importer: str, imported: str) -> bool:
    if importer == imported:
        return True
    if importer in FLOOR:
        return imported in FLOOR
    if importer in GROUND:
        return imported in GROUND
    return imported in GROUND or (imported in ROOMS and ROOMS.index(imported) < ROOMS.index(importer))


def test_a_room_imports_only_the_ground_and_what_stands_to_its_left():
    pairs = [(module, name) for module in MODULES for name in imports_of(module)]
    assert [(module, name) for module, name in pairs if not may_import(room_of(module), room_of(name))] == []


def test_every_module_stands_in_a_room_that_has_a_place_in_the_order():
    assert {room_of(module) for module in MODULES} <= {*GROUND, *ROOMS}


def test_no_module_imports_itself_by_way_of_others():
    graph = {module: [name for name in imports_of(module) if name != module] for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        pytest.fail(" imports ".join(reversed(cycle.args[1])))


CLOCK = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "time.time_ns",
    "time.localtime",
}
FRONT_END = {"print", "input", "exit", "quit", "sys.exit", "os._exit", "getpass.getpass", "SystemExit"}


def dotted(node: ast.expr) -> str:
    """`datetime.now` of `datetime.now`, and of `datetime.datetime.now` too: the last two words say what is called."""
    return ".".join(ast.unparse(node).split(".")[-2:])


@cache
def names_in(module: str) -> list[tuple[int, str]]:
    """Every name a module uses, with its line."""
    parts = [part for part in ast.parse(MODULES[module].read_bytes()).body if not runs_as_program(part)]
    nodes = (node for part in parts for node in ast.walk(part) if isinstance(node, ast.Name | ast.Attribute))
    return [(node.lineno, dotted(node)) for node in nodes]


def uses(module: str, names: set[str]) -> list[str]:
    return [f"line {line}: {name}" for line, name in names_in(module) if name in names]


def runs_as_program(part: ast.stmt) -> bool:
    """What stands under `if __name__ == "__main__"` is a front end of its own: a generator that `make docs` runs."""
    return isinstance(part, ast.If) and ast.unparse(part.test) == "__name__ == '__main__'"


def outsiders(module: str) -> set[str]:
    """The packages of others that a module imports."""
    nodes = list(ast.walk(ast.parse(MODULES[module].read_bytes())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.split(".")[0] for name in plain | named}


LIBRARY = [module for module in MODULES if room_of(module) != "cli"]


def test_only_the_command_line_reads_the_clock():
    assert {module: used for module in LIBRARY if (used := uses(module, CLOCK))} == {}


def test_only_the_command_line_prints_asks_and_exits():
    assert {module: used for module in LIBRARY if (used := uses(module, FRONT_END))} == {}
    assert [module for module in LIBRARY if "click" in outsiders(module)] == []


def caught_in(module: str) -> set[str]:
    tree = ast.parse(MODULES[module].read_bytes())
    handlers = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]
    return {ast.unparse(kind) if (kind := handler.type) else "everything" for handler in handlers}


def test_everything_is_caught_nowhere_but_at_the_boundary():
    everything = {"Exception", "BaseException", "everything"}
    assert [module for module in MODULES if caught_in(module) & everything] == ["compliance.cli.boundary"]


def test_no_module_is_an_attic():
    attics = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "const", "constants"}
    assert not {path.stem for path in MODULES.values()} & attics
    assert not {room.name for room in PACKAGE.iterdir() if room.is_dir()} & attics
