"""The folder of a search: what it looked at, point by point as it is finished, and in the end what it has found.

FOLDER/search.json       the answer: `plain.read_answer` gives it again
FOLDER/points.parquet    every point that was run, see `points`; points.csv the same for a spreadsheet
FOLDER/A.yaml, ...       each point that is told, as an amendment ready to be checked, proved and compared
FOLDER/files.sha256      the fingerprints of all these, as `sha256sum -c` reads them
FOLDER/terms/            the file of terms and the amendments that it names, as they were
FOLDER/begun.json        while it is not finished: what is searched, how much, and which way it goes
FOLDER/looked.jsonl      while it is not finished: a line for each point that has been looked at
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr
from kredslob.scenarios.files.written_by_us import NOT_AS_WRITTEN
from kredslob.scenarios.results.blocks import parquet_bytes
from kredslob.scenarios.results.fingerprints import program_fingerprint
from kredslob.scenarios.results.putting import copies_of, hold, json_bytes, put, put_copies
from kredslob.scenarios.searching.answer import Answer
from kredslob.scenarios.searching.budgeting import Pace, Plan
from kredslob.scenarios.searching.gauging import plain_gauge, read_gauge
from kredslob.scenarios.searching.judging import plain_verdict, read_verdict
from kredslob.scenarios.searching.plain import KIND, SCHEMA, plain_answer, read_answer
from kredslob.scenarios.searching.points import points_frame
from kredslob.scenarios.searching.proposing import proposal_of
from kredslob.scenarios.searching.question import Point, Search
from kredslob.scenarios.searching.seeking import Looked

ANSWER: Final = "search.json"
BEGUN: Final = "begun.json"
LOOKED: Final = "looked.jsonl"
MARKS: Final = "files.sha256"
TERMS: Final = "terms"


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known of a search that was stopped: how much may be run, which way it goes by what pace, what has been looked at."""

    budget: str
    plan: Plan | None
    pace: Pace | None
    looked: Mapping[Point, Looked]


def open_search(path: Path) -> Answer:
    """Give the answer of a search that has been written into a folder.

    Raises:
        WrongInput: it is no folder of a search, or of one that is not finished; the answer is not as it was left.
    """
    place = Place(mask_cpr(str(path)))
    accepted = Message("a folder that kredslob search -o has made")
    if not path.is_dir():
        raise WrongInput(Problem(place, Message("there is no such folder."), accepted))
    if not (path / ANSWER).is_file():
        found = Message("the search is not finished.") if (path / BEGUN).is_file() else Message("this is no folder of a search.")  # fmt: skip
        raise WrongInput(Problem(place, found, accepted))
    try:
        data = (path / ANSWER).read_bytes()
        if _mark(data) != _marks(path).get(ANSWER, _mark(data)):
            raise ValueError(ANSWER)
        return read_answer(json.loads(data.decode("utf-8")))
    except NOT_AS_WRITTEN as wrong:
        found = Message("the file is not as a search has left it.")
        raise WrongInput(Problem(Place(mask_cpr(str(path / ANSWER))), found, accepted)) from wrong


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _marks(path: Path) -> dict[str, str]:
    """Give the fingerprint of each file by its name; nothing where none are kept, as older versions have left it."""
    try:
        lines = (path / MARKS).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return {name: mark for mark, name in (line.split("  ", 1) for line in lines)}


def is_finished(path: Path) -> bool:
    """Tell whether a folder holds a finished search."""
    return (path / ANSWER).is_file()


def refuse_used(folder: Path) -> None:
    """Raise WrongInput if there is something in a folder already, or what it is to lie in is not there."""
    place = Place(mask_cpr(str(folder)))
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        found = Message("there is something of this name already.")
        raise WrongInput(Problem(place, found, Message("another folder with -o, or --resume to go on with a search")))
    if not folder.absolute().parent.is_dir():
        found = Message("there is no folder {folder} for it to lie in.", folder=mask_cpr(str(folder.parent)))
        raise WrongInput(Problem(place, found, Message("a folder in one that is there")))


def begun_of(folder: Path, search: Search) -> Begun:
    """Give what is known of a search that was stopped.

    Raises:
        WrongInput: there is none in the folder, it is of something else, or was made by another program.
    """
    place = Place(mask_cpr(str(folder)))
    try:
        plain = json.loads((folder / BEGUN).read_text("utf-8"))
        mark = (plain["kind"], plain["schema"], plain["fingerprint"], plain["program"])
        plan, pace = plain["plan"], plain["pace"]
        told = Begun(str(plain["budget"]), Plan(**plan) if plan else None, Pace(**pace) if pace else None, {})
    except OSError:
        found = Message("there is no search here to go on with.")
        raise WrongInput(Problem(place, found, Message("a folder of kredslob search -o, without --resume to begin one"))) from None  # fmt: skip
    except NOT_AS_WRITTEN:
        raise WrongInput(Problem(Place(mask_cpr(str(folder / BEGUN))), Message("the file is not as a search has left it."), Message("another folder with -o"))) from None  # fmt: skip
    if mark != (KIND, SCHEMA, search.fingerprint, program_fingerprint()):
        found = Message("this is another search, or another version of the program has begun it.")
        raise WrongInput(Problem(place, found, Message("another folder with -o")))
    return Begun(told.budget, told.plan, told.pace, dict(_looked(folder / LOOKED, search)))


def _looked(path: Path, search: Search) -> Iterator[tuple[Point, Looked]]:
    """Give what each line says; one that was cut short says nothing, nor does any after it."""
    try:
        lines = path.read_text("utf-8").split("\n")[:-1]
    except (OSError, ValueError):
        return
    for line in lines:
        try:
            plain = json.loads(line)
            point = tuple(plain["point"])
            verdict = None if plain["verdict"] is None else read_verdict(plain["verdict"])
            gauge = None if plain["gauge"] is None else read_gauge(plain["gauge"])
        except NOT_AS_WRITTEN:
            return
        if plain["why"] == "not_run":  # it may have lacked something that is there now
            continue
        proposal = None if not search.changed(point) or plain["why"] == "unlawful" else proposal_of(search, point)
        yield point, Looked(point, proposal, verdict, gauge, plain["why"])


class Keeping:
    """A folder that a search writes to; one at a time.

    Args:
        folder: where; search: what is searched; budget: how much may be run, as it was asked for.
    """

    def __init__(self, folder: Path, search: Search, budget: str) -> None:
        self._folder = folder
        self._search = search
        self._budget = budget
        self._journal: IO[str] | None = None

    @contextmanager
    def held(self) -> Iterator[Keeping]:
        """Hold the folder, made if it is not there.

        Raises:
            WrongInput: it cannot be made or written to, or another search holds it.
        """
        with _told_of(self._folder):
            self._folder.mkdir(exist_ok=True)
            with (self._folder / LOOKED).open("a", encoding="utf-8", newline="\n") as journal:
                if not hold(journal):
                    found = Message("another search is writing to this folder.")
                    raise WrongInput(Problem(Place(mask_cpr(str(self._folder))), found, Message("another folder with -o")))  # fmt: skip
                self._journal = journal
                _cut_back(self._folder / LOOKED)
                yield self
        self._journal = None

    def begin(self, plan: Plan | None, pace: Pace | None) -> None:
        """Write what is searched and which way it goes."""
        plain = {
            "schema": SCHEMA, "kind": KIND, "fingerprint": self._search.fingerprint, "program": program_fingerprint(),
            "budget": self._budget, "plan": None if plan is None else _fields(plan),
            "pace": None if pace is None else _fields(pace),
        }  # fmt: skip
        with _told_of(self._folder):
            put_copies(self._folder, copies_of(self._search.sources, TERMS))
            put(self._folder / BEGUN, json_bytes(plain))

    def note(self, looked: Sequence[Looked]) -> None:
        """Keep what some points have come to."""
        if self._journal is None:
            raise RuntimeError("a folder is written to only while it is held")
        with _told_of(self._folder):
            for one in looked:
                self._journal.write(json.dumps(_plain_looked(one), ensure_ascii=False) + "\n")
            self._journal.flush()
            os.fsync(self._journal.fileno())

    def end(self, answer: Answer, amendments: Mapping[str, str]) -> None:
        """Write the answer; `amendments` are the texts of those points that are told, by their names."""
        frame = points_frame(answer)
        with _told_of(self._folder):
            texts = {**self._below(), **amendments}
            files = {
                **{f"{name}.yaml": text.encode() for name, text in texts.items()},
                "points.parquet": parquet_bytes(frame), "points.csv": frame.write_csv().encode(),
                MARKS: b"", ANSWER: json_bytes(plain_answer(answer)),
            }  # fmt: skip
            files[MARKS] = "".join(f"{_mark(data)}  {name}\n" for name, data in files.items() if name != MARKS).encode()
            for name, data in files.items():  # the answer last: with it the search is finished
                put(self._folder / name, data)
            for name in (BEGUN, LOOKED):
                (self._folder / name).unlink(missing_ok=True)

    def _below(self) -> dict[str, str]:
        """Give the amendments and agreements of a person's own that points build on, so that they are found beside them."""
        search = self._search
        own = [one for one in (search.agreement.base, *search.agreement.amendments) if Path(one.name).is_file()]
        return {one.id: Path(one.name).read_text("utf-8") for one in own}


def _cut_back(path: Path) -> None:
    """Take a line that was cut short off a journal, so that it does not run into the next."""
    held = path.read_bytes()
    if held and not held.endswith(b"\n"):
        os.truncate(path, held.rfind(b"\n") + 1)


def _plain_looked(one: Looked) -> dict[str, Any]:
    return {
        "point": list(one.point), "why": one.why, "verdict": None if one.verdict is None else plain_verdict(one.verdict),
        "gauge": None if one.gauge is None else plain_gauge(one.gauge),
    }  # fmt: skip


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


@contextmanager
def _told_of(folder: Path) -> Iterator[None]:
    """Let what cannot be written be told as wrong input, with the reason that the system gives."""
    try:
        yield
    except OSError as wrong:
        found = Message("the answer cannot be written: {reason}.", reason=wrong.strerror or type(wrong).__name__)
        place = Place(mask_cpr(str(wrong.filename or folder)))
        raise WrongInput(Problem(place, found, Message("a folder that can be written to"))) from wrong
