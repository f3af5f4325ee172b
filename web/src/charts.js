// charts.js - drawings, each with a table beside it: months, the map, the network.
import { geoEqualEarth, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import land from 'world-atlas/land-110m.json';
import { useMemo, useState } from 'preact/hooks';
import { html } from './html.js';
import { Table, codeLink } from './parts.js';
import { monthName, nameOf, number, plural } from './words.js';
import { vocabulary } from './api.js';

// ---- activity over time ----

const monthIndex = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
const monthText = (index) => `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;

// By month; a long span by quarter or year, so that bars can still be told apart.
function gather(months) {
  const indexes = months.map(([month, count]) => [monthIndex(month), count]).sort((a, b) => a[0] - b[0]);
  if (!indexes.length) return { bars: [], step: 1 };
  const total = indexes.reduce((sum, [, count]) => sum + count, 0);
  let skipped = 0;
  while (indexes.length > 2 && skipped + indexes[0][1] < total * 0.005) skipped += indexes.shift()[1];
  const first = indexes[0][0];
  const span = indexes[indexes.length - 1][0] - first + 1;
  const step = span > 240 ? 12 : span > 84 ? 3 : 1;
  const start = Math.floor(first / step) * step;
  const bars = new Map();
  for (let at = start; at <= indexes[indexes.length - 1][0]; at += step) bars.set(at, 0);
  for (const [index, count] of indexes) {
    const at = Math.floor(index / step) * step;
    bars.set(at, (bars.get(at) || 0) + count);
  }
  return { bars: [...bars], step, skipped };
}

const barName = (index, step) => step === 1 ? monthName(monthText(index))
  : step === 3 ? `${Math.floor(index / 12)}, quarter ${Math.floor((index % 12) / 3) + 1}` : String(Math.floor(index / 12));

export function Months({ title, months, what = 'events' }) {
  const { bars, step, skipped } = useMemo(() => gather(months || []), [months]);
  if (bars.length < 2) return null;
  const narrow = matchMedia('(max-width: 40rem)').matches;
  const width = narrow ? 380 : 900;
  const height = narrow ? 90 : 130;
  const most = Math.max(...bars.map(([, count]) => count), 1);
  const each = width / bars.length;
  const years = bars.filter(([index], i) => i === 0 || Math.floor(index / 12) !== Math.floor(bars[i - 1][0] / 12));
  const every = Math.ceil(years.length / (narrow ? 7 : 14));
  return html`<figure class="months">
    <figcaption>${title}</figcaption>
    <svg viewBox=${`0 0 ${width} ${height + 22}`} role="img" aria-label=${`${title}: ${bars.length} bars, the highest ${number(most)}; the table below holds the figures`}>
      <line class="axis" x1="0" x2=${width} y1=${height} y2=${height} />
      ${bars.map(([index, count], i) => html`<rect class="bar" x=${(i * each + each * 0.1).toFixed(1)} width=${Math.max(each * 0.8, 0.8).toFixed(1)}
        y=${(height - (count / most) * (height - 14)).toFixed(1)} height=${((count / most) * (height - 14)).toFixed(1)}><title>${barName(index, step)}: ${number(count)}</title></rect>`)}
      ${years.filter((_, i) => i % every === 0).map(([index]) => html`<text class="muted" x=${(((index - bars[0][0]) / step) * each).toFixed(1)} y=${height + 16}>${Math.floor(index / 12)}</text>`)}
      <text class="muted" x=${width} y="10" text-anchor="end">highest: ${number(most)}</text>
    </svg>
    <details class="beside"><summary>Table</summary>
      ${skipped ? html`<p class="small">${plural(skipped, 'item')} of earlier times left out.</p>` : ''}
      <${Table} caption=${title} columns=${[['Period', (row) => barName(row[0], step)], [what, (row) => number(row[1]), 'num']]} rows=${bars.filter(([, count]) => count)} />
    </details></figure>`;
}

// ---- the map ----

const outline = feature(land, land.objects.land);
const projection = geoEqualEarth().fitExtent([[6, 6], [894, 430]], { type: 'Sphere' });
const shape = geoPath(projection)(outline);

const meet = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

// A name stands right of its circle, else left, else not at all; circles and names keep clear of it.
function place(dots) {
  const taken = dots.map(({ at, radius }) => [at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius]);
  const names = [];
  for (const { row, at, radius } of dots.slice(0, 24)) {
    const width = nameOf(row.code).length * 6.6;
    for (const [x, anchor] of [[at[0] + radius + 3, 'start'], [at[0] - radius - 3, 'end']]) {
      const left = anchor === 'start' ? x : x - width;
      const box = [left, at[1] - 7, left + width, at[1] + 6];
      if (left < 0 || box[2] > 900 || taken.some((other) => meet(box, other))) continue;
      taken.push(box);
      names.push({ row, x, y: at[1] + 4, anchor });
      break;
    }
  }
  return names;
}

export function WorldMap({ partners, home, title = 'Partners on the map' }) {
  const most = Math.max(...partners.map((row) => row.events), 1);
  const dots = partners.map((row) => ({ row, at: vocabulary.states[row.code] })).filter(({ at }) => at)
    .map(({ row, at }) => ({ row, at: projection([at[1], at[2]]), radius: 3 + 14 * Math.sqrt(row.events / most) }));
  const named = place(dots);
  const own = vocabulary.states[home];
  const ring = own && projection([own[1], own[2]]);
  return html`<figure class="map"><figcaption>${title}</figcaption>
    <p>A circle at a rounded middle of each partner, its area by the number of shared events; the ring marks ${nameOf(home)}. Land without boundaries: no opinion on any is implied. The table holds the figures.</p>
    <svg viewBox="0 0 900 436" role="img" aria-label=${`${title}: ${plural(dots.length, 'partner')}`}>
      <path class="land" d=${shape} />
      ${dots.map(({ row, at, radius }) => html`<circle class="dot" cx=${at[0].toFixed(1)} cy=${at[1].toFixed(1)} r=${radius.toFixed(1)}><title>${nameOf(row.code)}: ${number(row.events)}</title></circle>`)}
      ${ring && html`<circle class="home" cx=${ring[0].toFixed(1)} cy=${ring[1].toFixed(1)} r="6" />`}
      ${named.map(({ row, x, y, anchor }) => html`<text x=${x.toFixed(1)} y=${y.toFixed(1)} text-anchor=${anchor}>${nameOf(row.code)}</text>`)}
    </svg></figure>`;
}

// ---- the network ----

// The same data gives the same drawing: forces start from a circle and run a fixed number of steps.
function settle(nodes, edges) {
  const joined = new Set(edges.flatMap(([a, b]) => [nodes[a][0], nodes[b][0]]));
  const points = nodes.filter(([code]) => joined.has(code)).map(([code, count], i) => ({ code, count, x: 300 * Math.cos(i * 2.4), y: 200 * Math.sin(i * 2.4) }));
  const at = new Map(points.map((point, i) => [point.code, i]));
  const links = edges.map(([a, b, count]) => ({ source: at.get(nodes[a][0]), target: at.get(nodes[b][0]), count }));
  const most = Math.max(...links.map((link) => link.count), 1);
  const simulation = forceSimulation(points).randomSource(() => 0.5)
    .force('link', forceLink(links).distance((link) => 160 - 90 * Math.sqrt(link.count / most)).strength((link) => 0.05 + 0.5 * (link.count / most)))
    .force('charge', forceManyBody().strength(-420)).force('collide', forceCollide(26))
    .force('center', forceCenter(0, 0)).force('x', forceX().strength(0.06)).force('y', forceY().strength(0.11)).stop();
  simulation.tick(240);
  return { points, links, most };
}

const NAMED_ON_A_PHONE = 12;

function fit(points) {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const left = Math.min(...xs) - 60;
  const top = Math.min(...ys) - 40;
  return `${left.toFixed(0)} ${top.toFixed(0)} ${(Math.max(...xs) - left + 190).toFixed(0)} ${(Math.max(...ys) - top + 40).toFixed(0)}`;
}

export function Network({ nodes, edges }) {
  const [chosen, choose] = useState(null);
  const drawn = useMemo(() => settle(nodes, edges), [nodes, edges]);
  const largest = Math.max(...nodes.map(([, count]) => count), 1);
  const near = new Set(drawn.links.filter((link) => link.source.code === chosen || link.target.code === chosen)
    .flatMap((link) => [link.source.code, link.target.code]));
  const major = new Set([...nodes].sort((a, b) => b[1] - a[1]).slice(0, NAMED_ON_A_PHONE).map(([code]) => code));
  const faint = (code) => chosen && code !== chosen && !near.has(code);
  return html`<figure class="network"><figcaption>Who takes part with whom</figcaption>
    <p>Each circle is one of the sixty states and bodies with the most events, its area by their number; each line joins two that take part in the same event, thicker for more. Events with more than 24 participants are left out.</p>
    <svg viewBox=${fit(drawn.points)} role="group" aria-label="Network; the table below holds the figures">
      ${drawn.links.map((link) => html`<line class=${`edge ${chosen && link.source.code !== chosen && link.target.code !== chosen ? 'faint' : ''}`}
        x1=${link.source.x.toFixed(1)} y1=${link.source.y.toFixed(1)} x2=${link.target.x.toFixed(1)} y2=${link.target.y.toFixed(1)} stroke-width=${(0.6 + 6 * Math.sqrt(link.count / drawn.most)).toFixed(1)}>
        <title>${nameOf(link.source.code)} – ${nameOf(link.target.code)}: ${number(link.count)}</title></line>`)}
      ${drawn.points.map((point) => html`<a href=${`/partners/${encodeURIComponent(point.code)}`} class=${`${faint(point.code) ? 'faint' : ''} ${major.has(point.code) ? '' : 'minor'}`}
          onMouseEnter=${() => choose(point.code)} onMouseLeave=${() => choose(null)} onFocus=${() => choose(point.code)} onBlur=${() => choose(null)}>
        <circle class="dot" cx=${point.x.toFixed(1)} cy=${point.y.toFixed(1)} r=${(4 + 14 * Math.sqrt(point.count / largest)).toFixed(1)}><title>${nameOf(point.code)}: ${number(point.count)}</title></circle>
        <text x=${(point.x + 6 + 14 * Math.sqrt(point.count / largest)).toFixed(1)} y=${(point.y + 4).toFixed(1)}>${nameOf(point.code)}</text></a>`)}
    </svg>
    <${Table} caption="Pairs by shared events" columns=${[['First', (row) => codeLink(nodes[row[0]][0])], ['Second', (row) => codeLink(nodes[row[1]][0])],
      ['Events', (row) => html`<a href=${`/events?partner=${encodeURIComponent(nodes[row[0]][0])}&partner=${encodeURIComponent(nodes[row[1]][0])}`}>${number(row[2])}</a>`, 'num']]} rows=${edges.slice(0, 60)} />
  </figure>`;
}
