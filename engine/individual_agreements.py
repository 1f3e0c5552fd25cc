"""Make the shipped individual agreements: `python -m kredslob.engine.individual_agreements`, or `make register`.

The referral wheels are those of the quota account when the framework begins, and of the adjustments named in
`individual_agreements.yaml`; the external wheels are drawn. What is known stands in that file. The same register and
the same file give the same bytes on every machine; a test holds what is committed to it.
"""

from __future__ import annotations

import sys
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kredslob.engine.account import settled_account
from kredslob.engine.adjustment import proposals, wheel_changes
from kredslob.engine.agreement_text import EDITOR, rules_text
from kredslob.engine.office import Office
from kredslob.engine.quota import EstateAccount
from kredslob.engine.register.drawing import Stream
from kredslob.engine.register.model import Register
from kredslob.engine.register.reading import read_register
from kredslob.engine.register.rows import Organisation
from kredslob.engine.wheels import REFERRAL
from kredslob.engine.writing import write_whole
from kredslob.rules.library import SHIPPED, Library, load_library

PUBLIC = Path(__file__).with_name("individual_agreements.yaml")
Plain = dict[str, Any]

SCHEMA = "../../../docs/schemas/agreement.json"  # from where the agreements are shipped
HEAD = """\
# The individual agreement of 2011 for {count} {estates} of {organisation}.
#
# Made, not read: that there were 39 agreements with 19 organisations is public (tmu-2012), which estates each covered
# and what it fixed is not. The referral wheels are those that the quota account gives by the assumed compensation (every
# third, and in whole turns what the exempt estates lose); the external wheels are drawn between 1 and 8 of 9.
{known}# Made by `make register` from engine/individual_agreements.yaml; change that, not this.
"""


def individual_agreements(library: Library, register: Register, told: Plain) -> dict[str, bytes]:
    """Give every individual agreement by file name, as the bytes of its file.

    Args:
        library: the shelf with the framework; individual agreements on it are not read.
        register: the estates, and which agreement each is under.
        told: what individual_agreements.yaml says.
    """
    with tempfile.TemporaryDirectory() as shelf:
        folder = Path(shelf) / told["framework"]
        folder.mkdir()
        office = Office(replace(library, individual=Path(shelf)), register)
        account = settled_account(office, told["from"], {})
        texts = {name: rules_text(plain, head) for name, plain, head in _first(register, told, account.estates)}
        for day in told["adjusted"]:
            for name, text in texts.items():
                (folder / name).write_text(text, encoding="utf-8", newline="\n")
            # An office keeps the terms that it has drawn, and the files have changed under it.
            office = Office(office.library, register)
            wheels = wheel_changes(office, settled_account(office, day, {}), {})
            texts |= {one.name: one.text for one in proposals(office, day, wheels)}
    return {name: f"{EDITOR}{SCHEMA}\n{text}".encode() for name, text in texts.items()}


def _first(register: Register, told: Plain, estates: tuple[EstateAccount, ...]) -> Iterator[tuple[str, Plain, str]]:
    """Give the agreements as first made: file name, content, comments at the head."""
    under: dict[str, list[EstateAccount]] = {}
    for one in estates:
        if one.estate.agreement is not None:
            under.setdefault(one.estate.agreement, []).append(one)
    for agreement, members in sorted(under.items()):
        organisation = register.organisations[members[0].estate.organisation]
        title = _title(agreement, organisation, told)
        plain = {
            "schema": 1, "id": agreement, "kind": "individual", "framework": told["framework"],
            "organisation": organisation.id, "origin": "synthetic",
            "title": {"da": f"Individuel udlejningsaftale 2011: {title}", "en": f"Individual letting agreement of 2011: {title}"},
            "from": told["from"], "to": told["to"], "adopted": told["adopted"],
            "estates": {one.estate.id: _estate(one, told) for one in members},
        }  # fmt: skip
        said = dict.fromkeys(known["said"] for one in members for known in _known(one, told))
        head = HEAD.format(
            count=len(members), estates="estate" if len(members) == 1 else "estates", organisation=organisation.name,
            known="".join(f"{line}\n" for text in said for line in _comment(text)),
        )  # fmt: skip
        yield f"{agreement}.yaml", plain, head


def _title(agreement: str, organisation: Organisation, told: Plain) -> str:
    suffix = agreement.removeprefix(f"{organisation.id}-")
    return f"{organisation.name}, {told['titles'].get(agreement, suffix)}"


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, 120, initial_indent="# ", subsequent_indent="# ")


def _known(one: EstateAccount, told: Plain) -> list[Plain]:
    """Give what is known of an estate, of its agreement and of its organisation."""
    is_of = {"organisation": one.estate.organisation, "agreement": one.estate.agreement, "estate": one.estate.id}
    return [known for known in told["known"] if any(known.get(key) == value for key, value in is_of.items())]


def _estate(one: EstateAccount, told: Plain) -> Plain:
    start, version = told["from"], str(told["from"].year)
    known = _known(one, told)
    external = next((each["external"] for each in known if "external" in each), None) or _drawn(one, told)
    wheels = {
        REFERRAL: [{"from": start, "version": version, "turns": one.wheel[0], "of": one.wheel[1]}],
        "external": [{"from": start, "version": version, **external}],
    }
    parameters = {
        name: [{"from": start, **value}] for each in known for name, value in each.get("parameters", {}).items()
    }
    return {"origin": "synthetic", "wheels": wheels, **({"parameters": parameters} if parameters else {})}


def _drawn(one: EstateAccount, told: Plain) -> Plain:
    """Draw an estate's flexible turns: more where more residents are outside the workforce."""
    aim = told["external"]
    low, high = aim["outside_ppm"]
    least, most = aim["least"], aim["most"]
    share = one.read.share if isinstance(one.read.share, int) else (low + high) // 2
    turns = least + (share - low) * (most - least) // (high - low)
    turns += Stream(told["seed"], one.estate.id, "flexible").whole(-aim["luck"], aim["luck"])
    return {"flexible": max(least, min(most, turns)), "of": aim["of"]}


def told_facts(path: Path = PUBLIC) -> Plain:
    """Read what is known and what the made agreements aim at."""
    import yaml

    loaded: Plain = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def write(folder: Path) -> None:
    """Write every agreement into a folder, and remove those that are made no longer."""
    made = individual_agreements(load_library(), read_register(), told_facts())
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.yaml"):
        if path.name not in made:
            path.unlink()
    for name, data in made.items():
        write_whole(folder / name, data)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED / "individual" / told_facts()["framework"])
