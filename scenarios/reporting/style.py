"""How a report looks: a column of text, panels as many as there is room for, A4 when printed. Built upon the agreement page's."""

from __future__ import annotations

from typing import Final

from kredslob.engine.page.style import STYLE as AGREEMENT

STYLE: Final = (
    AGREEMENT
    + """
main { overflow-x: clip; }
.lead, .chapter > p { max-width: 46em; margin-bottom: .9rem; }
.question { font: 1.25rem/1.45 var(--serif); }
h3 { font: 600 1.18rem/1.25 var(--serif); margin: 1.6rem 0 .6rem; }
small { color: var(--soft); font-size: .82em; }
.badge { display: inline-block; min-width: 1.1em; font-weight: 700; }
.key { display: flex; flex-wrap: wrap; gap: .15rem 1.5rem; font-size: .92rem; margin: 0 0 1.1rem; padding: .5rem .8rem; background: var(--tint); border-radius: 4px; }
.variants { display: grid; gap: .35rem; margin-bottom: 1rem; }
.variants li { display: flex; gap: .5rem; align-items: baseline; }
.variants small { display: block; }
.answer > p { max-width: 44em; font: 1.12rem/1.45 var(--serif); margin: .55rem 0; border-left: 4px solid var(--deep); padding-left: .9rem; }
.answer > p.warning { border-color: var(--guess); font-size: 1rem; }
.answer > h4 { font: 600 1.05rem/1.3 var(--serif); margin: .9rem 0 .3rem; }
.answer > h3:first-child { margin-top: 0; }
.told { max-width: 62rem; margin: 1.4rem 0; }
.told caption { position: absolute; left: -99rem; }
.told thead th { color: var(--ink); font-weight: 600; }
.told tbody th { font-weight: 400; }
.told .among th { font-weight: 600; padding-top: 1.1rem; }
.told td, .told thead th + th { text-align: right; padding-right: 0; padding-left: 1.2rem; white-space: nowrap; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19.5rem), 1fr)); gap: 1.6rem 2rem; align-items: start; }
.panel { padding: 0; min-width: 0; }
.panel figcaption { margin-bottom: .25rem; line-height: 1.25; }
.chart { display: block; width: 100%; max-width: 36rem; height: auto; overflow: visible; }
.chart text { font-family: var(--sans); font-variant-numeric: tabular-nums; paint-order: stroke; stroke-linejoin: round; }
.chart:focus-visible { outline: 3px solid #0072b2; outline-offset: 3px; border-radius: 2px; }
.reading { font-size: .88rem; line-height: 1.4; padding: .2rem .5rem; background: var(--tint); border-radius: 3px; min-height: 1.8em; }
.picker { margin-top: 2rem; padding-top: .2rem; border-top: 1px solid var(--line); }
.picker .large { max-width: 34rem; }
.choose { margin-bottom: .8rem; }
select { font: inherit; padding: .35rem .5rem; max-width: 100%; border: 1.5px solid var(--ink); border-radius: 4px; background: #fff; color: inherit; }
select:focus-visible, summary:focus-visible { outline: 3px solid #0072b2; outline-offset: 2px; }
details { font-size: .9rem; overflow-x: auto; }
summary { cursor: pointer; color: var(--deep); padding: .15rem 0; width: fit-content; }
details table { font-size: .88rem; margin: .3rem 0 .6rem; }
.numbers caption { position: absolute; left: -99rem; }
.more { margin-top: 1.2rem; }
.note { color: var(--soft); font-size: .92rem; }
td, th { font-variant-numeric: tabular-nums; }
th small, td small { display: block; font-weight: 400; white-space: nowrap; }
tbody th small { white-space: normal; }
.none { color: var(--soft); margin-top: 1rem; }
.counts, .crossing, .differences, .definitions, .marks, .manners, .terms { margin-top: .8rem; }
.crossing .bar { display: inline-block; vertical-align: middle; width: 4rem; height: .55rem; margin: 0 0 0 .5rem; background: #e3e8ed; border-radius: 2px; overflow: hidden; }
.crossing .bar > span { display: block; height: 100%; background: var(--deep); }
.crossing caption, .counts caption, .differences caption, .definitions caption { color: var(--ink); font-weight: 600; padding-top: 1rem; }
.effect { display: grid; gap: 1.2rem 2.4rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
.differences td { min-width: 4.5rem; }
.differences tbody th { font-weight: 400; }
.verdict.within_noise, .verdict.none { color: var(--soft); }
.verdict.more::before { content: "\\25B2\\00A0"; } .verdict.less::before { content: "\\25BC\\00A0"; }
.clauses > li { margin-bottom: .7rem; }
.clauses ul { margin: .2rem 0 0 1rem; display: grid; gap: .15rem; list-style: disc; padding-left: .6rem; }
.clauses .below { list-style: none; color: var(--soft); }
.terms { max-width: 62rem; } .terms tbody th { width: 30%; } .terms caption { position: absolute; left: -99rem; }
.variant { margin-bottom: 1.6rem; max-width: 60em; }
pre { background: var(--tint); padding: .7rem .9rem; overflow-x: auto; border-radius: 4px; margin: 0 0 1rem; }
pre code { color: var(--ink); font-size: .9em; }
.marks code { overflow-wrap: anywhere; }
.assumed td:nth-child(2) { min-width: 6rem; }
@media (max-width: 60rem) { .crossing .bar { display: none; } .crossing { font-size: .82rem; } .crossing td, .crossing th { padding-right: .6rem; } .crossing td small { white-space: normal; } }
@media (max-width: 44rem) {
  .told td { text-align: left; padding-left: 0; white-space: normal; }
  .told caption { position: static; font-weight: 600; padding-top: 1rem; }
  .lead { margin-bottom: .7rem; }
  .differences td, .crossing td, .counts td, .told td { display: inline-block; margin-right: 1.1rem; }
  .crossing tbody th small, td small { display: inline; margin-left: .4rem; }
}
@media (min-width: 62rem) { .effect > figure { position: sticky; top: 1rem; } .effect { grid-template-columns: minmax(0, 21rem) minmax(0, 1fr); } }
@media print {
  .panels { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem 1.6rem; }
  .panel, .contrast .effect > figure, .answer > p, .key { break-inside: avoid; }
  .panel > details, .reading, .picker { display: none; }
  .effect { display: block; }
  .effect > figure { width: 40%; }
  .contrast { break-inside: avoid; }
  .differences { font-size: .82em; }
  .differences td small { display: inline; margin-left: .5rem; }
  .differences td, .differences th { padding-top: .2rem; padding-bottom: .2rem; }
  .lead, .key, h3, h4, summary { break-after: avoid; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  details > summary { list-style: none; color: var(--ink); }
  details:has(> .crossing) > summary { display: none; }
  .chart *, .bar, .bar > span, .badge { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  table { font-size: .88em; }
  td, th { padding: .3rem .8rem .3rem 0; }
  p, li { orphans: 3; widows: 3; }
  .lead { break-inside: avoid; }
  .differences, .counts, .told { break-inside: avoid; }
}
"""
)
