"""The few lines that make a report answer to hand and keys: read a chart year by year, pick an estate.

Everything is there without them. The numbers that a chart is read by are those of its own table, and the estate that is
picked is drawn anew into the picture of the first; so no library of charts is carried along.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Final

SCRIPT: Final = """
'use strict';
const read = (figure, svg) => {
  const told = figure.querySelector('.reading'), rows = [...figure.querySelectorAll('tbody tr')];
  if (!told || !rows.length || !svg.dataset.from) return;
  const heads = [...figure.querySelectorAll('thead th')].slice(1).map(one => one.textContent);
  const from = +svg.dataset.from, to = +svg.dataset.to, left = +svg.dataset.left, right = +svg.dataset.right;
  let at = rows.length - 1;
  const show = () => {
    const [year, ...cells] = [...rows[at].children].map(one => one.textContent);
    told.hidden = false;
    told.textContent = year + ': ' + cells.map((cell, i) => cell && (heads.length > 1 ? heads[i] + ' ' : '') + cell).filter(Boolean).join(' \\u00b7 ');
  };
  const near = event => {
    const box = svg.getBoundingClientRect(), x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
    const year = from + (x - left) / (right - left) * (to - from);
    at = rows.reduce((best, row, i) => Math.abs(+row.children[0].textContent - year) < Math.abs(+rows[best].children[0].textContent - year) ? i : best, 0);
    show();
  };
  svg.addEventListener('pointermove', near);
  svg.addEventListener('pointerdown', near);
  svg.tabIndex = 0;
  svg.addEventListener('focus', show);
  svg.addEventListener('keydown', event => {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!step) return;
    event.preventDefault();
    at = Math.min(rows.length - 1, Math.max(0, at + step));
    show();
  });
};
document.querySelectorAll('figure').forEach(figure => figure.querySelectorAll('svg').forEach(svg => read(figure, svg)));

const picker = document.getElementById('picker');
if (picker) {
  const held = JSON.parse(document.getElementById('estates').textContent), svg = picker.querySelector('svg');
  const number = new Intl.NumberFormat(document.documentElement.lang, {minimumFractionDigits: 1, maximumFractionDigits: 1});
  const left = +svg.dataset.left, right = +svg.dataset.right, top = +svg.dataset.top, bottom = +svg.dataset.bottom;
  const x = i => (right - left) * i / held.years;
  const y = v => (bottom - top) * (held.y[1] - v) / (held.y[1] - held.y[0]);
  const line = points => 'M' + points.map(([i, v]) => x(i).toFixed(1) + ',' + y(v).toFixed(1)).join('L');
  const set = (name, text) => { const path = svg.querySelector('.' + name + ' path'); if (path) path.setAttribute('d', text); };
  const some = pairs => pairs.filter(([, v]) => v !== null);
  const pick = key => {
    const [before, bands, medians] = held.estates[key];
    const band = (low, high) => {
      const rows = [[0, before, before], ...bands.map((row, i) => [i + 1, row[low], row[high]])].filter(row => row[1] !== null);
      return line([...rows.map(row => [row[0], row[1]]), ...rows.reverse().map(row => [row[0], row[2]])]) + 'Z';
    };
    set('band90', band(0, 4));
    set('band50', band(1, 3));
    const ends = [];
    Object.entries(medians).forEach(([letter, values]) => {
      const points = some([[0, before], ...values.map((v, i) => [i + 1, v])]);
      set('line_' + letter, line(points));
      ends.push([letter, y(points[points.length - 1][1])]);
    });
    ends.sort((a, b) => a[1] - b[1]);
    ends.forEach((end, i) => { if (i && end[1] < ends[i - 1][1] + 14) end[1] = ends[i - 1][1] + 14; });
    ends.forEach(([letter, at]) => {
      const text = [...svg.querySelectorAll('text')].find(one => one.textContent === letter);
      if (text) text.setAttribute('transform', text.getAttribute('transform').replace(/,[^)]*/, ',' + (at + 4).toFixed(1)));
    });
    const share = v => number.format(v / 10) + '\\u00a0%';
    const years = bands.map((row, i) => held.first + i + ': ' + share(row[2]) + (row[0] === row[4] ? '' : ' (' + share(row[0]) + '\\u2013' + share(row[4]) + ')'));
    document.getElementById('picked-told').textContent = held.start + ' ' + share(before) + ' \\u00b7 ' + years.join(' \\u00b7 ');
    document.getElementById('picked-title').textContent = estate.selectedOptions[0].textContent;
  };
  const estate = document.getElementById('estate');
  estate.addEventListener('change', () => pick(estate.value));
  picker.hidden = false;
  pick(estate.value);
}
"""
MARK: Final = "sha256-" + b64encode(sha256(SCRIPT.encode()).digest()).decode()
"""By what a browser knows the script, and runs no other."""
