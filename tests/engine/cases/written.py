"""Files of cases of a test's own: a few lines of YAML, read and run against the shipped rules."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kredslob.engine.cases.comparing import Difference
from kredslob.engine.cases.model import WrittenCase
from kredslob.engine.cases.reading import cases_of
from kredslob.engine.cases.running import Bench, Verdict
from kredslob.rules.messages import Problem, WrongInput
from kredslob.rules.yaml_source import parse_yaml
from tests.engine.small_city import library

HEAD = """schema: 1
document: kbh-2011-2014
source: tmu-2012
common:
  on: 2011-05-02
  dwelling_kind: family
  rooms: 3
  referral_turn: 1
  transfer_turn: 1
  split_turn: 1
  flexible_due: true
  assume: true
  estate: {measurements: [{year: 2010, aged_18_64: 1000, outside_workforce: 300}]}
  applicant:
    list: external
    job: none
    weekly_hours: 0
    birth_date: 1971-01-01
    in_education: false
    studies_locally: false
    resident_in_city: true
    leaving_parental_home: false
    seeks_age_suited_home: false
    children: 0
    parting: none
    child_stays: false
    tenant_of: none
    return_guarantee: false
    needs_action_plan: false
    secure_placement: false
    tenancy_terminated: false
    citizenship: home
    benefit: none
    has_partner: false
    partner_benefit: none
cases:
"""
PEOPLE = """applicants:
        - {id: A1, listed_since: 2008-01-01}
        - {id: A2, listed_since: 2009-01-01, job: permanent, weekly_hours: 25}"""


def file_of(*cases: str, head: str = HEAD) -> str:
    """Give the text of a file with these cases, each as its lines after the id."""
    return head + "".join(f"  - id: c{number}\n    name: A case\n{case}\n" for number, case in enumerate(cases, 1))


def case_text(expected: str, situation: str = PEOPLE) -> str:
    """Give the lines of a case: `situation` a line or several, `expected` the names and values in braces."""
    return f"    situation:\n      {situation}\n    expected: {expected}"


def read(text: str) -> tuple[WrittenCase, ...]:
    """Read a file of cases."""
    return cases_of(parse_yaml(text, "own.yaml"), library()).cases


def wrong(text: str) -> Sequence[Problem]:
    """Give what is wrong with a file."""
    with pytest.raises(WrongInput) as caught:
        read(text)
    return caught.value.problems


def verdict(expected: str, situation: str = PEOPLE) -> Verdict:
    """Run a case."""
    (case,) = read(file_of(case_text(expected, situation)))
    return Bench(library()).run(case, check=True)


def differences(expected: str, situation: str = PEOPLE) -> Sequence[Difference]:
    """Give what of a case came out otherwise."""
    return verdict(expected, situation).differences
