// parts.js - the pieces that pages are made of.
import { useEffect, useRef } from 'preact/hooks';
import { html } from './html.js';
import { days, entity, figure, label, levels, nameOf, number, percent, place, publisher } from './words.js';
import { parameters } from './route.js';

// A page's heading takes the focus when the page opens, so that reading begins there.
export function Heading({ title, kicker, children }) {
  const heading = useRef(null);
  useEffect(() => {
    document.title = `${title} · attaché`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return html`<header class="head">
    ${kicker && html`<p class="kicker">${kicker}</p>`}
    <h1 tabindex="-1" ref=${heading}>${title}</h1>${children}</header>`;
}

// Shows what was asked for, or why it is not there.
export function Loaded({ from, children }) {
  if (from.error) return html`<p class="none" role="alert">${from.error.message}</p>`;
  if (!from.data) return html`<p class="waiting" role="status">Reading…</p>`;
  return html`<div class=${from.waiting ? 'fading' : ''} aria-busy=${from.waiting}>${children(from.data)}</div>`;
}

export const None = ({ children }) => html`<p class="none">${children}</p>`;

export function Download({ name, query = '' }) {
  const link = (format) => `/api/${name}?${query ? `${query}&` : ''}format=${format}`;
  return html`<p class="downloads sans">Data:
    ${' '}<a href=${link('csv')} download>CSV</a> · <a href=${link('json')} download>JSON</a> · <a href=${link('jsonl')} download>JSON Lines</a></p>`;
}

// ---- who, when, what ----

export function Who({ list, separator = ', ' }) {
  return (list || []).map((text, i) => {
    const who = entity(text);
    return html`${i ? separator : ''}<span class="who">${who.code ? html`<a href=${`/partners/${encodeURIComponent(who.code)}`}>${who.name}</a>` : html`<span class="muted">not named</span>`}${
      who.sectorName ? html` <span class="sector">${who.sectorName}</span>` : ''}${who.person ? html` <span class="person">${who.person}</span>` : ''}</span>`;
  });
}

export function Sides({ actors, recipients }) {
  if (!actors?.length && !recipients?.length) return html`<span class="muted">actor not named</span>`;
  return html`<${Who} list=${actors} />${recipients?.length ? html` <span aria-label="towards">→</span> <${Who} list=${recipients} />` : ''}`;
}

export const Confidence = ({ value }) => {
  const band = value < 0.5 ? 'low' : value < 0.8 ? 'middle' : 'high';
  return html`<span class=${`badge ${band}`} title="How sure the coder is">confidence ${percent(value)}</span>`;
};

const plain = new Set(['done', 'figure', 'achievement', 'open']);
export const Status = ({ value }) => value ? html`<span class=${`badge ${plain.has(value) ? '' : 'strong'} is-${value.replace(/ /g, '-')}`}>${label(value)}</span>` : null;

export const Judged = ({ list }) => (list || []).filter((verdict) => verdict !== 'note' || list.length === 1)
  .map((verdict) => html`<span class="badge judged">${({ accept: 'accepted', reject: 'rejected', correct: 'corrected', merge: 'merged', split: 'split', note: 'noted' })[verdict] || verdict}</span> `);

export const Fields = ({ list }) => list?.length ? html`<span class="fields">${list.map((field) => label(field)).join(' · ')}</span>` : null;

export const Quote = ({ children }) => html`<blockquote>${children}</blockquote>`;

export function Source({ item }) {
  return html`<a href=${`/stories/${item.story}`}>${item.story_title || item.title || `Story ${item.story}`}</a>${
    publisher(item.agency) ? `, ${item.agency}` : ''}${item.story_date || item.date ? html`, <span class="nowrap">${days(item.story_date || item.date)}</span>` : ''}`;
}

export const Figures = ({ list }) => list?.length ? html`<span class="figures-of">${list.map(figure).join('; ')}</span>` : null;

// ---- rows: what j and k move among ----

function Row({ kind, id, record, other, selected, children }) {
  return html`<article class="row" data-kind=${kind} data-id=${id} data-record=${record} data-other=${other || ''} tabindex="-1">${children}</article>`;
}

export function EventRow({ item, note }) {
  return html`<${Row} kind="event" id=${item.id} record=${item.record}>
    <h3><a class="main" href=${`/events/${item.id}`}>${label(item.activity)}</a> <${Sides} actors=${item.actors} recipients=${item.recipients} /></h3>
    <p class="meta"><span class="date">${days(item.first_date, item.last_date)}</span>
      ${place(item) ? html` · ${place(item)}` : ''}${item.instrument ? html` · ${item.instrument}` : ''}
      ${' '}${item.status !== 'done' ? html`<${Status} value=${item.status} /> ` : ''}${item['recalled'] ? html`<span class="badge">recalled</span> ` : ''}${
      item.disputed ? html`<span class="badge strong is-disputed">figures disagree</span> ` : ''}<${Judged} list=${item.judged} /></p>
    <${Quote}>${item.quote}<//>
    <p class="meta small"><${Source} item=${item} /> · ${number(item.reports)} ${item.reports === 1 ? 'report' : 'reports'}, ${number(item.sources)} ${item.sources === 1 ? 'source' : 'sources'} ·
      ${' '}<${Fields} list=${item.fields} /> · <${Confidence} value=${item.confidence} />${note ? html` · ${note}` : ''}</p>
  <//>`;
}

export function CommitmentRow({ item, note }) {
  return html`<${Row} kind="commitment" id=${item.id} record=${item.record}>
    <h3><a class="main" href=${`/commitments/${item.id}`}>${label(item.activity)}</a> <${Sides} actors=${item.actors} recipients=${item.recipients} /></h3>
    <p class="meta"><span class="date">${days(item.first_date)}</span> · ${item.force}${item.term_last ? html` · due ${days(item.term_first, item.term_last)}` : ''}
      ${' '}<${Status} value=${item.status} /> <${Judged} list=${item.judged} /></p>
    <${Quote}>${item.quote}<//>
    <p class="meta small">${item.status === 'open' || item.status === 'overdue'
      ? html`No later evidence found in ${number(item.searched)} stories up to ${days(item.searched_until)}`
      : html`${label(item.reason)}${item.evidence_date ? `, ${days(item.evidence_date)}` : ''}`} · <${Source} item=${item} /> ·
      ${' '}<${Fields} list=${item.fields} /> · <${Confidence} value=${item.confidence} />${note ? html` · ${note}` : ''}</p>
  <//>`;
}

export function ClaimRow({ item, note }) {
  return html`<${Row} kind="claim" id=${item.id} record=${item.record}>
    <h3><a class="main" href=${`/claims/${item.id}`}>${label(item.activity)}</a> <${Sides} actors=${item.actors} recipients=${item.recipients} /></h3>
    <p class="meta"><span class="date">${item.time ? days(item.first_date, item.last_date) : 'period not given'}</span> · ${item.form}${
      item.quantities?.length ? html` · <b><${Figures} list=${item.quantities} /></b>` : ''}${
      item.counted != null ? html` · register counts <b>${number(item.counted)}</b>` : ''} <${Judged} list=${item.judged} /></p>
    <${Quote}>${item.quote}<//>
    <p class="meta small">${item.speakers?.length ? html`said by ${item.speakers.join(', ')} · ` : ''}<${Source} item=${item} /> ·
      ${' '}<${Fields} list=${item.fields} /> · <${Confidence} value=${item.confidence} />${note ? html` · ${note}` : ''}</p>
  <//>`;
}

export function StoryRow({ item }) {
  const kinds = (item.kinds || []).map((text) => text.split(':')).map(([kind, count]) => `${count} ${kind}${count === '1' ? '' : 's'}`);
  return html`<${Row} kind="story" id=${item.number}>
    <h3><a class="main" href=${`/stories/${item.number}`}>${item.title || (item.kind === 'import' && item.source) || item.name}</a></h3>
    <p class="meta"><span class="date">${item.date ? days(item.date) : 'no date'}</span>${publisher(item.agency || item.source) ? html` · ${item.agency || item.source}` : ''}
      ${' '}· ${kinds.length ? kinds.join(', ') : 'no record'}${item.copy_of ? html` · <a href=${`/stories/${item.copy_of}`}>copy or rewrite</a> (${percent(item.similarity)})` : ''}</p>
  <//>`;
}

// ---- tables ----

// columns: [title, row → content, 'num' or '']. Its caption names it; wide ones scroll by themselves.
export function Table({ caption, columns, rows, hidden }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}><table>
    <caption class=${hidden ? 'unseen' : ''}>${caption}</caption>
    <thead><tr>${columns.map(([title, , form]) => html`<th scope="col" class=${form || ''}>${title}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${columns.map(([, content, form], i) => i
      ? html`<td class=${form || ''}>${content(row)}</td>` : html`<th scope="row" class=${form || ''}>${content(row)}</th>`)}</tr>`)}</tbody>
  </table></div>`;
}

// ---- pages of a long list ----

export function Pager({ total, offset, limit, address }) {
  if (total <= limit) return null;
  const last = Math.min(offset + limit, total);
  return html`<nav class="pager sans" aria-label="Pages of the list">
    ${offset > 0 ? html`<a rel="prev" href=${address(Math.max(0, offset - limit))}>← Earlier in the list</a>` : html`<span></span>`}
    <span>${number(offset + 1)}–${number(last)} of ${number(total)}</span>
    ${last < total ? html`<a rel="next" href=${address(last)}>Further →</a>` : html`<span></span>`}</nav>`;
}

export const levelName = (level) => levels[level] || '';
export const codeLink = (code) => html`<a href=${`/partners/${encodeURIComponent(code)}`}>${nameOf(code)}</a>`;
export const here = () => parameters();
