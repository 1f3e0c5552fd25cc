"""How a page looks: on a phone, on a wall, on A4. Dark on white; what a colour tells, a word or a line tells too.

Nothing is fetched: the letters are those that the machine has.
"""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root {
  color-scheme: light;
  --ink: #16202a; --soft: #4c5865; --line: #d5dbe1; --paper: #fff; --tint: #f4f6f8;
  --edge: clamp(1rem, 2.5vw, 3.5rem);
  --deep: #0b4a6b; --guess: #8a3b00; --guess-tint: #fff3e3;
  --serif: "Source Serif 4", "Source Serif Pro", Charter, "Iowan Old Style", Georgia, "DejaVu Serif", serif;
  --sans: "Source Sans 3", "Segoe UI", system-ui, Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif;
  --mono: "Source Code Pro", "Cascadia Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace;
}
* { box-sizing: border-box; }
html { font-size: clamp(16px, 0.35vw + 12px, 21px); scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 var(--sans); overflow-wrap: break-word; }
a { color: var(--deep); text-underline-offset: .15em; text-decoration-thickness: .06em; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid #0072b2; outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
a.quiet { color: inherit; text-decoration: none; }
a.quiet:hover, a.quiet:focus-visible { text-decoration: underline; }
code { font: .8em/1.4 var(--mono); color: var(--soft); font-weight: 400; letter-spacing: 0; }
a code { color: inherit; }
h1, h2, h3, h4, h5 { line-height: 1.2; margin: 0; text-wrap: balance; }
p, ul, ol, dl, blockquote, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
:target { scroll-margin-top: 1rem; }
.rule:target, .parameter:target, .clause:target > .words, figure:target, tr:target { box-shadow: -4px 0 0 0 #0072b2; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 9; }

.top { background: var(--deep); color: #fff; padding: 2.2rem calc(max(0px, 50vw - 48rem) + var(--edge)) 1.8rem; }
.top .house { font-size: .8rem; letter-spacing: .14em; text-transform: uppercase; opacity: .85; }
.top h1 { font: 600 clamp(1.55rem, 1rem + 2vw, 2.5rem)/1.15 var(--serif); max-width: 26em; margin: .35rem 0 1.3rem; }
.top dl { display: flex; flex-wrap: wrap; gap: .8rem 2.2rem; }
.top dt { font-size: .78rem; opacity: .85; }
.top dd { margin: 0; font-weight: 600; }
.top code { color: inherit; font-size: .9em; }

.sheet { display: grid; grid-template-columns: minmax(0, 1fr); max-width: 96rem; margin: 0 auto; }
nav { padding: 1.2rem var(--edge) 0; font-size: .92rem; }
nav > ol { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; border-bottom: 1px solid var(--line); padding-bottom: 1rem; }
nav ol ol { display: none; }
nav a { display: inline-block; padding: .2rem 0; }
main { padding: 0 var(--edge) 3rem; min-width: 0; }
.chapter { padding-top: 2.4rem; }
h2 { font: 600 1.55rem/1.2 var(--serif); margin-bottom: 1rem; }

.basis { display: inline-block; font-size: .76rem; line-height: 1.35; padding: 0 .5em; border-radius: 1em; white-space: nowrap;
  border: 1.5px solid var(--deep); color: var(--deep); background: #fff; font-weight: 600; }
.basis.stated { background: var(--deep); color: #fff; }
.basis.inferred { border-style: dashed; }
.basis.proposed { border-style: double; border-width: 3px; }
.basis.assumed { border: 1.5px dotted var(--guess); color: var(--guess); background: var(--guess-tint); }
.warning { font-size: 1.06rem; margin-bottom: 1.2rem; max-width: 46em; }
.warning a { font-weight: 600; color: var(--guess); }
.bar { display: flex; gap: 3px; height: 1.3rem; margin-bottom: .8rem; }
.bar .part { border: 1.5px solid var(--deep); border-radius: 3px; min-width: 6px; }
.bar .stated { background: var(--deep); }
.bar .proposed { border: 3px double var(--deep); }
.bar .paraphrased { background: repeating-linear-gradient(135deg, var(--deep) 0 2px, #fff 2px 7px); }
.bar .inferred { border-style: dashed; }
.bar .assumed { border: 1.5px dotted var(--guess); background: radial-gradient(var(--guess) 1.2px, var(--guess-tint) 1.6px) 0 0/7px 7px; }
.sureness ul { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: .5rem 1.5rem; font-size: .92rem; color: var(--soft); }
.sureness strong { color: var(--ink); font-size: 1.25rem; font-variant-numeric: tabular-nums; }

.stages { counter-reset: stage; display: grid; gap: 1.5rem; grid-template-columns: minmax(0, 1fr); }
.stages > li { counter-increment: stage; position: relative; border: 1.5px solid var(--ink); border-radius: 6px; padding: .9rem 1rem 1rem; }
.stages h3 { font: 600 1.15rem/1.2 var(--serif); }
.stages h3::before { content: counter(stage) " "; color: var(--deep); font-weight: 700; }
.stages p { color: var(--soft); margin: .1rem 0 .6rem; font-size: .92rem; }
.stages ul { font-size: .9rem; line-height: 1.35; display: grid; gap: .35rem; }
.stages ol { counter-reset: step; display: grid; gap: .15rem; margin-top: .35rem; }
.stages ol li { counter-increment: step; padding-left: 2em; position: relative; }
.stages ol li::before { content: counter(step) "."; position: absolute; left: 0; color: var(--soft); font-variant-numeric: tabular-nums; }
.stages small { color: var(--soft); white-space: nowrap; }
.stages > li + li::before { content: ""; position: absolute; left: 1.6rem; top: -1.55rem; height: 1.5rem; border-left: 1.5px solid var(--ink); }
.stages > li + li::after { content: ""; position: absolute; left: calc(1.6rem - 5px); top: -9px; border: 6px solid transparent; border-top: 9px solid var(--ink); border-bottom: 0; }

.legend { color: var(--soft); max-width: 52em; margin-bottom: 1.4rem; font-size: .95rem; }
.box { border: 1.5px solid var(--ink); border-radius: 4px; background: #fff; }
.box.paraphrased { border-left: 6px double var(--ink); }
.box.inferred { border-style: dashed; }
.box.assumed { border-style: dotted; border-color: var(--guess); background: var(--guess-tint); }
.legend .box { padding: .05rem .5rem; color: var(--ink); white-space: nowrap; display: inline-block; }
.exceptions { columns: 19rem; column-gap: 2.5rem; }
figure { break-inside: avoid; padding: 0 0 1.7rem; }
figcaption { font-weight: 600; line-height: 1.3; margin-bottom: .5rem; }
figcaption small { display: block; font-weight: 400; color: var(--soft); }
.laid { position: relative; padding-left: var(--gutter); }
.laid ol { display: grid; grid-auto-rows: 1fr; }
.laid li { display: flex; align-items: center; padding: 4px 0; position: relative; }
.laid .box { flex: 1; min-width: 0; padding: .25rem .65rem .3rem; display: grid; line-height: 1.3; }
.laid .box > span { font-size: .86rem; color: var(--soft); line-height: 1.35; }
.laid .box a { text-decoration-color: var(--line); font-size: .92rem; }
.aimed::before { content: ""; position: absolute; left: -8px; top: calc(34% - 5px); border: 5px solid transparent; border-left: 8px solid var(--ink); border-right: 0; }
.arrows { position: absolute; left: 0; top: 0; height: 100%; }
.arrows path { fill: none; stroke: var(--ink); stroke-width: 1.5; }

.document { font: 600 1.2rem/1.25 var(--serif); padding: 1.4rem 0 .4rem; border-bottom: 2px solid var(--ink); }
.clause { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); border-top: 1px solid var(--line); padding: 1.4rem 0; }
.chapter > h2 + .clause { border-top: 2px solid var(--ink); }
.document + .clause { border-top: 0; }
.heading { font: 600 1.12rem/1.25 var(--serif); margin-bottom: .5rem; }
.heading code { display: block; margin-top: .15rem; }
.text { font: 1.02rem/1.55 var(--serif); max-width: 38em; }
blockquote { margin-top: .7rem; padding-left: .9rem; border-left: 3px solid var(--line); color: var(--soft); font: italic .95rem/1.5 var(--serif); }
.from { margin-top: .7rem; font-size: .84rem; color: var(--soft); line-height: 1.45; }
.from a, .meta a { color: inherit; }
.changed { border-left: 4px solid var(--deep); padding-left: .6rem; color: var(--ink); }
.acts { display: grid; gap: .8rem; align-content: start; min-width: 0; }
.rule, .parameter { border: 1px solid var(--line); border-radius: 6px; padding: .75rem .95rem .8rem; background: #fff; min-width: 0; }
.parameter { background: var(--tint); }
.limit { border-left: 4px solid var(--ink); }
.card { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; font: 600 1rem/1.35 var(--sans); align-items: baseline; margin-bottom: .25rem; }
.rule > p, .parameter > p, .version > p { font-size: .95rem; }
.meta, .rule > .meta, .version > .meta { font-size: .84rem !important; color: var(--soft); margin-top: .4rem; line-height: 1.45; }
.silent { color: var(--guess); font-weight: 600; }
.label { font-size: .84rem; color: var(--soft); margin-right: .35rem; }
.when { display: flex; gap: .3rem; margin-top: .45rem; font-size: .92rem; line-height: 1.4; }
.when > .label { padding-top: .05rem; }
.condition { min-width: 0; }
.condition ul { border-left: 1.5px solid var(--line); padding-left: .8rem; margin: .15rem 0 .15rem .15rem; }
.condition li { padding: .07rem 0; }
.join { font-style: italic; color: var(--soft); }
.chip { display: inline-block; border: 1px solid var(--line); border-radius: 3px; padding: 0 .35em; font-size: .84em; line-height: 1.4; text-decoration: none; background: #fff; }
.chip:hover, .chip:focus-visible { border-color: var(--deep); }
.chip.assumed { border: 1px dotted var(--guess); background: var(--guess-tint); color: var(--guess); }
.precedence { margin-top: .45rem; display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; font-size: .92rem; }
.value { display: flex; align-items: center; gap: .55rem; font-size: 1.06rem !important; }
.wheel { width: 1.75rem; height: 1.75rem; flex: none; }
.wheel path, .wheel circle { fill: none; stroke-width: 4; stroke: #b9c2cb; }
.wheel .on-1 { stroke: var(--deep); stroke-width: 5.5; }
.wheel .on-2 { stroke: #5f9fbf; stroke-width: 3.5; }
.wheel .on-3 { stroke: var(--ink); stroke-width: 2; }
.wheel .on-4 { stroke: var(--guess); stroke-width: 1.5; }
.held + .version, .version + .held, .version + .version, .rule > .version { border-top: 1px dashed var(--line); margin-top: .7rem; padding-top: .6rem; }
.version { color: var(--soft); }
.note { font-size: .9rem; margin-top: .35rem; color: var(--soft); }
.clause.alone { grid-template-columns: minmax(0, 1fr); }
.clause.alone .words { max-width: 46rem; }
.measure { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .1rem 1rem; font-size: .92rem; margin-top: .4rem; }
.measure dt { color: var(--soft); }
.measure dd { margin: 0; }
.count + .count::before { content: "+ "; color: var(--soft); }

.amendment { border-left: 4px solid var(--deep); padding: .1rem 0 .1rem 1.1rem; margin-bottom: 1.4rem; }
.amendment h3 { font: 600 1.12rem/1.3 var(--serif); }
.changes { counter-reset: change; display: grid; gap: .8rem; margin: .9rem 0; }
.changes > li { counter-increment: change; padding-left: 1.7rem; position: relative; }
.changes > li::before { content: counter(change) "."; position: absolute; left: 0; font-weight: 600; color: var(--deep); }
.reason { color: var(--soft); font: italic .98rem/1.5 var(--serif); max-width: 44em; }

table { border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.42; }
caption { text-align: left; color: var(--soft); padding-bottom: .6rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem 1.2rem .55rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { font-size: .84rem; color: var(--soft); border-bottom: 2px solid var(--ink); padding-top: 0; }
tbody th { font-weight: 600; }
tbody th a { font-weight: 400; font-size: .95em; }
.assumed td:nth-child(2) { font-weight: 600; color: var(--guess); }
.assumed + .rules { margin-top: 2rem; }
.rules tbody th { width: 30%; } .rules td:last-child { width: 26%; }
.assumed tbody th { width: 30%; } .assumed td:last-child { width: 38%; }
footer { max-width: 96rem; margin: 0 auto; border-top: 1px solid var(--line); padding: 1.4rem var(--edge) 2.5rem; color: var(--soft); font-size: .84rem; }
footer code { overflow-wrap: anywhere; }

@media (max-width: 44rem) {
  thead { position: absolute; left: -99rem; }
  table, tbody, tr, th, td, caption { display: block; }
  tr { border-bottom: 1px solid var(--line); padding: .7rem 0; }
  tbody th, tbody td { border: 0; padding: .12rem 0; width: auto !important; }
  td:empty { display: none; }
  td::before { content: attr(data-label) ": "; color: var(--soft); font-weight: 400; }
}
@media (min-width: 48rem) {
  .clause { grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 2.2rem; }
  .clause.alone { grid-template-columns: minmax(0, 1fr); }
  .words { position: sticky; top: 1rem; align-self: start; }
  .stages { grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1.9rem; }
  .stages > li + li::before { left: -1.95rem; top: 1.55rem; height: 0; width: 1.9rem; border-left: 0; border-top: 1.5px solid var(--ink); }
  .stages > li + li::after { left: -9px; top: calc(1.55rem - 5px); border: 6px solid transparent; border-left: 9px solid var(--ink); border-right: 0; }
}
@media (min-width: 78rem) {
  .sheet { grid-template-columns: 17rem minmax(0, 1fr); }
  nav { padding: 2.6rem 0 2rem var(--edge); position: sticky; top: 0; max-height: 100vh; overflow-y: auto; align-self: start; font-size: .88rem; line-height: 1.35; }
  nav > ol { display: block; border: 0; }
  nav > ol > li > a { font-weight: 600; }
  nav ol ol { display: block; padding: 0 0 .5rem .8rem; }
}
@media print {
  @page { size: A4; margin: 16mm 15mm 17mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #4c5865; } }
  html { font-size: 8.8pt; }
  .top { background: none; color: var(--ink); padding: 0 0 .8rem; border-bottom: 2px solid var(--ink); }
  .top .house, .top dt { opacity: 1; color: var(--soft); }
  nav, .skip { display: none; }
  .sheet { display: block; }
  main, footer { padding-left: 0; padding-right: 0; }
  .chapter { padding-top: 1.6rem; }
  .clause { display: block; padding: .8rem 0; }
  .clause::after { content: ""; display: block; clear: both; }
  .clause:not(.alone) .words { position: static; float: left; width: 37%; }
  .clause:not(.alone) .acts { display: block; margin-left: 40%; }
  .rule, .parameter { margin-bottom: .6rem; padding: .5rem .7rem; }
  .stages { grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1.3rem; }
  .stages > li { padding: .6rem .7rem; }
  .stages > li + li::before { left: -1.35rem; top: 1.3rem; height: 0; width: 1.3rem; border-left: 0; border-top: 1.5px solid var(--ink); }
  .stages > li + li::after { left: -8px; top: calc(1.3rem - 5px); border: 6px solid transparent; border-left: 8px solid var(--ink); border-right: 0; }
  .exceptions { columns: 2; column-gap: 1.8rem; }
  .laid li { padding: 1.5px 0; break-inside: avoid; }
  .laid .box { padding: .05rem .45rem .1rem; display: block; line-height: 1.18; }
  .laid .box > span, .laid .box a { font-size: .86em; line-height: 1.18; }
  .laid .box > * { margin-right: .4em; }
  figure { padding-bottom: 1.1rem; }
  .rule, .parameter, tr, .stages, .legend, .heading, .alone .words, .amendment li { break-inside: avoid; }
  h2, h3, h4, .card, .heading, figcaption, caption, .legend { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  .basis, .bar .part, .wheel, .box, .chip { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
