// story.js - a story with all its records: words and records point at each other.
//
// Spans are bytes of the text as read, so the text is cut as bytes.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { html } from './html.js';
import { Confidence, Fields, Figures, Heading, Judged, Loaded, None, Sides, Status } from './parts.js';
import { useData } from './api.js';
import { days, label, percent, place, publisher, time } from './words.js';
import { openAdd } from './desk.js';
import { Actions } from './details.js';

// The text in pieces, each with the records whose evidence it is.
function cut(text, records) {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  const edges = new Set([0, bytes.length]);
  for (const record of records)
    for (const [start, end] of record.spans || []) { edges.add(Math.min(start, bytes.length)); edges.add(Math.min(end, bytes.length)); }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, i) => ({
    start,
    text: decoder.decode(bytes.subarray(start, sorted[i + 1])),
    records: records.filter((record) => (record.spans || []).some(([from, to]) => from <= start && start < to)),
  }));
}

// Paragraphs of pieces: a line's end begins another.
function paragraphs(pieces) {
  const list = [[]];
  for (const piece of pieces)
    piece.text.split('\n').forEach((line, i) => {
      if (i) list.push([]);
      if (line) list[list.length - 1].push({ ...piece, text: line });
    });
  return list.filter((parts) => parts.some((part) => part.text.trim()));
}

function Piece({ piece, active, point }) {
  if (!piece.records.length) return piece.text;
  const on = piece.records.some((record) => record.id === active);
  const first = piece.records[0];
  return html`<a data-stay="1" class=${`mark ${first.kind} ${on ? 'on' : ''}`} href=${`#r-${first.id}`} data-for=${piece.records.map((record) => record.id).join(' ')}
    onMouseEnter=${() => point(first.id)} onMouseLeave=${() => point(null)} onFocus=${() => point(first.id)}>${piece.text}</a>`;
}

function Card({ record, active, point }) {
  return html`<article id=${`r-${record.id}`} class=${`row card ${record.kind} ${active === record.id ? 'on' : ''} ${record.rejected ? 'rejected' : ''}`} data-kind=${record.kind} data-id=${record.id} data-record=${record.id} tabindex="-1"
    onMouseEnter=${() => point(record.id)} onMouseLeave=${() => point(null)} onFocus=${() => point(record.id)} onFocusIn=${() => point(record.id)}>
    <h3><span class="kind">${record.kind}</span> <a class="main" href=${`/records/${record.id}`}>${label(record.activity)}</a> <${Sides} actors=${record.actors} recipients=${record.recipients} /></h3>
    <p class="meta">${record.time ? html`<span class="date">${time(record.time)}</span> · ` : ''}${record.force ? `${record.force} · ` : ''}${place(record) ? `${place(record)} · ` : ''}<${Fields} list=${record.fields} />
      ${record.quantities?.length ? html` · <${Figures} list=${record.quantities} />` : ''} ${record.status && record.status !== 'done' ? html`<${Status} value=${record.status} />` : ''} ${record.rejected ? html`<span class="badge strong">rejected</span>` : ''} <${Judged} list=${record.judged} /></p>
    <p class="meta small"><${Confidence} value=${record.confidence} /> · ${record.rule} · <a data-stay="1" href=${`#s-${record.id}`} onClick=${() => setTimeout(() => document.querySelector(`[data-for~="${record.id}"]`)?.focus(), 0)}>its sentence</a></p>
    <${Actions} offer="aren" /></article>`;
}

function useSelection() {
  const [words, setWords] = useState('');
  useEffect(() => {
    const take = () => {
      const selection = getSelection();
      const inside = selection.rangeCount && document.querySelector('.text')?.contains(selection.getRangeAt(0).commonAncestorContainer);
      setWords(inside ? selection.toString().replace(/\s+/g, ' ').trim().slice(0, 1200) : '');
    };
    document.addEventListener('selectionchange', take);
    return () => document.removeEventListener('selectionchange', take);
  }, []);
  return words;
}

function Body({ data }) {
  const [active, point] = useState(null);
  const words = useSelection();
  const lines = useMemo(() => paragraphs(cut(data.text, data.records)), [data]);
  const source = [publisher(data.agency || data.source), data.title && `“${data.title}”`, data.date, data.url || data.name].filter(Boolean).join(', ');
  return html`<div class="story"><section class="text" aria-label="Text of the story">
      ${lines.map((parts) => html`<p>${parts.map((piece) => html`<${Piece} piece=${piece} active=${active} point=${point} />`)}</p>`)}
      <p class="add sans"><button type="button" disabled=${!words} onMouseDown=${(event) => event.preventDefault()} onClick=${() => openAdd({ quote: words, source, date: data.date, story: data.number })}>Add a record from the words selected</button>
        ${words ? '' : html` <span class="small">Select words in the text first.</span>`}</p></section>
    <section class="cards" aria-label="Records"><h2>Records</h2>${data.records.length ? data.records.map((record) => html`<${Card} key=${record.id} record=${record} active=${active} point=${point} />`) : html`<${None}>Nothing was coded in this story.<//>`}</section></div>`;
}

export function Story({ number }) {
  const from = useData(`stories/${encodeURIComponent(number)}`);
  return html`<${Loaded} from=${from}>${(data) => html`<${Heading} kicker=${data.kind === 'import' ? 'A record of one’s own' : 'Story'} title=${data.title || (data.kind === 'import' && data.source) || data.name}>
      <p class="lead">${[publisher(data.agency || data.source), data.date ? days(data.date) : 'no date', data.kind !== 'import' && data.title && data.name].filter(Boolean).join(' · ')}${data.url && /^https?:/.test(data.url) ? html` · <a href=${data.url} rel="noreferrer">where it was published</a>` : ''}</p>
      ${data.copy_of ? html`<p class="small">Copies or rewrites <a href=${`/stories/${data.copy_of}`}>${data.copy_title || 'an earlier story'}</a> (${percent(data.similarity)} in common): both count as one source.</p>` : ''}
      ${data.copies.length ? html`<p class="small">Copied by ${data.copies.map((one, i) => html`${i ? ', ' : ''}<a href=${`/stories/${one.number}`}>${one.title || one.number}</a>`)}.</p>` : ''}<//>
    <${Body} data=${data} />`}<//>`;
}
