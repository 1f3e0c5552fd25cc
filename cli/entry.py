"""What every command that writes into the ledger takes: the database and its key, who, which day, with which rules."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code
from kredslob.rules.messages import Lang, Message, language_of

if TYPE_CHECKING:
    from kredslob.engine.ledger.chain import Event
    from kredslob.engine.ledger.store import Ledger
    from kredslob.engine.office import Office
    from kredslob.engine.phrasing import Words

OPTIONS: Final[Mapping[str, Any]] = {
    "by": options.By,
    "on": options.Happened,
    "register": options.Register,
    "agreement": options.Agreement,
    "as_known": options.AsKnown,
    "db": options.Database,
    "key": options.Key,
    "json": options.Json,
    "lang": options.Lang,
}
ALWAYS: Final = ("db", "key", "lang")
WRITES: Final = ("by",)
STEP: Final = ("by", "on")
WITH_RULES: Final = ("by", "on", "register", "agreement")


class Entry:
    """One entry in the ledger: what its options say, each opened when it is first needed."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger."""
        from kredslob.engine.ledger.opening import open_ledger

        return open_ledger(self._given["db"], self._given["key"])

    def close(self) -> None:
        """Close the ledger, if it has been opened."""
        if "ledger" in vars(self):
            self.ledger.engine.dispose()

    @cached_property
    def office(self) -> Office:
        """The rules and the register."""
        from kredslob.cli.opening import open_office

        return open_office(self._given.get("register"), self._given.get("agreement"), self._given.get("as_known"))

    @property
    def who(self) -> str:
        """Who makes the entry."""
        from kredslob.engine.ledger.texts import who

        return who(self._given.get("by"))

    @property
    def day(self) -> date:
        """The day of what is entered."""
        from kredslob.engine.inputs import read_day

        text = self._given.get("on")
        return read_day(text, "--on") if text else date.today()  # noqa: DTZ011 - the day in the office

    @property
    def lang(self) -> Lang:
        """The language that is spoken."""
        asked = self._given.get("lang")
        return language_of(asked.value if asked else None)

    @property
    def words(self) -> Words:
        """The words of the office's rules."""
        from kredslob.cli.opening import words_of

        return words_of(self.office, self.lang)

    @property
    def json(self) -> bool:
        """Whether a program is to read the answer."""
        return bool(self._given.get("json"))

    @property
    def place(self) -> tuple[str | None, str | None]:
        """The database and the key, as given."""
        return self._given["db"], self._given["key"]

    def say(self, message: Message) -> None:
        """Say something on the output stream."""
        typer.echo(message.text(self.lang))

    def written(self, event: Event) -> Code:
        """Say where the chain ends, now that an event has been written."""
        self.say(Message("Head {head}", head=event.head.text))
        return Code.DONE


def entry(*names: str) -> Callable[[Callable[..., Code]], Callable[..., Code]]:
    """Give a command the options named, and those that every command of the ledger has; it gets them as `at`."""
    taken = (*names, *(name for name in ALWAYS if name not in names))

    def decorated(command: Callable[..., Code]) -> Callable[..., Code]:
        @wraps(command)
        def run(*words: Any, **values: Any) -> Code:
            at = Entry({name: values.pop(name) for name in taken})
            try:
                return command(*words, at=at, **values)
            finally:
                at.close()

        own = [one for one in inspect.signature(command, eval_str=True).parameters.values() if one.name != "at"]
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False if name == "json" else None,
                              annotation=OPTIONS[name])
            for name in taken
        ]  # fmt: skip
        run.__signature__ = inspect.Signature([*own, *added])  # type: ignore[attr-defined]
        run.__annotations__ = {one.name: one.annotation for one in (*own, *added)}
        return run

    return decorated
