"""Write what came of the slips: the figures into `docs/mutants.md`, those that nobody noticed into `survived.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import yaml

from tests.mutation.results import HERE, Group, Tally
from tests.mutation.slips import Kind, Slip

KINDS: Sequence[tuple[Kind, str]] = (("changed", "a value or an operator changed"), ("emptied", "nothing in its place"))
OPEN = """\
# Slips that no test has noticed so far: each is a test that lacks, or belongs into equivalent.yaml with its reason. `run` of
# `of` tests that reach the function were run. Written by `make mutants ARGS="--tell --write"`.
"""


def figures(group: Group, kind: str, rows: Iterable[Tally]) -> str:
    """Give the figures of a group as a paragraph and a table, for the modules of which something was tried."""
    every = list(rows)
    total = _sum(every)
    if not total.tried + total.equivalent:
        return f"**{group.title}, {kind}**: {total.slips} slips in {len(every)} modules; none was tried."
    typed = f" ({total.by_types} of them by the type checker)" if total.by_types else ""
    lines = [
        (
            f"**{group.title}, {kind}**: of {total.slips} slips {total.tried + total.equivalent} were tried; {total.killed} were noticed{typed}, "
            f"{total.survived} not, {total.unreached} are reached by no test that was run, {total.equivalent} are listed as equivalent; "
            f"{total.unrun} were not tried. Noticed of those tried and not equivalent: {_share(total)}."
        ),
        "",
        "| module | slips | noticed | not noticed | reached by no test | equivalent | not tried |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.path} | {row.slips} | {row.killed} | {row.survived} | {row.unreached} | {row.equivalent} | {row.unrun} |"
        for row in every
    ]
    return "\n".join(lines)


def write(page: Path, texts: Iterable[str], survived: Iterable[tuple[Slip, Mapping[str, object]]]) -> None:
    """Write the figures between their marks on the page, and the slips that nobody noticed."""
    marked = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)
    said = "\n" + "\n\n".join(texts) + "\n\n"
    page.write_text(marked.sub(lambda found: found[1] + said + found[2], page.read_text("utf-8")), "utf-8")
    rows = [
        {"module": slip.path, "function": slip.function, "before": slip.before, "after": slip.after,
         "outcome": row["outcome"], "run": row["run"], "of": row["of"]}
        for slip, row in sorted(survived, key=lambda one: (one[0].path, one[0].line, one[0].of))
    ]  # fmt: skip
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=120) if rows else ""
    (HERE / "survived.yaml").write_text(OPEN + text, "utf-8")


def _sum(rows: Iterable[Tally]) -> Tally:
    every = list(rows)
    return Tally(
        "", sum(one.slips for one in every), sum(one.killed for one in every),
        sum(one.by_types for one in every), sum(one.survived for one in every),
        sum(one.unreached for one in every), sum(one.equivalent for one in every),
    )  # fmt: skip


def _share(total: Tally) -> str:
    return f"{100 * total.killed / total.tried:.1f} %" if total.tried else "nothing was tried"
