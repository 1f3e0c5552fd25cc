"""Complete words at the prompt: estates, organisations, agreements, clauses, facts. A fault here says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def _matching(incomplete: str, words: Callable[[], Iterable[tuple[str, str]]]) -> list[tuple[str, str]]:
    try:
        return [(word, told) for word, told in words() if word.casefold().startswith(incomplete.casefold())]
    except Exception:  # noqa: BLE001 - completion must never disturb what somebody is typing
        return []


def estates(incomplete: str) -> list[tuple[str, str]]:
    """Give the estates of the shipped register whose id begins so."""

    def words() -> Iterable[tuple[str, str]]:
        from kredslob.engine.register.reading import read_register

        return ((row.id, row.name) for row in read_register().estates.values())

    return _matching(incomplete, words)


def organisations(incomplete: str) -> list[tuple[str, str]]:
    """Give the organisations of the shipped register whose id begins so."""

    def words() -> Iterable[tuple[str, str]]:
        from kredslob.engine.register.reading import read_register

        return ((row.id, row.name) for row in read_register().organisations.values())

    return _matching(incomplete, words)


def agreements(incomplete: str) -> list[tuple[str, str]]:
    """Give the agreements and amendments whose id begins so."""

    def words() -> Iterable[tuple[str, str]]:
        from kredslob.cli.language import HELP
        from kredslob.rules.library import load_library

        documents = load_library().documents.values()
        return ((one.id, one.title.read(HELP)) for one in documents if one.kind in ("framework", "amendment"))

    return _matching(incomplete, words)


def scenarios(incomplete: str) -> list[tuple[str, str]]:
    """Give the shipped scenarios whose id begins so."""

    def words() -> Iterable[tuple[str, str]]:
        from kredslob.cli.language import HELP
        from kredslob.scenarios.files.shelf import shipped_titles

        return ((name, title.read(HELP)) for name, (title, _) in shipped_titles().items())

    return _matching(incomplete, words)


def agreements_and_scenarios(incomplete: str) -> list[tuple[str, str]]:
    """Give the agreements, amendments and shipped scenarios whose id begins so."""
    return [*agreements(incomplete), *scenarios(incomplete)]


def clauses(incomplete: str) -> list[tuple[str, str]]:
    """Give the clauses of all agreements and laws whose id begins so."""

    def words() -> Iterable[tuple[str, str]]:
        from kredslob.cli.language import HELP
        from kredslob.rules.library import load_library

        documents = load_library().documents.values()
        return ((key, one.title.read(HELP)) for document in documents for key, one in document.clauses.items())

    return _matching(incomplete, words)


def facts(incomplete: str) -> list[tuple[str, str]]:
    """Give the declared facts whose name begins so."""

    def words() -> Iterable[tuple[str, str]]:
        from kredslob.cli.language import HELP
        from kredslob.rules.library import load_library

        return ((name, one.label.read(HELP)) for name, one in load_library().facts.items())

    return _matching(incomplete, words)


def searches(incomplete: str) -> list[tuple[str, str]]:
    """Give the shipped files of terms whose id begins so."""

    def words() -> Iterable[tuple[str, str]]:
        from kredslob.cli.language import HELP
        from kredslob.scenarios.searching.shelf import shipped_search_titles

        return ((name, title.read(HELP)) for name, title in shipped_search_titles().items())

    return _matching(incomplete, words)
