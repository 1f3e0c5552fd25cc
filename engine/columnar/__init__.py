"""The third evaluator: registers, sweeps and simulated cities decided by the same rules, a column at a time.

Rules drawn up for a day are compiled once (`compile_columns`) and then decide any number of rows. Conditions, overrides
and precedence are worked out here independently of the other evaluators; what is shared is the loaded agreement and the
derived facts. Tests hold all of them equal.

A fact is a `Column` of one-dimensional arrays of one length, a row for each estate, vacancy or applicant:

    type of fact                  values                            unknown             between two ends
    yes_no                        bool                              known[row] False    -
    choice                        integer: its place among the      known[row] False    -
                                  declared choices
    date                          integer: its proleptic ordinal,   known[row] False    -
                                  as date.toordinal() gives it
    share, ratio                  integer: parts per million        known[row] False    values lowest, highest highest
    hours                         integer: minutes                  known[row] False    likewise
    count, years, months, money   integer                           known[row] False    likewise

Any integer dtype will do, the small ones faster; `known` and `highest` are None where there is nothing to tell. Where a
row is not known its value is never looked at. `column_of` makes a column of plain values, `known_of` the reverse.

What comes out is `Answers` for each decided fact: `codes` (int8) holds for each row the place of the answer among
`answers` - False and True, or the choices as declared - or a negative number:

    -1 UNKNOWN   the answer hangs on what is not known, of the facts or of the agreement
    -2 GAP       no rule says anything
    -3 CLASH     rules that apply say different things
    -4 REFUSED   a fact that the rules read was itself refused an answer: look there

`Answers.column` gives a decided fact to be read by others. `group` puts applicants into the tiers of a channel, and
`table_of` lays a decided fact out over the cells that the rules tell apart, for loops that are compiled.

Inside, a truth is two planes of one bit a row, where something certainly and where it possibly is so. Comparing is the
only work that looks at values; a hundred joins over a million rows then take no longer than one comparison. Numpy is
imported by this package when it is, so commands that decide one vacancy must not import it.
"""

from __future__ import annotations

from kredslob.engine.columnar.answers import Answers
from kredslob.engine.columnar.cells import Cells, cells_between, cells_of
from kredslob.engine.columnar.column import Column, WrongColumns, column_of, known_of
from kredslob.engine.columnar.columns import Columns, compile_columns
from kredslob.engine.columnar.groups import NO_GROUP, Groups, group
from kredslob.engine.columnar.outcome import CLASH, GAP, REFUSED, UNKNOWN
from kredslob.engine.columnar.tables import Table, table_of

__all__ = [
    "CLASH",
    "GAP",
    "NO_GROUP",
    "REFUSED",
    "UNKNOWN",
    "Answers",
    "Cells",
    "Column",
    "Columns",
    "Groups",
    "Table",
    "WrongColumns",
    "cells_between",
    "cells_of",
    "column_of",
    "compile_columns",
    "group",
    "known_of",
    "table_of",
]
