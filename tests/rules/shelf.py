"""A small shelf of rules, written out: facts, sources, a law, a framework, an amendment, an individual agreement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kredslob.rules.declarations import build_facts
from kredslob.rules.documents import build_document
from kredslob.rules.messages import LANGUAGES, Problem, WrongInput, has_cpr
from kredslob.rules.model import Document, FactDeclaration, ParameterSeries
from kredslob.rules.shape import check_shape
from kredslob.rules.yaml_source import parse_yaml

FACTS = """\
facts:
  residents: {about: area, type: count, range: [0, 200000], origin: derived,
    label: {da: Beboere, en: Residents}, question: {da: Hvor mange?, en: How many?}}
  non_western: {about: area, type: share, range: [0, 1], origin: derived,
    label: {da: Andel, en: Share}, question: {da: Hvor stor?, en: How large?}}
  outside: {about: estate, type: share, range: [0, 1], origin: derived,
    label: {da: Udenfor, en: Outside}, question: {da: Hvor stor?, en: How large?}}
  exempt: {about: estate, type: yes_no, origin: decided, stage: classify,
    label: {da: Friholdt, en: Exempt}, question: {da: Friholdt?, en: Exempt?}}
  dwelling: {about: vacancy, type: choice, choices: {family: {da: familie, en: family}, youth: {da: unge, en: youth}},
    origin: given, label: {da: Bolig, en: Dwelling}, question: {da: Hvilken?, en: Which?}}
  rooms: {about: vacancy, type: count, range: [1, 12], origin: given,
    label: {da: Rum, en: Rooms}, question: {da: Hvor mange?, en: How many?}}
  channel: {about: vacancy, type: choice, origin: decided, stage: route,
    choices: {referral: {da: anvisning, en: referral}, ordinary: {da: venteliste, en: waiting list}},
    label: {da: Vej, en: Channel}, question: {da: Hvilken?, en: Which?}}
  hours: {about: applicant, type: hours, range: [0, 100], origin: given,
    label: {da: Timer, en: Hours}, question: {da: Hvor mange?, en: How many?}}
  job: {about: applicant, type: choice, choices: {none: {da: intet, en: none}, permanent: {da: fast, en: permanent},
    flexjob: {da: fleksjob, en: flexjob}},
    origin: given, label: {da: Job, en: Job}, question: {da: Hvilket?, en: Which?}}
  listed_since: {about: applicant, type: date, origin: given,
    label: {da: Siden, en: Since}, question: {da: Fra?, en: From?}}
  citizenship: {about: applicant, type: choice, choices: {home: {da: EU, en: EU}, other: {da: andet, en: other}},
    origin: given, label: {da: Statsborger, en: Citizen}, question: {da: Hvor?, en: Where?}}
  barred: {about: applicant, type: yes_no, origin: decided, stage: rank,
    label: {da: Udelukket, en: Barred}, question: {da: Udelukket?, en: Barred?}}
  group_work: {about: applicant, type: yes_no, origin: decided, stage: rank,
    label: {da: I arbejde, en: In work}, question: {da: I arbejde?, en: In work?}}
"""

SOURCES = """\
sources:
  act: {title: Loven, date: "2010", where: Lovtidende}
  plan: {title: Handleplan, date: "2012", where: Kommunen}
"""

LAW = """\
schema: 1
id: act
kind: law
title: {da: Lov, en: Act}
from: 2010-01-01
adopted: 2009-06-01
clauses:
  act-1: {title: {da: Første, en: First}, text: {da: Hvem, en: Whom}, source: act, basis: stated}
parameters:
  act.residents:
    title: {da: Beboere, en: Residents}
    unit: count
    clause: act-1
    range: [0, 100000]
    values:
      - {from: 2010-01-01, to: 2013-12-31, value: 1000, basis: stated, source: act}
      - {from: 2014-01-01, value: 500, basis: stated}
measures:
  outside:
    unit: estate
    age: [18, 64]
    numerator: [outside_workforce]
    denominator: aged_18_64
    averaging_years: 1
    effective: {da: Året, en: The year}
    clause: act-1
    basis: stated
limits:
  limit.criteria:
    clause: act-1
    severity: error
    reads: [citizenship, non_western]
    text: {da: saglige kriterier, en: objective criteria}
rules:
  - id: barred.no
    stage: rank
    clause: act-1
    basis: stated
    when: {always: true}
    then: {barred: false}
    text: {da: Ikke udelukket., en: Not barred.}
  - id: barred.citizenship
    stage: rank
    clause: act-1
    basis: stated
    when: {fact: citizenship, is: other}
    then: {barred: true}
    overrides: [barred.no]
    text: {da: Udelukket., en: Barred.}
"""

FRAMEWORK = """\
schema: 1
id: frame
kind: framework
title: {da: Rammeaftale, en: Framework}
from: 2011-01-01
to: 2014-12-31
adopted: 2010-12-16
draws_on: [act]
clauses:
  f-exempt: {title: {da: Friholdt, en: Exempt}, text: {da: Friholdt, en: Exempt}, source: plan, basis: stated}
  f-work: {title: {da: Arbejde, en: Work}, text: {da: Arbejde, en: Work}, source: plan, basis: stated}
parameters:
  outside.limit:
    title: {da: Grænse, en: Limit}
    unit: share
    clause: f-exempt
    values:
      - {from: 2011-01-01, value: 0.40, basis: stated, source: plan}
  work.hours:
    title: {da: Timer, en: Hours}
    unit: hours
    clause: f-work
    range: [1, 60]
    values:
      - from: 2011-01-01
        value: 25
        basis: assumed
        alternatives: [25, 36.5]
        question: {da: Hvor mange timer?, en: How many hours?}
  work.jobs:
    title: {da: Job, en: Jobs}
    unit: names
    clause: f-work
    values:
      - {from: 2011-01-01, value: [permanent], basis: stated}
  rehousing.position:
    title: {da: Plads, en: Position}
    unit: choice
    clause: f-exempt
    choices: {first: {da: først, en: first}, last: {da: sidst, en: last}}
    values:
      - {from: 2011-01-01, value: first, basis: stated}
rules:
  - id: exempt.none
    stage: classify
    clause: f-exempt
    basis: stated
    when: {always: true}
    then: {exempt: false}
    text: {da: Ikke friholdt., en: Not exempt.}
  - id: exempt.over
    stage: classify
    clause: f-exempt
    basis: stated
    when: {fact: outside, over: {parameter: outside.limit}}
    then: {exempt: true}
    overrides: [exempt.none]
    text: {da: Friholdt., en: Exempt.}
  - id: channel.ordinary
    stage: route
    clause: f-exempt
    basis: stated
    when: {always: true}
    then: {channel: ordinary}
    text: {da: Venteliste., en: Waiting list.}
  - id: channel.referral
    stage: route
    clause: f-exempt
    basis: stated
    when:
      all:
        - {fact: exempt, is: false}
        - {parameter: rehousing.position, is: first}
    then: {channel: referral}
    overrides: [channel.ordinary]
    text: {da: Anvisning., en: Referral.}
  - id: work.no
    stage: rank
    clause: f-work
    basis: stated
    when: {always: true}
    then: {group_work: false}
    text: {da: Ikke i arbejde., en: Not in work.}
  - id: work.yes
    stage: rank
    clause: f-work
    basis: stated
    when:
      all:
        - {fact: hours, at_least: {parameter: work.hours}}
        - {fact: job, in: {parameter: work.jobs}}
    then: {group_work: true}
    overrides: [work.no]
    text: {da: I arbejde., en: In work.}
"""

AMENDMENT = """\
schema: 1
id: spring
kind: amendment
extends: frame
title: {da: Justering, en: Adjustment}
from:
  value: 2012-04-01
  basis: assumed
  range: [2012-03-01, 2012-05-31]
  question: {da: Hvilken dag?, en: Which day?}
adopted: 2012-04-01
clauses:
  s-new: {title: {da: Nye, en: New}, text: {da: Nye, en: New}, source: plan, basis: stated}
changes:
  - set: outside.limit
    value: 0.45
    basis: stated
    source: plan
    reason: {da: Grund, en: Reason}
  - replace: exempt.over
    with:
      stage: classify
      clause: s-new
      basis: stated
      when: {fact: outside, at_least: {parameter: outside.limit}}
      then: {exempt: true}
      overrides: [exempt.none]
      text: {da: Friholdt nu., en: Exempt now.}
    reason: {da: Grund, en: Reason}
    source: plan
  - add:
      id: exempt.large
      stage: classify
      clause: s-new
      basis: stated
      when: {fact: residents, at_least: {parameter: act.residents}}
      then: {exempt: false}
      overrides: [exempt.over]
      text: {da: Stor., en: Large.}
    reason: {da: Grund, en: Reason}
"""

INDIVIDUAL = """\
schema: 1
id: north
kind: individual
title: {da: Nord, en: North}
framework: frame
organisation: org
origin: synthetic
estates:
  north-1:
    origin: synthetic
    wheels:
      referral:
        - {from: 2011-01-01, version: "2011", turns: 1, of: 3}
        - {from: 2013-01-01, version: "2013", slots: [open, referral]}
      external: [{from: 2011-01-01, version: "2011", flexible: 4, of: 9}]
    parameters:
      work.hours: [{from: 2012-01-01, value: 36.5, basis: assumed, source: plan,
        alternatives: [36.5, 37], question: {da: Timer?, en: Hours?}}]
"""

FILES: Mapping[str, str] = {
    "facts/all.yaml": FACTS,
    "sources.yaml": SOURCES,
    "law/act.yaml": LAW,
    "agreements/frame.yaml": FRAMEWORK,
    "agreements/aaa-spring.yaml": AMENDMENT,  # read before what it amends, by its name
    "individual/frame/north.yaml": INDIVIDUAL,
}


def lay_out(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder, by their paths in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def facts(text: str = FACTS) -> dict[str, FactDeclaration]:
    """Read facts as the shelf does."""
    source = parse_yaml(text, "facts.yaml")
    check_shape("FactsFile", source)
    return build_facts([source])


def document(text: str, parameters: Mapping[str, ParameterSeries] | None = None) -> Document:
    """Read a document as the shelf does."""
    source = parse_yaml(text, "file.yaml")
    check_shape("DocumentFile", source)
    return build_document(source, facts(), parameters or {}, "digest")


def framework_parameters() -> Mapping[str, ParameterSeries]:
    """Give the parameters that an amendment of the framework may set."""
    return document(FRAMEWORK).parameters


def amending(ident: str, start: str, changes: str, extends: str = "frame", adopted: str = "2012-01-01") -> str:
    """Write an amendment; its changes stand with semicolons between them, and each gets a reason."""
    lines = [f"  - {{{change}, reason: {{da: a, en: b}}}}\n" for change in changes.split("; ")]
    return (
        f"schema: 1\nid: {ident}\nkind: amendment\nextends: {extends}\ntitle: {{da: a, en: b}}\nfrom: {start}\n"
        f"adopted: {adopted}\nchanges:\n" + "".join(lines)
    )


def edited(text: str, old: str, new: str) -> str:
    """Give the text with one passage rewritten, which must be there."""
    assert old in text
    return text.replace(old, new, 1)


WITHOUT_A_CURE = {
    "{name} is not a parameter of the agreement.",
    "{name} is not a parameter of what is amended.",
    "there is no individual agreement {id} under {framework}.",
    "{id} extends {base}, which is not there.",
    "{id} draws on {law}, which is not there.",
    "{field} is not a field of wheel {wheel}.",
    "the file is larger than {limit} bytes.",
}


def refused(call: Callable[[], object]) -> tuple[Problem, ...]:
    """Give the problems with which a call is refused."""
    with pytest.raises(WrongInput) as caught:
        call()
    return told(caught.value)


def told(wrong: WrongInput) -> tuple[Problem, ...]:
    """Give the problems of an error; there are some, each can be said in both languages, and none repeats a CPR number.

    Each says what would be accepted, but for a few where there is nothing to add to what is wrong.
    """
    assert wrong.problems
    for problem in wrong.problems:
        assert problem.accepted is not None or problem.found.template in WITHOUT_A_CURE, problem.text()
        for lang in LANGUAGES:
            said = problem.text(lang)
            assert said.encode("utf-8")
            assert "\n" not in said
            assert not has_cpr(said)
        assert not has_cpr(f"{problem.place.file} {problem.place.field} {problem.nearest}")
    return wrong.problems


def line_of(text: str, passage: str) -> int:
    """Give the line on which a passage begins, counted from 1."""
    return text[: text.index(passage)].count("\n") + 1
