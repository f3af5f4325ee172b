// lists.js - the lists with facets: events, commitments, claims, stories. The address holds every filter.
import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from './html.js';
import { ClaimRow, CommitmentRow, Download, EventRow, Heading, Loaded, None, Pager, StoryRow } from './parts.js';
import { Months } from './charts.js';
import { useData, vocabulary } from './api.js';
import { go, parameters, withParameters } from './route.js';
import { groupName, label, levels, nameOf, number, publisher } from './words.js';

const LIMIT = 50;
const SHOWN = 8;

const lists = {
  events: { title: 'Events', row: EventRow, what: 'events', months: 'Events by month', intro: 'Acts reported as done, under way or called off, each counted once however many stories report it.' },
  commitments: { title: 'Commitments', row: CommitmentRow, what: 'commitments', months: 'Commitments by the month in which they were first stated', intro: 'What someone undertook, announced, ordered or proposed to do, and what later stories show of it.' },
  claims: { title: 'Claims', row: ClaimRow, what: 'claims', months: 'Claims by the month of the story', intro: 'States of affairs or totals asserted over a period; figures are held against what the register counts.' },
  stories: { title: 'Stories', row: StoryRow, what: 'stories', months: 'Stories by month', intro: 'The archive: every story with what was coded out of it.' },
};

const titles = { partner: 'Takes part', activity: 'Activity', field: 'Field', status: 'Status', force: 'Force', year: 'Year', place: 'Country of the place',
  agency: 'Agency', source: 'Source', confidence: 'Confidence', level: 'Highest office', mark: 'Marks', judged: 'Judged' };
const claimTitles = { ...titles, status: 'Form' };

const valueName = (facet, value) => ({ partner: nameOf, place: nameOf, level: (v) => levels[v] || v }[facet] || label)(value);
const facetNames = Object.keys(titles);

// ---- facets ----

function Facet({ name, title, counts: given, chosen }) {
  const [all, setAll] = useState(false);
  const counts = given.filter(([value]) => name !== 'source' || publisher(value));
  const known = new Set(counts.map(([value]) => value));
  const rows = [...chosen.filter((value) => !known.has(value)).map((value) => [value, 0]), ...counts];
  rows.sort((a, b) => chosen.includes(b[0]) - chosen.includes(a[0]));
  if (name === 'year') rows.sort((a, b) => chosen.includes(b[0]) - chosen.includes(a[0]) || (a[0] < b[0] ? 1 : -1));
  const shown = all ? rows : rows.slice(0, Math.max(SHOWN, chosen.length));
  const toggle = (value) => go(withParameters({ [name]: chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value], offset: '' }));
  return html`<fieldset class="facet"><legend>${title}</legend>
    ${shown.map(([value, count]) => html`<label key=${value}><input type="checkbox" checked=${chosen.includes(value)} onChange=${() => toggle(value)} />
      <span>${valueName(name, value)}</span><span class="count">${number(count)}</span></label>`)}
    ${rows.length > shown.length ? html`<button type="button" class="plain" onClick=${() => setAll(true)}>all ${number(rows.length)}</button>` : ''}
    ${all && rows.length > SHOWN ? html`<button type="button" class="plain" onClick=${() => setAll(false)}>fewer</button>` : ''}</fieldset>`;
}

function Days({ query }) {
  const change = (name) => (event) => go(withParameters({ [name]: event.target.value, offset: '' }));
  return html`<fieldset class="facet days"><legend>Days</legend>
    <label>from <input type="date" value=${query.get('from') || ''} onChange=${change('from')} /></label>
    <label>to <input type="date" value=${query.get('to') || ''} onChange=${change('to')} /></label></fieldset>`;
}

function Groups({ query }) {
  const names = ['UNSC-P5', 'ASEAN', 'NATO', 'EU', 'QUAD', 'SCO'].filter((name) => vocabulary.groups[name]);
  return html`<fieldset class="facet days"><legend>Group</legend>
    <label>member of <select value=${query.get('group') || ''} onChange=${(event) => go(withParameters({ group: event.target.value, offset: '' }))}>
      <option value="">any</option>${names.map((name) => html`<option value=${name}>${groupName(name)}</option>`)}</select></label></fieldset>`;
}

function Chosen({ query, names }) {
  const chips = [];
  for (const [name, value] of query) {
    if (['offset', 'order', 'limit'].includes(name)) continue;
    const rest = query.getAll(name).filter((other) => other !== value);
    const text = name === 'q' ? `“${value}”` : name === 'group' ? groupName(value) : names[name] ? valueName(name, value) : `${name} ${value}`;
    chips.push(html`<li><a data-stay="1" href=${withParameters({ [name]: rest, offset: '' })} aria-label=${`Without ${names[name] || name} ${text}`}>
      <span class="muted">${names[name] || (name === 'q' ? 'Words' : label(name))}</span> ${text} <span aria-hidden="true">×</span></a></li>`);
  }
  return chips.length ? html`<ul class="chips" aria-label="Filters in force">${chips}
    <li><a data-stay="1" class="plain" href=${location.pathname}>Clear all</a></li></ul>` : null;
}

function Search({ query, what }) {
  const field = useRef(null);
  useEffect(() => { if (field.current && document.activeElement !== field.current) field.current.value = query.get('q') || ''; });
  const submit = (event) => { event.preventDefault(); go(withParameters({ q: field.current.value.trim(), offset: '' })); };
  return html`<form class="find" role="search" onSubmit=${submit}>
    <label for="find">Words in the stories</label>
    <input id="find" ref=${field} type="search" autocomplete="off" maxlength="200" placeholder=${'e.g. port visit, "hospital ship"'} />
    <button>Find ${what}</button></form>`;
}

function Order({ query, name }) {
  if (name === 'stories') return null;
  return html`<label class="order">Order <select value=${query.get('order') || 'newest'} onChange=${(event) => go(withParameters({ order: event.target.value === 'newest' ? '' : event.target.value, offset: '' }))}>
    <option value="newest">newest first</option><option value="oldest">oldest first</option><option value="priority">most doubtful and weighty first</option></select></label>`;
}

export function List({ name }) {
  const { title, row: RowOf, what, months, intro } = lists[name];
  const query = parameters();
  const offset = Number(query.get('offset')) || 0;
  const from = useData(`${name}?${new URLSearchParams([...query, ['limit', LIMIT]])}`);
  const names = name === 'claims' ? claimTitles : titles;
  const wide = matchMedia('(min-width: 60rem)').matches;
  const filters = new URLSearchParams([...query].filter(([key]) => key !== 'offset'));
  return html`<${Heading} title=${title}><p class="intro">${intro}</p><//>
    <${Search} query=${query} what=${what} />
    <${Chosen} query=${query} names=${names} />
    <${Loaded} from=${from}>${(data) => html`<div class="browse">
      <aside aria-label="Filters"><details class="filters" open=${wide}><summary>Filters</summary>
        <${Days} query=${query} /><${Groups} query=${query} />
        ${facetNames.filter((facet) => data.facets[facet]?.length || query.getAll(facet).length).map((facet) => html`<${Facet} key=${facet} name=${facet} title=${names[facet]}
          counts=${data.facets[facet] || []} chosen=${query.getAll(facet)} />`)}</details></aside>
      <section aria-label=${title}><h2 class="unseen">The list</h2>
        <div class="bar"><p class="total" role="status"><b>${number(data.total)}</b> ${what}</p><${Order} query=${query} name=${name} /></div>
        <${Months} title=${months} months=${data.months} what=${label(what)} />
        ${data.items.length ? data.items.map((item) => html`<${RowOf} key=${item.id || item.number} item=${item} />`) : html`<${None}>No ${what} with these filters.<//>`}
        <${Pager} total=${data.total} offset=${offset} limit=${LIMIT} address=${(at) => withParameters({ offset: at || '' })} />
        <${Download} name=${name} query=${filters.toString()} />
      </section></div>`}<//>`;
}
