// details.js - one event with its reports side by side, one undertaking, one claim, one record.
import { useState } from 'preact/hooks';
import { html } from './html.js';
import { Confidence, Fields, Figures, Heading, Judged, Loaded, None, Quote, Sides, Source, Status, Table, Who, codeLink } from './parts.js';
import { useData } from './api.js';
import { bounded, day, days, figure, label, number, place, plural, score, time } from './words.js';
import { act } from './desk.js';

export function Facts({ list }) {
  return html`<dl class="facts">${list.filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export function Citation({ text }) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard?.writeText(text).then(() => setCopied(true), () => setCopied(false));
  return html`<section class="cite"><h2>To cite</h2><p>${text}</p>
    <button type="button" onClick=${copy}>${copied ? 'Copied' : 'Copy'}</button></section>`;
}

// The buttons do what the keys do, for the record of the row that they stand in.
const keys = { a: 'Accept', r: 'Reject', e: 'Correct', m: 'Merge', s: 'Split off', l: 'Link evidence', n: 'Note' };

export function Actions({ offer }) {
  return html`<p class="actions sans">${[...offer].map((key) => html`<button type="button" data-key=${key} onClick=${(event) => act(key, event.currentTarget.closest('[data-record]'))}>
    ${keys[key]} <kbd>${key}</kbd></button>`)}</p>`;
}

// ---- an event: its reports side by side ----

function Report({ report, base, disagreements, single }) {
  const other = report.joined || base;
  const differs = disagreements.filter((one) => one.a === report.id || one.b === report.id);
  const mark = (text) => differs.some((one) => [one.a_value, one.b_value].some((value) => figure(text).includes(figure(value)) || figure(value).includes(figure(text).split(' ')[0])));
  return html`<article class="report" data-kind="report" data-id=${report.id} data-record=${report.id} data-other=${other === report.id ? '' : other} tabindex="-1">
    <h3><${Source} item=${report} /></h3>
    ${report.copy_of ? html`<p class="meta small">Copies or rewrites <a href=${`/stories/${report.copy_of}`}>an earlier story</a>: counts as the same source.</p>` : ''}
    <${Quote}>${report.quote}<//>
    <${Facts} list=${[
      ['Took part', html`<${Sides} actors=${report.actors} recipients=${report.recipients} />`],
      ['When', report.time ? html`<span class=${differs.some((one) => one.what === 'date') ? 'differs' : ''}>${time(report.time)}</span> <span class="muted">(${report.basis})</span>` : ''],
      ['Where', place(report)], ['Under', report.instrument],
      ['Figures', report.quantities?.length ? html`<ul class="plain-list">${report.quantities.map((text) => html`<li class=${mark(text) ? 'differs' : ''}>${figure(text)}</li>`)}</ul>` : ''],
      ['Why here', single ? '' : report.reason ? `${report.reason}${report.joined ? ` (score ${score(report.score)})` : ''}` : 'the first report'],
      ['Rule', report.rule],
    ]} />
    <p class="meta small"><${Confidence} value=${report.confidence} /> <${Judged} list=${report.judged} /></p>
    <${Actions} offer=${single ? 'aren' : 'arens'} />
  </article>`;
}

export function Event({ id }) {
  const from = useData(`events/${encodeURIComponent(id)}`);
  return html`<${Loaded} from=${from}>${(data) => {
    const side = (role) => data.participants.filter((one) => one.role === role).map((one) => `${one.code}/${one.sector}`);
    const single = data.reports.length === 1;
    return html`<${Heading} kicker="Event" title=${`${label(data.activity)}, ${days(data.first_date, data.last_date)}`}>
        <p class="lead"><${Sides} actors=${side('actor')} recipients=${side('recipient')} /></p><//>
      <${Facts} list=${[['Status', html`<${Status} value=${data.status} />`], ['Where', place(data)],
        ['Under', data.mechanism ? html`<a href=${`/agreements/${data.mechanism}`}>${data.instrument}</a>` : data.instrument],
        ['Fields', html`<${Fields} list=${data.fields} />`], ['PLOVER', `${data.plover}${data.mode ? ` (${data.mode})` : ''}`],
        ['Reports', `${plural(data.reports.length, 'report')} in ${plural(data.documents, 'story', 'stories')}, ${plural(data.sources, 'independent source')}`]]} />
      ${data.disagreements.length ? html`<section><h2>What the reports disagree on</h2>
        <${Table} caption="Figures side by side" columns=${[['What', (row) => row.what], ['One report', (row) => html`<a class="differs" href=${`#r-${row.a}`}>${figure(row.a_value)}</a>`],
          ['Another', (row) => html`<a class="differs" href=${`#r-${row.b}`}>${figure(row.b_value)}</a>`], ['Why it is marked', (row) => row.reason]]} rows=${data.disagreements} /></section>` : ''}
      <section><h2>${single ? 'The report' : 'Reports side by side'}</h2>
        <div class="side">${data.reports.map((report) => html`<div id=${`r-${report.id}`} key=${report.id}><${Report} report=${report} base=${data.record} disagreements=${data.disagreements} single=${single} /></div>`)}</div></section>
      ${data.undertakings.length ? html`<section><h2>Commitments that it bears on</h2>${data.undertakings.map((one) => html`<article class="row">
        <h3><a class="main" href=${`/commitments/${one.id}`}>${label(one.activity)}</a>, ${one.force}, ${days(one.first_date)}</h3>
        <${Quote}>${one.quote}<//><p class="meta small">${one.kind}: ${one.reason} (score ${score(one.score)}) <${Status} value=${one.status} /></p></article>`)}</section>` : ''}
      ${data.resumptions.length ? html`<section><h2>Held or set again later</h2>${data.resumptions.map((one) => html`<article class="row">
        <${Quote}>${one.quote}<//><p class="meta small">${days(one.date)} · ${one.reason} (score ${score(one.score)})${one.later ? html` · <a href=${`/events/${one.later}`}>the later event</a>` : ''}</p></article>`)}</section>` : ''}
      ${data.near.length ? html`<section data-record=${data.record} data-kind="event" data-id=${data.id}><h2>Events close by</h2><p class="small">Same partners within ten days. Two that are one act can be merged.</p>
        <${Table} hidden caption="Events close by" columns=${[['Day', (row) => days(row.first_date)], ['Event', (row) => html`<a href=${`/events/${row.id}`}>${label(row.activity)}</a>`],
          ['Sentence', (row) => row.quote, 'quote'], ['Reports', (row) => number(row.reports), 'num'],
          ['Decide', (row) => html`<button type="button" onClick=${(event) => act('m', event.currentTarget.closest('[data-record]'), row.record)}>Merge</button>`]]} rows=${data.near} /></section>` : ''}
      <${Citation} text=${data.citation} />`;
  }}<//>`;
}

// ---- an undertaking ----

function Outcome({ one, record }) {
  const words = { fulfils: 'Evidence that it was carried out', postpones: 'Put off', cancels: 'Called off', supersedes: 'A new undertaking in its place' };
  return html`<article class="row" data-kind="outcome" data-id=${one.id} data-record=${record} data-other=${one.id} tabindex="-1">
    <h3>${one.event ? html`<a class="main" href=${`/events/${one.event}`}>${label(one.activity)}</a>` : label(one.activity)}: ${words[one.kind]}</h3>
    <${Quote}>${one.quote}<//>
    <p class="meta small"><${Source} item=${one} /> · score ${score(one.score)}: ${one.reason}</p>
    <p class="actions sans"><button type="button" onClick=${(event) => act('unlink', event.currentTarget.closest('[data-record]'))}>Not this <kbd>s</kbd></button></p></article>`;
}

export function Commitment({ id }) {
  const from = useData(`commitments/${encodeURIComponent(id)}`);
  return html`<${Loaded} from=${from}>${(data) => html`
    <${Heading} kicker="Commitment" title=${`${label(data.activity)}, ${data.force}, ${days(data.first_date)}`}>
      <p class="lead"><${Sides} actors=${data.actors} recipients=${data.recipients} /></p><//>
    <${Facts} list=${[['What became of it', html`<${Status} value=${data.status} /> ${label(data.reason)}`],
      ['Due', data.term_last || data.term_first ? days(data.term_first, data.term_last) : 'no term given'],
      ['Sought', `in ${plural(data.searched, 'later story', 'later stories')} up to ${day(data.searched_until)}`],
      ['First evidence', day(data.evidence_date)], ['Fields', html`<${Fields} list=${data.fields} />`], ['Under', data.instrument],
      ['Stated', `${plural(data.times, 'time')} from ${day(data.first_date)} to ${day(data.last_date)}`],
      ['Part of', data.directives.length ? data.directives.map((one) => `${one.name} (${one.kind})`).join('; ') : '']]} />
    <section><h2>Where it is stated</h2>${data.statements.map((one) => html`<article class="row" data-kind="statement" data-id=${one.id} data-record=${one.id} data-other=${one.id === data.record ? '' : data.record} tabindex="-1">
      <h3><${Source} item=${one} /></h3><${Quote}>${one.quote}<//>
      <p class="meta small">${one.force}${one.time ? html` · due ${time(one.time)}` : ''}${one.reason ? html` · ${one.reason}` : ''} · <${Confidence} value=${one.confidence} /> <${Judged} list=${one.judged} /></p>
      <${Actions} offer=${data.statements.length > 1 ? 'areslmn' : 'arelmn'} /></article>`)}</section>
    <section><h2>What came of it</h2>${data.outcomes.length ? data.outcomes.map((one) => html`<${Outcome} one=${one} record=${data.record} />`)
      : html`<${None}>No evidence found in ${plural(data.searched, 'later story', 'later stories')} up to ${day(data.searched_until)}.<//>`}</section>
    <${Citation} text=${data.citation} />`}<//>`;
}

// ---- a claim ----

export function Difference({ row }) {
  if (row.counted == null) return html`<span class="muted">not counted</span>`;
  return html`${number(row.counted)}${row.difference ? html` <span class="differs">${row.difference > 0 ? '+' : '−'}${number(Math.abs(row.difference))}</span>` : ''}`;
}

export function Claim({ id }) {
  const from = useData(`claims/${encodeURIComponent(id)}`);
  return html`<${Loaded} from=${from}>${(data) => html`
    <${Heading} kicker="Claim" title=${`${label(data.activity)}${data.quantities.length ? `: ${data.quantities.map(figure).join('; ')}` : ''}`}>
      <p class="lead"><${Sides} actors=${data.actors} recipients=${data.recipients} /></p><//>
    <article class="row" data-kind="claim" data-id=${data.id} data-record=${data.id} tabindex="-1"><${Quote}>${data.quote}<//>
      <p class="meta small"><${Source} item=${data} /> · <${Confidence} value=${data.confidence} /> <${Judged} list=${data.judged} /></p><${Actions} offer="aren" /></article>
    <${Facts} list=${[['Said by', data.speakers.length ? html`<${Who} list=${data.speakers} />` : 'the story itself'],
      ['Period', data.time ? days(data.first_date, data.last_date) : ''], ['Fields', html`<${Fields} list=${data.fields} />`], ['Form', data.form], ['Rule', data.rule]]} />
    ${data.figures.length ? html`<section><h2>Against the register</h2>
      <${Table} caption="What the register counts on a stated definition" columns=${[['Claimed', (row) => bounded(row.bound, row.number, row.unit)],
        ['Counted', (row) => html`<${Difference} row=${row} />`, 'num'], ['Definition', (row) => row.definition || 'none that the register can count'], ['What explains it', (row) => row.explanation]]} rows=${data.figures} /></section>` : ''}
    ${data.series.length > 1 ? html`<section><h2>The same claim over time</h2>
      <${Table} caption="Statements of this line" columns=${[['Day', (row) => html`<a href=${`/claims/${row.id}`}>${day(row.date)}</a>`], ['Claimed', (row) => bounded(row.bound, row.number, row.unit)],
        ['Said by', (row) => row.speaker], ['Counted', (row) => html`<${Difference} row=${row} />`, 'num'], ['Repeats', (row) => row.repeats ? 'repeats an earlier one' : ''], ['Sentence', (row) => row.quote, 'quote']]} rows=${data.series} /></section>` : ''}
    <${Citation} text=${data.citation} />`}<//>`;
}

// ---- a record as coded, corrected and judged ----

export function Record({ id }) {
  const from = useData(`records/${encodeURIComponent(id)}`);
  return html`<${Loaded} from=${from}>${(data) => html`
    <${Heading} kicker=${`Record ${data.id}`} title=${`${label(data.kind)}: ${label(data.activity)}`}><p class="lead"><${Sides} actors=${data.actors} recipients=${data.recipients} /></p><//>
    <article class="row" data-kind=${data.kind} data-id=${data.id} data-record=${data.id} tabindex="-1">${data.evidence.map((one) => html`<${Quote}>${one.quote}<//>`)}
      <p class="meta small"><${Source} item=${data} /> · <${Confidence} value=${data.confidence} />${data.rejected ? html` <span class="badge strong">rejected</span>` : ''}</p><${Actions} offer="aren" /></article>
    <${Facts} list=${[['When', data.time ? `${time(data.time)} (${data.basis})` : ''], ['Where', place(data)], ['Under', data.instrument], ['Status', data.status || data.force || data.form],
      ['Fields', html`<${Fields} list=${data.fields} />`], ['Figures', html`<${Figures} list=${data.quantities} />`], ['PLOVER', data.plover], ['Rule', data.rule],
      ['Event', data.event ? html`<a href=${`/events/${data.event}`}>the event and its other reports</a>` : ''], ['Ledger', data.commitment ? html`<a href=${`/commitments/${data.commitment}`}>the undertaking</a>` : '']]} />
    ${data.corrections.length ? html`<section><h2>Corrected</h2><${Table} hidden caption="Corrections in force" columns=${[['Field', (row) => label(row.field)], ['Value', (row) => row.value]]} rows=${data.corrections} /></section>` : ''}
    <section><h2>Decisions</h2>${data.judgements.length ? html`<${Table} hidden caption="Decisions on this record" columns=${[['When', (row) => row.made.replace('T', ' ').replace('Z', '')], ['Who', (row) => row.author], ['Verdict', (row) => label(row.verdict)],
      ['What', (row) => row.field ? `${row.field}: ${row.was || '–'} → ${row.value || '–'}` : row.value || row.other], ['State', (row) => row.undone ? 'undone' : row.conflict ? `conflict: ${row.conflict}` : html`<button type="button" onClick=${() => act('undo', null, row.number)}>Undo</button>`]]} rows=${data.judgements} />`
      : html`<${None}>Nobody has decided on this record.<//>`}</section>
    <${Citation} text=${data.citation} />`}<//>`;
}

export { codeLink };
