"""A folder of results: what is wrong with one is told in words, and nothing is written over what is there."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.results.folder import JOURNAL, Results, open_results
from kredslob.scenarios.results.running import Order, Step, run_scenario
from tests.scenarios.results.small import TOWN, small
from tests.scenarios.towns import Block


def run(folder: Path, **asked: Any) -> Results:
    """Run the small scenario, or another one."""
    scenario = asked.pop("scenario", None) or small(replications=2, months=6)
    return run_scenario(Order(scenario, "small.yaml", folder, **asked), Threads(1))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a finished folder, for looking at."""
    return run(tmp_path_factory.mktemp("folders") / "made").path


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """Give a copy of it, for spoiling."""
    return Path(shutil.copytree(made, tmp_path / "made"))


def change(folder: Path, **fields: Any) -> None:
    """Write some fields of the record anew."""
    plain = json.loads((folder / "record.json").read_text())
    (folder / "record.json").write_text(json.dumps({**plain, **fields}))


def cut_short(folder: Path) -> None:
    """Make a folder what it was before its last block was kept, and its record finished."""
    plain = json.loads((folder / "record.json").read_text())
    blocks = {name: told for name, told in plain["files"].items() if name.count("/") == 2}
    kept = [name for name in blocks if not name.endswith("no-compensation/000001-000001.parquet")]
    (folder / JOURNAL).write_text("".join(f"{blocks[name]['sha256']}  {name}\n" for name in kept))
    change(folder, ended=None, files={})


def test_the_record_names_every_file_by_its_fingerprint(made: Path) -> None:
    """Any file of the folder but the record can be checked with the record alone."""
    record = open_results(made).record
    there = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert there == {"record.json", *record.files}
    for name, told in record.files.items():
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == told["sha256"]


def test_the_ground_of_indicators_stands_beside_the_tables(made: Path) -> None:
    """What indicators need is read again as it was."""
    from kredslob.scenarios.indicators.ground import ground_of

    assert open_results(made).ground("as-agreed") == ground_of(small(months=6).setting("as-agreed"))


def test_files_that_a_scenario_names_are_kept_with_it(tmp_path: Path) -> None:
    """The scenario and what it names stand in the folder where they find one another, also two of one name."""
    names = ("own/mine.yaml", "own/a/change.yaml", "change.yaml", "b/change.yaml")
    sources = tuple(tmp_path / name for name in names)
    for path in sources:
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(path))
    found = run(tmp_path / "out", scenario=small(replications=1, months=3, sources=sources))
    copies = ("mine.yaml", "a/change.yaml", "elsewhere/change.yaml", "elsewhere/_change.yaml")
    assert [(found.path / "scenario" / name).read_text() for name in copies] == [str(path) for path in sources]
    assert set(found.record.files) >= {f"scenario/{name}" for name in copies}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"as-agreed": {}}', '{"as-agreed": 3}', '{"a": ' + "[" * 100_000])
def test_a_ground_that_is_none_is_refused(folder: Path, text: str) -> None:
    """It is told when it is asked for."""
    record = json.loads((folder / "record.json").read_text())
    record["files"]["ground.json"] = {"bytes": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    change(folder, files=record["files"])
    (folder / "ground.json").write_text(text)
    with pytest.raises(WrongInput, match=r"ground.json: the file is not as a run has left it"):
        open_results(folder).ground("as-agreed")


def test_what_is_not_the_same_to_the_bit_is_not_read(folder: Path) -> None:
    """One bit of a block is enough: its figures are not told. Tables that are whole are."""
    path = max((folder / "estate_year" / "as-agreed").iterdir())
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    results = open_results(folder)
    with pytest.raises(WrongInput, match=rf"{path.name}: the file is not as a run has left it"):
        results.scan("estate_year", "as-agreed")
    assert len(results.scan("estate_year", "no-compensation").collect())
    assert len(results.scan("city_month", "as-agreed").collect())


@pytest.mark.parametrize("name", ["places.parquet", "ground.json", "summary.parquet"])
def test_what_stands_beside_the_tables_is_looked_at_when_a_folder_is_opened(folder: Path, name: str) -> None:
    """As long as it was, and another."""
    data = bytearray((folder / name).read_bytes())
    data[-9] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(WrongInput, match=rf"{name}: the file is not as a run has left it"):
        open_results(folder)


def test_no_table_and_no_variant_of_that_name(made: Path) -> None:
    """The names that there are, and the nearest, are told."""
    results = open_results(made)
    with pytest.raises(WrongInput, match="Did you mean 'estate_year'"):
        results.scan("estate_years", "as-agreed")
    with pytest.raises(WrongInput, match="Accepted: as-agreed, no-compensation"):
        results.scan("estate_year", "slump")


def test_what_is_no_folder_of_results_is_refused(tmp_path: Path) -> None:
    """Nothing there, a file, and a folder of something else are told apart."""
    (tmp_path / "file").touch()
    for name, said in (("nowhere", "no such folder"), ("file", "this is no folder"), (".", "no record.json")):
        with pytest.raises(WrongInput, match=said):
            open_results(tmp_path / name)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 1, "kind": "kredslob scenario results"}', "\x00", "null"])
def test_a_record_that_is_none_is_refused(folder: Path, text: str) -> None:
    """Whatever stands in its place, it is told in one sentence."""
    (folder / "record.json").write_text(text)
    with pytest.raises(WrongInput, match="not as a run has left it"):
        open_results(folder)


@pytest.mark.parametrize(
    "fields",
    [{"variants": {}}, {"variants": {"a": 3}}, {"files": {"places.parquet": "x"}}, {"block": 0}, {"scenario": {}},
     {"replications": "many"}, {"only": "first"}, {"register": []}],
)  # fmt: skip
def test_a_record_with_a_field_of_another_kind_is_refused(folder: Path, fields: dict[str, Any]) -> None:
    """A record that was meddled with is not read as if it were whole."""
    change(folder, **fields)
    with pytest.raises(WrongInput, match="not as a run has left it"):
        open_results(folder)


def test_another_schema_is_told_by_its_number(folder: Path) -> None:
    """Results of a later version are no damaged ones."""
    change(folder, schema=7)
    with pytest.raises(WrongInput, match="schema 7"):
        open_results(folder)


def test_files_that_are_gone_or_longer_are_named(folder: Path) -> None:
    """Every one of them."""
    (folder / "city_month/as-agreed/000000-000000.parquet").unlink()
    with (folder / "places.parquet").open("ab") as file:
        file.write(b"x")
    with pytest.raises(WrongInput) as wrong:
        open_results(folder)
    text = wrong.value.text()
    assert "000000-000000.parquet: the file is gone." in text
    assert "places.parquet: the file is not as a run has left it." in text


def test_half_a_folder_says_how_much_there_is_and_how_to_go_on(folder: Path) -> None:
    """An unfinished run is read only by who asks for it."""
    cut_short(folder)
    with pytest.raises(WrongInput, match=r"3 of 4 replications are kept.*--resume"):
        open_results(folder)
    assert open_results(folder, unfinished=True).finished("no-compensation") == {0}


def test_a_block_that_lost_a_file_is_run_again(folder: Path, made: Path) -> None:
    """All its tables are, and those of no other block."""
    cut_short(folder)
    (folder / "waits_year/as-agreed/000001-000001.parquet").unlink()
    kept = folder / "waits_year/as-agreed/000000-000000.parquet"
    before = kept.stat().st_mtime_ns
    found = run(folder, resume=True)
    assert found.record.files == open_results(made).record.files
    assert kept.stat().st_mtime_ns == before


def test_a_block_with_a_file_cut_short_is_run_again(folder: Path, made: Path) -> None:
    """Power may fail before the system has written all that it was given."""
    cut_short(folder)
    short = folder / "city_month/as-agreed/000000-000000.parquet"
    short.write_bytes(short.read_bytes()[:100])
    assert run(folder, resume=True).record.files == open_results(made).record.files


def test_a_line_of_the_journal_that_was_cut_says_nothing(folder: Path, made: Path) -> None:
    """What it would have said is run again."""
    cut_short(folder)
    text = (folder / JOURNAL).read_text()
    (folder / JOURNAL).write_text(text[:-9])
    assert run(folder, resume=True).record.files == open_results(made).record.files


def test_a_journal_that_is_none_is_refused(folder: Path) -> None:
    """It is not taken for an empty one."""
    cut_short(folder)
    (folder / JOURNAL).write_text("what is this\n")
    with pytest.raises(WrongInput, match="not as a run has left it"):
        run(folder, resume=True)


@pytest.mark.parametrize("numbers", ["000000-999999999999", "000001-000000", "0-1-2", "9" * 5000 + "-1", "x-y"])
def test_a_journal_of_blocks_that_cannot_be_is_refused(folder: Path, numbers: str) -> None:
    """Replications are never so many, nor do they run backwards; none is counted out before that is seen."""
    cut_short(folder)
    (folder / JOURNAL).write_text(f"{'0' * 64}  estate_year/as-agreed/{numbers}.parquet\n")
    with pytest.raises(WrongInput, match="not as a run has left it"):
        open_results(folder)


@pytest.mark.parametrize("fields", [{"replications": 10**12}, {"replications": 0}, {"block": 0}, {"only": -1}])
def test_a_record_of_more_replications_than_there_can_be_is_refused(folder: Path, fields: dict[str, Any]) -> None:
    """Or of none."""
    change(folder, **fields)
    with pytest.raises(WrongInput, match="not as a run has left it"):
        open_results(folder, unfinished=True)


def test_a_record_nested_without_end_is_refused(folder: Path) -> None:
    """As what is no record at all."""
    (folder / "record.json").write_text("[" * 100_000)
    with pytest.raises(WrongInput, match="not as a run has left it"):
        open_results(folder)


def test_a_folder_that_holds_something_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    """Results, other files, and a file of that name are all left alone."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").touch()
    (tmp_path / "file").touch()
    for name, said in (
        ("made", "results in this folder already"), ("other", "not empty"), ("file", "no folder"),
        ("no/such", "no folder .* for it to lie in"),
    ):  # fmt: skip
        with pytest.raises(WrongInput, match=said):
            run(tmp_path / name)
    assert open_results(folder).record.ended


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    """Whoever has made it, it may be filled."""
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty").finished("as-agreed") == {0, 1}


OTHERS: dict[str, dict[str, Any]] = {
    "the seed is else, it was small": {"seed": "else"},
    "the register is another": {"town": (*TOWN, Block("dild"))},
    "variant as-agreed has another number of months": {"months": 7},
    "values taken for guesses in variant no-compensation": {
        "assumed": {"as-agreed": {}, "no-compensation": {"compensation.method": "headroom"}}
    },
    "there is no variant no-compensation any more; variant slump is new": {"assumed": {"as-agreed": {}, "slump": {}}},
}


@pytest.mark.parametrize("said", OTHERS)
def test_a_folder_of_something_else_is_not_gone_on_with(folder: Path, said: str) -> None:
    """What differs is named, and the folder is as it was."""
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    other = small(**{"replications": 2, "months": 6, **OTHERS[said]})
    with pytest.raises(WrongInput) as wrong:
        run(folder, scenario=other, resume=True)
    assert said in wrong.value.text()
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*")) == before


def test_a_folder_of_another_program_is_not_gone_on_with(folder: Path) -> None:
    """Rows of two versions do not stand in one table."""
    plain = json.loads((folder / "record.json").read_text())
    change(folder, program="0" * 64, versions={**plain["versions"], "numba": "0.1"})
    with pytest.raises(WrongInput, match=r"numba is version .*, it was 0\.1.*the program is another"):
        run(folder, resume=True)


def test_nothing_to_go_on_with(tmp_path: Path) -> None:
    """To resume where there is no run is told apart from a damaged one."""
    with pytest.raises(WrongInput, match="no such folder"):
        run(tmp_path / "nowhere", resume=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    """It is told with the reason that the system gives."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(WrongInput, match="cannot be written: Permission denied"):
            run(tmp_path / "out")
    finally:
        tmp_path.chmod(0o700)


@pytest.fixture
def full_disk() -> Iterator[Callable[[Step], None]]:
    """Give what lets no file grow over 9,000 bytes once replications are run, as if the disk were full."""
    resource = pytest.importorskip("resource", reason="the system has no limits for files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    over, turn = threading.Event(), threading.Lock()

    def fill(step: Step) -> None:
        with turn:
            if step.kind == "run" and not over.is_set():  # a thread may still tell of its last step after the test
                resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, before[1]))

    yield fill
    with turn:
        over.set()
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_stops_the_run_and_keeps_what_is_whole(tmp_path: Path, full_disk: Callable[[Step], None]) -> None:
    """The first file that does not fit is told; no half file is left, and with room again the run is gone on with."""
    scenario = small(replications=3, months=40)
    order = Order(scenario, "x", tmp_path / "out", estates_monthly=True)
    with pytest.raises(WrongInput, match="cannot be written: File too large"):
        run_scenario(order, Threads(1), full_disk)
    kept = open_results(tmp_path / "out", unfinished=True)
    assert kept.finished("no-compensation") == frozenset()
    assert not list((tmp_path / "out").rglob("*.part"))


def test_a_run_that_had_not_begun_is_begun_anew(folder: Path, tmp_path: Path) -> None:
    """A folder with what is put in before the first replication, and no record, is as good as empty."""
    (tmp_path / "half").mkdir()
    for name in ("places.parquet", "ground.json"):
        shutil.copy(folder / name, tmp_path / "half" / name)
    (tmp_path / "half" / ".record.json.part").write_text("{")
    found = run(tmp_path / "half")
    assert found.record.files == open_results(folder).record.files
