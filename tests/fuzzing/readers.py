"""Every reader of files that come from outside, with good files to begin from: the shipped ones, and some made here.

A reader is given one file that may hold anything. Where it reads several (a register, a folder of results) the others
are good.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from kredslob.engine.cases.reading import read_cases
from kredslob.engine.inputs import read_applicants, read_vacancies
from kredslob.engine.ledger.importing import import_wheels
from kredslob.engine.ledger.keys import read_key
from kredslob.engine.register.checking import check_register
from kredslob.engine.register.reading import SHIPPED as REGISTER
from kredslob.engine.register.reading import read_register
from kredslob.engine.register.template import template_book
from kredslob.rules.channels import load_channels
from kredslob.rules.checking.agreements import Asked
from kredslob.rules.checking.check import check
from kredslob.rules.fingerprint import fingerprint
from kredslob.rules.library import SHIPPED, Library, add_file, load_library
from kredslob.rules.loading import load_document
from kredslob.scenarios.backtesting.keeping import kept_in
from kredslob.scenarios.backtesting.record import read_record
from kredslob.scenarios.behaviour.reading import SHIPPED as BEHAVIOUR
from kredslob.scenarios.behaviour.reading import read_behaviour
from kredslob.scenarios.calibrating.draws import kept_in as draws_in
from kredslob.scenarios.calibrating.plan import PLAN as CALIBRATION
from kredslob.scenarios.calibrating.plan import read_plan
from kredslob.scenarios.files.cycles import SHIPPED as CYCLES
from kredslob.scenarios.files.cycles import read_cycle
from kredslob.scenarios.files.reading import read_scenario
from kredslob.scenarios.files.shelf import SHIPPED as SCENARIOS
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.searching.reading import read_search
from kredslob.scenarios.targets.reading import SHIPPED as TARGETS
from kredslob.scenarios.targets.reading import read_targets, shipped_targets

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "scenarios" / "demo"
Read = Callable[[Path], object]


@dataclass(frozen=True)
class Reader:
    """What reads a file from outside.

    Args:
        name: what it is called.
        seeds: gives good files, by name; the ending of a name is that of the damaged file.
        read: reads the file at a path, which lies in a folder of its own.
        slow: how many times fewer cases it is given than the quickest.
        simulates: whether good files are made by a simulation.
    """

    name: str
    seeds: Callable[[], Mapping[str, bytes]]
    read: Read
    slow: int = 1
    simulates: bool = False


@contextmanager
def laid_out(name: str, data: bytes) -> Iterator[Path]:
    """Give the path of a file in a folder of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


def files(*paths: Path) -> Callable[[], Mapping[str, bytes]]:
    """Give what gives the files at some paths."""
    return lambda: {path.name: path.read_bytes() for path in paths}


@lru_cache(maxsize=1)
def rules() -> Library:
    """Give the shipped rules."""
    return load_library()


def _own() -> Mapping[str, bytes]:
    """Give the shipped agreements as a person's own, under ids that are not taken."""
    shipped = files(*sorted((SHIPPED / "agreements").glob("*.yaml")))()
    return {name: re.sub(rb"(?m)^id: ", b"id: own-", data, count=1) for name, data in shipped.items()}


def _law(path: Path) -> object:
    """Read a document by itself, with the parameters of all others to refer to."""
    known = {name: one for document in rules().documents.values() for name, one in document.parameters.items()}
    return fingerprint([load_document(path, rules().facts, known)])


def _document(path: Path) -> object:
    return fingerprint([add_file(rules(), path)[1]])


def _checked(path: Path) -> object:
    """Check a file as `kredslob agreement check` does; give its errors."""
    found = check([str(path)], Asked())[1]
    return tuple(one.problem for one in found if one.severity == "error")


@cache
def _tables() -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(REGISTER.glob("*.csv"))}


def _small_tables() -> Mapping[str, bytes]:
    """Give the head and first rows of each table: what is far down is no other thing."""
    return {name: b"\n".join(data.split(b"\n")[:30]) + b"\n" for name, data in _tables().items()}


def _register(path: Path) -> object:
    """Read and check a register in which one table is the file given."""
    for name, data in _small_tables().items():
        if name != path.name:
            path.with_name(name).write_bytes(data)
    return check_register(read_register(path.parent))


@cache
def _workbook() -> Mapping[str, bytes]:
    import csv

    import openpyxl

    made = openpyxl.Workbook()
    for name, data in _small_tables().items():
        sheet = made.create_sheet(name.removesuffix(".csv")[:31])
        for line in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
            sheet.append(line)
    del made["Sheet"]
    out = io.BytesIO()
    made.save(out)
    return {"register.xlsx": out.getvalue(), "blank.xlsx": template_book("da")}


def _book(path: Path) -> object:
    return check_register(read_register(path))


@cache
def _people() -> Mapping[str, bytes]:
    """Give a list of applicants in every form that is read."""
    import openpyxl

    csvs = {path.name: path.read_bytes() for path in sorted(DEMO.glob("*.csv"))}
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for line in csvs["applicants.csv"].decode("utf-8-sig").splitlines()[:20]:
        sheet.append(line.split(";" if ";" in line else ","))
    out = io.BytesIO()
    made.save(out)
    few = [
        {"pseudonym": "A-1", "opnoteret": "2005-01-01", "født": "1960-01-01", "timer": 25},
        {"pseudonym": "A-2", "børn": 1},
    ]
    plain = json.dumps({"applicants": few}).encode()
    return {**csvs, "applicants.json": plain, "applicants.yaml": plain, "applicants.xlsx": out.getvalue()}


def _vacancies() -> Mapping[str, bytes]:
    table = "id,estate,on,rooms,referral_turn\nV-1,tingbjerg-1,2011-10-01,3,2011:3+1\nV-2,lundtoftegade,,2,\n"
    return {**files(DEMO / "vacancies.yaml")(), "vacancies.csv": table.encode()}


def _wheels() -> Mapping[str, bytes]:
    return {
        "wheels.csv": b"estate;on;referral_turn;transfer_turn\nproevegaarden;2011-05-02;3+1;1\n",
        "hjul.csv": b"Afdeling;Dato;Anvisningstur;Ekstern tur\nproevegaarden;02-05-2011;2;\n",
    }


def _imported(path: Path) -> object:
    """Import a table of wheels into a ledger that has just been begun; give what is wrong with its rows."""
    from tests.engine.ledger.books import BY, books, small_office
    from tests.engine.small_city import DAY

    with books(str(path.with_name("ledger.db")), path.parent) as desk:
        rows, _ = import_wheels(desk.ledger, small_office(), path, by=BY, on=DAY)
    return tuple(problem for row in rows for problem in row.problems)


def _key(path: Path) -> object:
    path.chmod(0o600)
    return read_key(path)


def _worlds() -> Mapping[str, bytes]:
    head = json.dumps({"kind": "kredslob backtest worlds", "seed": "x"})
    line = json.dumps({"number": 1, "redrawn": 0, "figures": {"none": {"a": [1.0, 2.5]}}})
    return {"2011.jsonl": f"{head}\n{line}\n{line}\n".encode()}


def _draws() -> Mapping[str, bytes]:
    head = json.dumps({"kind": "kredslob calibration draws", "seed": "x"})
    lines = [json.dumps({"key": f"w{number}", "lots": [0.5, 1], "figures": [1.0, 2.5]}) for number in range(2)]
    return {"draws.jsonl": "\n".join([head, *lines, ""]).encode()}


def _scenario(path: Path) -> object:
    """Read a scenario beside the amendments that the shipped ones name."""
    (path.parent / "amendments").symlink_to(SCENARIOS / "amendments")
    return read_scenario(path)


def _cycle(path: Path) -> object:
    return read_cycle(path, Months(date(2011, 1, 1), 24))


@cache
def _made() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()  # which is gone when the process is


@cache
def _results() -> Path:
    """Give a small folder of results, made once."""
    from kredslob.scenarios.results.crew import Threads
    from kredslob.scenarios.results.running import Order, run_scenario
    from tests.scenarios.results.small import small

    order = Order(small(replications=2, months=3), "small.yaml", Path(_made().name) / "out")
    return run_scenario(order, Threads(1)).path


def _of_results() -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in _results().iterdir() if path.is_file()}


def _folder(path: Path) -> object:
    """Open a folder of results in which one file is the one given, finished or not, and ask for what it holds."""
    from kredslob.scenarios.results.folder import open_results

    folder = path.parent / "results"
    shutil.copytree(_results(), folder)
    shutil.copyfile(path, folder / path.name)
    found = open_results(folder, unfinished=True)
    for variant in found.variants:
        found.ground(variant)
        found.finished(variant)
        for table in found.blocks:
            if variant in found.blocks[table]:
                found.scan(table, variant).collect()
    return found.told()


LAWS = sorted((SHIPPED / "law").glob("*.yaml"))
READERS = {
    one.name: one
    for one in (
        Reader("laws", files(*LAWS), _law, 3),
        Reader("agreements", _own, _document, 5),
        Reader("individual agreements", files(*sorted((SHIPPED / "individual").rglob("*.yaml"))[:8]), _law, 2),
        Reader("checked agreements", _own, _checked, 20),
        Reader("channels", files(SHIPPED / "channels.yaml"), lambda path: load_channels(rules(), path), 1),
        Reader("cases", files(*sorted((SHIPPED / "cases").rglob("*.yaml"))), lambda path: read_cases(path, rules()), 4),
        Reader("tables of a register", _small_tables, _register, 5),
        Reader("workbooks of a register", _workbook, _book, 20),
        Reader("applicants", _people, lambda path: read_applicants(path, rules().facts), 2),
        Reader("vacancies", _vacancies, lambda path: read_vacancies(path, rules().facts).problems, 1),
        Reader("wheels of a ledger", _wheels, _imported, 10),
        Reader("the key of a ledger", lambda: {"ledger.key": f"kredslob-key-1 {'0f' * 32}\n".encode()}, _key, 1),
        Reader("scenarios", files(*sorted(SCENARIOS.glob("*.yaml"))), _scenario, 10),
        Reader("behaviour", files(BEHAVIOUR / "kbh.yaml"), read_behaviour, 2),
        Reader("business cycles", files(*sorted(CYCLES.glob("*.yaml"))), _cycle, 1),
        Reader("targets", files(TARGETS / "kbh.yaml"), read_targets, 4),
        Reader("records of a backtest", files(ROOT / "scenarios" / "backtesting" / "kbh.json"),
               lambda path: read_record(path, shipped_targets()), 2),
        Reader("worlds of a backtest", _worlds, kept_in, 1),
        Reader("searches", files(*sorted((SCENARIOS / "search").glob("*.yaml"))), read_search, 10),
        Reader("plans of a calibration", files(CALIBRATION), read_plan, 4),
        Reader("draws of a calibration", _draws, lambda path: draws_in(path, {"seed": "x"}), 1),
        Reader("folders of results", _of_results, _folder, 5, simulates=True),
    )
}  # fmt: skip
