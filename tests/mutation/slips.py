"""The small slips that a module is tried with: what mutmut would change in it, one change at a time.

mutmut says what a slip is (another operator, an argument left out, a number one higher, None for a value). Here it is
said where: in the body of every function and method, decorated ones too, and in default values. Left out is what no
behaviour hangs on: type annotations, docstrings, decorators, the texts of messages and of errors of programming, and
the second and third way of spoiling one string; and a call with too few arguments, which the type checker refuses.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

Kind = Literal["changed", "emptied"]
SILENT_CALLS = {"Message", "cast", "len", "isinstance", "TypeVar"}


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: where it is (the function by its qualified name, the line from 1), and the lines before and after.

    `kind` is `emptied` where a value is replaced by nothing (None, or left out), else `changed`. `of` is the hash of the
    function's name and of both texts, which does not move when the lines do; `code` is the text of the function with the
    slip in it, without its indentation.
    """

    path: str
    function: str
    line: int
    kind: Kind
    before: str
    after: str
    of: str
    code: str

    @property
    def name(self) -> str:
        """What the slip is called in the file of results: the module and the hash."""
        return f"{self.path}:{self.of}"


def slips(path: str, code: str) -> list[Slip]:
    """Give the slips of a module, in the order of its text, each once."""
    cst = importlib.import_module("libcst")
    metadata = importlib.import_module("libcst.metadata")
    wrapper = metadata.MetadataWrapper(cst.parse_module(code))
    places = wrapper.resolve(metadata.PositionProvider)
    module = wrapper.module
    found: dict[tuple[str, str], Slip] = {}
    seen: dict[str, int] = {}
    for name, function in _functions(cst, module, ()):
        whole = module.code_for_node(function)
        lines = whole.splitlines()
        for node, changed, kind in _changes(cst, function):
            mutated = module.code_for_node(function.deep_replace(node, changed))
            first, before, after = _difference(lines, mutated.splitlines())
            if before == after or (name, mutated) in found or not _compiles(mutated):
                continue
            words = f"{name}\n{before}\n{after}"
            seen[words] = seen.get(words, -1) + 1  # one change made twice in a function is told apart by its number
            of = hashlib.sha256(f"{words}\n{seen[words]}".encode()).hexdigest()[:10]
            line = places[node].start.line if node in places else places[function].start.line + first
            found[name, mutated] = Slip(path, name, line, kind, before, after, of, mutated)
    return list(found.values())


def slips_in(root: Path, path: str) -> list[Slip]:
    """Give the slips of a module of the repository, by its path from the top; kept in `build` while neither changes."""
    code = (root / path).read_text(encoding="utf-8")
    mark = hashlib.sha256(f"{path}\n{code}\n{Path(__file__).read_text(encoding='utf-8')}".encode()).hexdigest()
    kept = root / "build" / "mutants" / "slips" / f"{mark[:16]}.json"
    if kept.is_file():
        return [Slip(**one) for one in json.loads(kept.read_text(encoding="utf-8"))]
    found = slips(path, code)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps([asdict(one) for one in found]), encoding="utf-8")
    return found


def _functions(cst: Any, node: Any, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Give the functions and methods that stand in no other, each with its qualified name."""
    for child in node.children:
        if isinstance(child, cst.FunctionDef):
            yield ".".join([*names, child.name.value]), child
        else:
            inner = (*names, child.name.value) if isinstance(child, cst.ClassDef) else names
            yield from _functions(cst, child, inner)


def _changes(cst: Any, function: Any) -> Iterator[tuple[Any, Any, Kind]]:
    """Give each node of a function that a slip changes, with what it is changed to."""
    operators = importlib.import_module("mutmut.mutation.mutators").mutation_operators
    for node in _inside(cst, function):
        for kind, operator in operators:
            if isinstance(node, kind):
                spoiled = [changed for changed in operator(node) if not _lacks(cst, node, changed)]
                empties: Kind = "emptied" if operator.__name__ in EMPTYING else "changed"
                # One way of spoiling a word is enough: that it is another word.
                for changed in spoiled[:1] if isinstance(node, cst.BaseString) else spoiled:
                    yield node, changed, empties


EMPTYING = {"operator_arg_removal", "operator_assignment", "operator_lambda"}


def _lacks(cst: Any, node: Any, changed: Any) -> bool:
    """Tell whether a call lacks an argument that is known by its place, or a guard against an error of programming."""
    if not isinstance(node, cst.Call) or not isinstance(changed, cst.Call):
        return False
    kept = {id(one) for one in changed.args}
    other = [one for one in node.args if id(one) not in kept]
    fewer = len(changed.args) < len(node.args)
    return any(_is_guard(cst, one) or (fewer and one.keyword is None) for one in other)


def _is_guard(cst: Any, node: Any) -> bool:
    """Tell whether this is `strict=...`, as zip has it: it guards against an error of programming."""
    return isinstance(node, cst.Arg) and node.keyword is not None and node.keyword.value == "strict"


def _inside(cst: Any, node: Any) -> Iterator[Any]:
    for child in node.children:
        if not _silent(cst, child):
            yield child
            yield from _inside(cst, child)


def _silent(cst: Any, node: Any) -> bool:
    """Tell whether no behaviour hangs on what is written here."""
    if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom | cst.Assert):
        return True
    if isinstance(node, cst.Call):
        name = node.func.value if isinstance(node.func, cst.Name) else ""
        return name in SILENT_CALLS
    if _is_guard(cst, node):
        return True
    if isinstance(node, cst.Raise):
        call = node.exc
        return not (isinstance(call, cst.Call) and getattr(call.func, "value", "") in ("WrongInput", "RuleConflict"))
    return isinstance(node, cst.Expr) and isinstance(node.value, cst.BaseString)


def _difference(old: list[str], new: list[str]) -> tuple[int, str, str]:
    """Give the first line that differs (from 0), and the lines before and after without their indentation."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1

    def text(lines: list[str]) -> str:
        return "\n".join(line.strip() for line in lines[start : len(lines) - end])

    return start, text(old), text(new)


def _compiles(code: str) -> bool:
    try:
        compile(code, "slip", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True
