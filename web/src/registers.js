// registers.js - partners, claims check, agreements and mechanisms, persons, network, decisions.
import { html } from './html.js';
import { ClaimRow, CommitmentRow, Download, EventRow, Heading, Loaded, None, Sides, Status, Table, codeLink, levelName } from './parts.js';
import { Months, Network, WorldMap } from './charts.js';
import { useData, vocabulary } from './api.js';
import { go, parameters, withParameters } from './route.js';
import { bounded, day, days, groupName, label, nameOf, number, plural, sectorOf } from './words.js';
import { Difference, Facts } from './details.js';
import { act } from './desk.js';

// ---- partners ----

export function Partners() {
  const query = parameters();
  const group = query.get('group') || '';
  const from = useData(`partners${query.get('country') ? `?country=${encodeURIComponent(query.get('country'))}` : ''}`);
  return html`<${Loaded} from=${from}>${(data) => {
    const rows = data.items.filter((row) => !group || row.groups.includes(group));
    const states = rows.filter((row) => row.state);
    const bodies = rows.filter((row) => !row.state);
    const columns = [['Partner', (row) => html`<a href=${`/partners/${encodeURIComponent(row.code)}`}>${row.name}</a>`],
      ['Events', (row) => html`<a href=${`/events?partner=${data.country}&partner=${encodeURIComponent(row.code)}`}>${number(row.events)}</a>`, 'num'], ['Last 12 months', (row) => number(row.recent), 'num'],
      ['Highest office', (row) => levelName(row.level)], ['Last contact', (row) => html`<span class="nowrap">${day(row.last)}</span>`], ['Mechanisms', (row) => number(row.mechanisms), 'num'], ['Agreements', (row) => number(row.agreements), 'num'],
      ['Open', (row) => number(row.open), 'num'], ['Overdue', (row) => number(row.overdue), 'num'], ['Claims', (row) => number(row.claims), 'num'], ['Groups', (row) => row.groups.map(groupName).join(', ')]];
    return html`<${Heading} title=${`Partners of ${nameOf(data.country)}`}><p class="intro">States and bodies that take part in an event with ${nameOf(data.country)}, with what is open between them.</p><//>
      <div class="controls sans"><label>Country <select value=${data.country} onChange=${(event) => go(withParameters({ country: event.target.value }))}>
          ${[data.country, ...data.items.filter((row) => row.state).map((row) => row.code)].map((code) => html`<option value=${code}>${nameOf(code)}</option>`)}</select></label>
        <span class="tabs" role="group" aria-label="Group">${['', 'UNSC-P5', 'ASEAN', 'NEIGHBOURS'].map((name) => html`<button type="button" aria-pressed=${group === name} onClick=${() => go(withParameters({ group: name }))}>${name ? groupName(name) : 'All'}</button>`)}</span></div>
      <${WorldMap} partners=${states} home=${data.country} />
      ${states.length ? html`<${Table} caption=${plural(states.length, 'state')} columns=${columns} rows=${states} />` : html`<${None}>No state of this group takes part in an event with ${nameOf(data.country)}.<//>`}
      ${bodies.length ? html`<${Table} caption=${plural(bodies.length, 'organisation or other body', 'organisations and other bodies')} columns=${columns.filter(([name]) => name !== 'Groups')} rows=${bodies} />` : ''}
      <${Download} name="partners" query=${query.get('country') ? `country=${query.get('country')}` : ''} />`;
  }}<//>`;
}

// A part of a partner's page: the newest of a list, and the way to all of it.
function Newest({ title, name, query, RowOf, limit = 5, empty }) {
  const from = useData(`${name}?${query}&limit=${limit}&facets=0`);
  return html`<section><h2>${title}</h2><${Loaded} from=${from}>${(data) => html`${data.items.length ? data.items.map((item) => html`<${RowOf} key=${item.id} item=${item} />`) : html`<${None}>${empty}<//>`}
    ${data.total > limit ? html`<p class="sans"><a href=${`/${name}?${query}`}>All ${number(data.total)}</a></p>` : ''}`}<//></section>`;
}

const Mechanisms = ({ rows, hidden, caption = 'Agreements and mechanisms' }) => html`<${Table} hidden=${hidden} caption=${caption} columns=${[['Name', (row) => html`<a href=${`/agreements/${row.number}`}>${label(row.name)}</a>`], ['Kind', (row) => label(row.kind)],
  ['Parties', (row) => row.parties.split(' ').filter(Boolean).map(nameOf).join(', ')], ['Events', (row) => number(row.events), 'num'], ['Records', (row) => number(row.records), 'num'], ['Latest edition', (row) => row.edition == null ? '' : number(row.edition), 'num'],
  ['Editions missing', (row) => row.missing ? html`<span class="differs">${number(row.missing)}</span>` : '', 'num'], ['Seen', (row) => html`<span class="nowrap">${days(row.first_date, row.last_date)}</span>`]]} rows=${rows} />`;

export function Partner({ code }) {
  const overview = useData('overview');
  const home = parameters().get('country') || overview.data?.country;
  const own = home === code;
  const query = home && !own ? `partner=${home}&partner=${encodeURIComponent(code)}` : `partner=${encodeURIComponent(code)}`;
  const events = useData(home ? `events?${query}&limit=8` : null);
  const mechanisms = useData(`mechanisms?partner=${encodeURIComponent(code)}`);
  if (!home) return html`<${Loaded} from=${overview}>${() => ''}<//>`;
  const title = own ? nameOf(code) : `${nameOf(code)} with ${nameOf(home)}`;
  const groups = Object.entries(vocabulary.groups).filter(([, codes]) => codes.includes(code)).map(([name]) => groupName(name));
  return html`<${Heading} kicker="Partner" title=${title}>${groups.length ? html`<p class="small">Member, now or once, of ${groups.slice(0, 14).join(', ')}.</p>` : ''}
      ${own ? '' : html`<p class="sans"><a href=${`/events?partner=${encodeURIComponent(code)}`}>All events of ${nameOf(code)}, with anyone</a></p>`}<//>
    <${Loaded} from=${events}>${(data) => html`<section><h2>Timeline</h2>${data.items.length ? html`<${Months} title="Events by month" months=${data.months} what="Events" />${data.items.map((item) => html`<${EventRow} key=${item.id} item=${item} />`)}
      <p class="sans"><a href=${`/events?${query}`}>All ${plural(data.total, 'event')}</a></p>` : html`<${None}>No event of ${nameOf(code)} with ${nameOf(home)} in the archive.<//>`}</section>`}<//>
    <section><h2>Agreements and mechanisms</h2><${Loaded} from=${mechanisms}>${(data) => {
      const rows = data.items.filter((row) => own || !row.parties || row.parties.split(' ').includes(home));
      return rows.length ? html`<${Mechanisms} hidden rows=${rows} />` : html`<${None}>None between the two is named in the archive.<//>`;
    }}<//></section>
    <${Newest} title="Open commitments" name="commitments" query=${`${query}&status=open&status=overdue`} RowOf=${CommitmentRow} empty="None is open." />
    <${Newest} title="Commitments with evidence" name="commitments" query=${`${query}&status=done&status=evidence+found`} RowOf=${CommitmentRow} empty="For none has later evidence been found." />
    <${Newest} title="Positions" name="events" query=${`partner=${encodeURIComponent(code)}&activity=statement&activity=conflict&activity=declaration`} RowOf=${EventRow} empty="No statement, declaration or conflict of it is in the archive." />
    <${Newest} title="Claims" name="claims" query=${query} RowOf=${ClaimRow} empty="No claim names both." />`;
}

// ---- claims check ----

export function Lines() {
  const query = parameters();
  const from = useData(`lines${query.get('partner') ? `?partner=${query.get('partner')}` : ''}`);
  return html`<${Heading} title="Claims check"><p class="intro">Each line is one figure of one holder as it is told again over the years, its latest statement held against what the register counts on the stated definition. The same claim repeated by the same speaker counts once.</p><//>
    <${Loaded} from=${from}>${(data) => {
      const counted = data.items.filter((row) => row.definition);
      const rest = data.items.filter((row) => !row.definition);
      const common = [['Whose', (row) => row.holder.split(/[ ,]+/).filter(Boolean).map((code, i) => html`${i ? ', ' : ''}${codeLink(code)}`)], ['Latest', (row) => html`<a class="nowrap" href=${`/claims/${row.id}`}>${day(row.date)}</a>`], ['Claimed', (row) => bounded(row.bound, row.claimed, row.unit)]];
      return html`${counted.length ? html`<${Table} caption="Counted by the register" columns=${[...common, ['Counted', (row) => html`<${Difference} row=${row} />`, 'num'], ['On the definition', (row) => row.definition], ['What explains it', (row) => row.explanation, 'quote'], ['Stated', (row) => number(row.statements), 'num']]} rows=${counted} />`
        : html`<${None}>No figure claim has a definition that the register can count.<//>`}
      ${rest.length ? html`<${Table} caption="Not counted: no definition fits" columns=${[...common, ['About', (row) => label(row.activity)], ['Range over time', (row) => row.lowest === row.highest ? number(row.lowest) : `${number(row.lowest)}–${number(row.highest)}`, 'num'], ['Stated', (row) => number(row.statements), 'num']]} rows=${rest} />` : ''}
      <${Download} name="lines" query=${query.toString()} />`;
    }}<//>`;
}

// ---- agreements and mechanisms ----

export function Agreements() {
  const query = parameters();
  const kind = query.get('kind') || '';
  const from = useData(`mechanisms${query.get('partner') ? `?partner=${query.get('partner')}` : ''}`);
  return html`<${Heading} title="Agreements and mechanisms"><p class="intro">Standing dialogues, forums, exercises, missions and agreements as the stories name them, with their editions.</p><//>
    <${Loaded} from=${from}>${(data) => {
      const kinds = [...new Set(data.items.map((row) => row.kind))].sort();
      const rows = data.items.filter((row) => !kind || row.kind === kind);
      return html`<div class="controls sans"><label>Kind <select value=${kind} onChange=${(event) => go(withParameters({ kind: event.target.value }))}><option value="">all</option>${kinds.map((name) => html`<option value=${name}>${label(name)}</option>`)}</select></label></div>
        ${rows.length ? html`<${Mechanisms} caption=${plural(rows.length, 'agreement or mechanism', 'agreements and mechanisms')} rows=${rows.slice(0, 500)} />` : html`<${None}>None of that kind.<//>`}<${Download} name="mechanisms" />`;
    }}<//>`;
}

function Editions({ list }) {
  return html`<ol class="editions">${list.map((one) => html`<li class=${`is-${one.state}`}><b>${number(one.edition)}</b> ${one.event ? html`<a href=${`/events/${one.event}`}>${one.state}</a>` : one.record ? html`<a href=${`/records/${one.record}`}>${one.state}</a>` : one.state}
    ${one.first_date ? html`<span>${days(one.first_date, one.last_date)}</span>` : ''}</li>`)}</ol>`;
}

export function Agreement({ id }) {
  const from = useData(`mechanisms/${encodeURIComponent(id)}`);
  return html`<${Loaded} from=${from}>${(data) => html`<${Heading} kicker=${label(data.kind)} title=${label(data.name)}><p class="lead">${data.parties.split(' ').filter(Boolean).map((code, i) => html`${i ? ', ' : ''}${codeLink(code)}`)}</p><//>
    <${Facts} list=${[['Seen', days(data.first_date, data.last_date)], ['Records', number(data.records)], ['Named as', data.names.map((one) => one.name).join('; ')]]} />
    ${data.editions.length ? html`<section><h2>Editions</h2><${Editions} list=${data.editions} /><p class="small">An edition is missing where a later one is known and no story tells of it.</p></section>` : ''}
    <section><h2>Events under it</h2>${data.events.length ? html`<${Table} hidden caption="Events" columns=${[['Day', (row) => html`<span class="nowrap">${days(row.first_date, row.last_date)}</span>`], ['Event', (row) => html`<a href=${`/events/${row.id}`}>${label(row.activity)}</a> ${row.status !== 'done' ? html`<${Status} value=${row.status} />` : ''}`],
      ['Who', (row) => html`<${Sides} actors=${row.actors} recipients=${row.recipients} />`], ['Sentence', (row) => row.quote, 'quote']]} rows=${data.events} />` : html`<${None}>None in the archive.<//>`}</section>
    <section><h2>Commitments under it</h2>${data.commitments.length ? html`<${Table} hidden caption="Commitments" columns=${[['Stated', (row) => html`<span class="nowrap">${day(row.first_date)}</span>`], ['Commitment', (row) => html`<a href=${`/commitments/${row.id}`}>${label(row.activity)}, ${row.force}</a>`],
      ['Status', (row) => html`<${Status} value=${row.status} />`], ['Sentence', (row) => row.quote, 'quote']]} rows=${data.commitments} />` : html`<${None}>None in the archive.<//>`}</section>`}<//>`;
}

// ---- persons ----

export function Persons() {
  const query = parameters();
  const wanted = (query.get('q') || '').toLowerCase();
  const from = useData(`persons${query.get('partner') ? `?partner=${query.get('partner')}` : ''}`);
  return html`<${Heading} title="Persons in office"><p class="intro">Office-holders in official acts only, with the days on which the stories show them in an office: not the days of appointment.</p><//>
    <${Loaded} from=${from}>${(data) => {
      const codes = [...new Set(data.items.map((row) => row.code))].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
      const rows = data.items.filter((row) => !wanted || [row.name, ...row.variants, ...row.offices].some((text) => text.toLowerCase().includes(wanted)));
      return html`<div class="controls sans"><label>Name or office <input id="seek" type="search" value=${query.get('q') || ''} onInput=${(event) => go(withParameters({ q: event.target.value }), { replace: true })} /></label>
          <label>State or body <select value=${query.get('partner') || ''} onChange=${(event) => go(withParameters({ partner: event.target.value }))}><option value="">all</option>${query.get('partner') && !codes.includes(query.get('partner')) ? html`<option>${query.get('partner')}</option>` : ''}${codes.map((code) => html`<option value=${code}>${nameOf(code)}</option>`)}</select></label></div>
        ${rows.length ? html`<${Table} caption=${plural(rows.length, 'person')} columns=${[['Name', (row) => html`<a href=${`/persons/${row.number}`}>${row.name}</a>`], ['For', (row) => codeLink(row.code)], ['Offices', (row) => row.offices.join('; ')], ['Also written', (row) => row.variants.join(', ')],
          ['Records', (row) => number(row.records), 'num'], ['Seen', (row) => html`<span class="nowrap">${days(row.first_date, row.last_date)}</span>`]]} rows=${rows.slice(0, 500)} />` : html`<${None}>Nobody of that name or office.<//>`}<${Download} name="persons" />`;
    }}<//>`;
}

export function Person({ id }) {
  const from = useData(`persons/${encodeURIComponent(id)}`);
  return html`<${Loaded} from=${from}>${(data) => html`<${Heading} kicker="Person in office" title=${data.name}><p class="lead">${codeLink(data.code)}</p><//>
    <${Facts} list=${[['Written', data.names.map((one) => `${one.name} (${one.records})`).join(', ')]]} />
    <section><h2>Offices</h2>${data.offices.length ? html`<${Table} hidden caption="Offices" columns=${[['Office', (row) => row.office || 'not named'], ['Sector', (row) => label(sectorOf(row.sector))], ['Seen', (row) => days(row.first_date, row.last_date)], ['Records', (row) => number(row.records), 'num']]} rows=${data.offices} />` : html`<${None}>No office is named.<//>`}</section>
    <section><h2>Records</h2><${Table} hidden caption="Records" columns=${[['Day', (row) => html`<span class="nowrap">${day(row.date)}</span>`], ['Record', (row) => html`<a href=${`/records/${row.id}`}>${label(row.activity)}</a>, ${row.kind}`], ['As', (row) => row.office || row.role], ['Sentence', (row) => row.quote, 'quote']]} rows=${data.records} /></section>`}<//>`;
}

// ---- the network ----

export function NetworkPage() {
  const query = parameters();
  const from = useData(`network?${query}`);
  const change = (name) => (event) => go(withParameters({ [name]: event.target.value }));
  return html`<${Heading} title="Network"><p class="intro">Who takes part with whom. A node leads to its page.</p><//>
    <div class="controls sans"><label>Activity <select value=${query.get('activity') || ''} onChange=${change('activity')}><option value="">all</option>${vocabulary.activities.map((name) => html`<option value=${name}>${label(name)}</option>`)}</select></label>
      <label>from <input type="date" value=${query.get('from') || ''} onChange=${change('from')} /></label><label>to <input type="date" value=${query.get('to') || ''} onChange=${change('to')} /></label></div>
    <${Loaded} from=${from}>${(data) => data.edges.length ? html`<${Network} nodes=${data.nodes} edges=${data.edges} />` : html`<${None}>No two take part together in these events.<//>`}<//>`;
}

// ---- decisions ----

const decisionColumns = [['When', (row) => html`<span class="nowrap">${row.made.replace('T', ' ').replace('Z', '')}</span>`], ['Who', (row) => row.author], ['Verdict', (row) => html`<a href=${`/records/${row.record}`}>${label(row.verdict)}</a>`],
  ['What', (row) => row.field ? `${row.field}: ${row.was || '–'} → ${row.value || '–'}` : row.value], ['On the sentence', (row) => row.quote, 'quote']];

export function Decisions() {
  const from = useData('judgements');
  const conflicts = useData('conflicts');
  return html`<${Heading} title="Decisions"><p class="intro">What was accepted, rejected, corrected, merged and split, by whom and when. Decisions are kept apart from what was coded, and survive coding again.</p><//>
    <${Loaded} from=${conflicts}>${(data) => data.items.length ? html`<section><h2>Conflicts</h2><p>These fit no longer: the text was coded otherwise since.</p><${Table} hidden caption="Conflicts" columns=${[...decisionColumns, ['Why', (row) => row.reason], ['Decide', (row) => html`<button type="button" onClick=${() => act('undo', null, row.number)}>Undo</button>`]]} rows=${data.items} /></section>` : ''}<//>
    <${Loaded} from=${from}>${(data) => data.items.length ? html`<${Table} caption=${plural(data.total, 'decision')} columns=${[...decisionColumns, ['State', (row) => row.undone ? html`<span class="muted">undone</span>` : html`<button type="button" onClick=${() => act('undo', null, row.number)}>Undo</button>`]]} rows=${data.items} />` : html`<${None}>Nothing has been decided yet. The queue is a place to begin.<//>`}<//>
    <${Download} name="judgements" />`;
}
