// work.js - overview, review queue, double coding, reviews on request, and being let in.
import { useEffect, useState } from 'preact/hooks';
import { html } from './html.js';
import { ClaimRow, CommitmentRow, Download, EventRow, Heading, Loaded, None, Table, codeLink } from './parts.js';
import { Months } from './charts.js';
import { changed, enter, get, send, useData, vocabulary } from './api.js';
import { go, parameters, withParameters } from './route.js';
import { day, label, nameOf, number, plural } from './words.js';
import { author, openName } from './desk.js';

// ---- overview ----

const Figure = ({ value, title, href, children }) => html`<div><dd class="value"><a href=${href}>${number(value)}</a></dd><dt>${title}</dt><dd class="definition">${children}</dd></div>`;

export function Overview() {
  const from = useData('overview');
  const events = useData('events?limit=6');
  return html`<${Loaded} from=${from}>${(data) => html`<${Heading} title="Overview"><p class="intro">${plural(data.stories, 'story', 'stories')} from ${day(data.first)} to ${day(data.last)}, seen from ${nameOf(data.country)}. Every figure leads to its records, every record to the sentence that carries it.</p>
      ${data.stale ? html`<p class="none" role="status">Stories or decisions have come in that the register does not hold yet; it is being computed.</p>` : ''}<//>
    <dl class="figures">
      <${Figure} value=${data.events} title="Events" href="/events">told in ${plural(data.reports, 'report')}; the same act counts once<//>
      <${Figure} value=${data.partners} title="Partner states" href="/partners">take part in an event with ${nameOf(data.country)}<//>
      <${Figure} value=${data.commitments} title="Commitments" href="/commitments">agreed, planned, directed or proposed<//>
      <${Figure} value=${data.evidenced} title="With later evidence" href="/commitments?status=done&status=evidence+found">done, or touched upon by a later act<//>
      <${Figure} value=${data.overdue} title="Overdue" href="/commitments?status=overdue">the term has passed and no later act matches<//>
      <${Figure} value=${data.claims} title="Claims" href="/claims">of figures or achievements over a period<//>
      <${Figure} value=${data.differing} title="Claims that differ" href="/claims?mark=differs">from what the register counts<//>
      <${Figure} value=${data.disputed} title="Disputed events" href="/events?mark=disputed">reports disagree on a figure or day<//>
      <${Figure} value=${data.sources} title="Sources" href="/stories">copies of one agency’s text count as one<//>
      <${Figure} value=${data.judgements} title="Decisions" href="/decisions">${data.conflicts ? html`${number(data.conflicts)} in conflict` : 'made by people on records'}<//>
    </dl>`}<//>
    <${Loaded} from=${events}>${(data) => html`<${Months} title="Events by month" months=${data.months} what="Events" />
      <section><h2>Newest events</h2>${data.items.map((item) => html`<${EventRow} key=${item.id} item=${item} />`)}<p class="sans"><a href="/events">All events</a></p></section>`}<//>`;
}

// ---- queue ----

const rowOf = { events: EventRow, commitments: CommitmentRow, claims: ClaimRow };

export function Queue() {
  const query = parameters();
  const kind = query.get('kind') || '';
  const from = useData('queue?limit=60');
  return html`<${Heading} title="Queue"><p class="intro">What is most doubtful and would weigh most if wrong: low confidence, one source, disagreeing figures; high offices, signatures, overdue or fulfilled commitments. What was decided on leaves the queue. Keys: <kbd>j</kbd> <kbd>k</kbd> <kbd>a</kbd> <kbd>r</kbd> <kbd>e</kbd> <kbd>m</kbd> <kbd>u</kbd>, and <kbd>?</kbd> for all.</p><//>
    <div class="controls sans"><span class="tabs" role="group" aria-label="Kind">${['', 'events', 'commitments', 'claims'].map((name) => html`<button type="button" aria-pressed=${kind === name} onClick=${() => go(withParameters({ kind: name }))}>${name ? label(name) : 'All'}</button>`)}</span>
      <button type="button" onClick=${openName}>${author() ? `Deciding as ${author()}` : 'Give your name'}</button></div>
    <${Loaded} from=${from}>${(data) => {
      const list = Object.entries(data).filter(([name]) => !kind || name === kind).flatMap(([name, rows]) => rows.map((row) => ({ ...row, name })));
      list.sort((a, b) => b.priority - a.priority);
      return list.length ? html`<h2 class="unseen">To decide on</h2>${list.slice(0, 60).map(({ name, item, priority }) => html`<${rowOf[name]} key=${`${name}${item.id}`} item=${item} note=${`priority ${priority.toFixed(2)}`} />`)}` : html`<${None}>The queue is empty: everything has been decided on.<//>`;
    }}<//>`;
}

// ---- double coding ----

export function Samples() {
  const from = useData('samples');
  const draw = async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const made = await send('POST', 'samples', { name: form.get('name').trim(), size: Number(form.get('size')), seed: Number(form.get('seed')) });
    changed();
    go(`/coding/${made.number}`);
  };
  return html`<${Heading} title="Double coding"><p class="intro">Two people code the same records without seeing what the program or the other coded. Their agreement beyond chance says how far the codes can be trusted.</p><//>
    <form class="controls sans" onSubmit=${draw}><label>Name of the sample <input name="name" required maxlength="80" /></label><label>Records <input name="size" type="number" min="1" max="500" value="30" /></label><label>Seed <input name="seed" type="number" min="0" max="999999" value="1" /></label><button class="first">Draw a sample</button></form>
    <${Loaded} from=${from}>${(data) => data.items.length ? html`<${Table} caption="Samples" columns=${[['Sample', (row) => html`<a href=${`/coding/${row.number}`}>${row.name}</a>`], ['Drawn', (row) => day(row.made.slice(0, 10))], ['Records', (row) => number(row.records), 'num'], ['Coders', (row) => row.coders.map((text) => text.replace(/:(\d+)$/, ' ($1)')).join(', ')]]} rows=${data.items} />` : html`<${None}>No sample has been drawn.<//>`}<//>`;
}

const choices = () => ({ record: ['right to record', 'should not be recorded'], activity: vocabulary.activities, status: [...vocabulary.statuses, ...vocabulary.forces, ...vocabulary.forms] });
const hints = { actor: 'CODE/SECTOR, with commas', recipient: 'CODE/SECTOR, with commas', field: 'lines of effort, with commas', time: 'YYYY-MM-DD, or first/last' };
const titles = { record: 'Is there such a record?', actor: 'Actors', recipient: 'Recipients', field: 'Fields', status: 'Status, force or form' };

function CodingForm({ sample, item, coder, next }) {
  const list = choices();
  const submit = async (event) => {
    event.preventDefault();
    const answers = Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, value.trim()]));
    await send('POST', `samples/${sample.number}`, { record: item.record, coder, answers });
    changed();
    next();
  };
  const before = item.answers || {};
  return html`<form class="code" onSubmit=${submit} key=${item.record}>
    <p class="passage"><span class="muted">${item.before}</span><mark>${item.quote}</mark><span class="muted">${item.after}</span></p>
    <p class="meta">${label(item.kind)} · story of ${day(item.date)}</p>
    <div class="grid">${sample.fields.map((name) => html`<label>${titles[name] || label(name)}${hints[name] ? html` <span class="hint">${hints[name]}</span>` : ''}
      ${list[name] ? html`<select name=${name}>${['', ...list[name]].map((value) => html`<option value=${value} selected=${value === (before[name] || '')}>${value ? label(value) : '–'}</option>`)}</select>` : html`<input name=${name} maxlength="400" defaultValue=${before[name] || ''} />`}</label>`)}</div>
    <p class="buttons"><button class="first">Keep and go on</button></p></form>`;
}

function Agreement({ number: sample }) {
  const [tick, setTick] = useState(0);
  useEffect(() => { const timer = setInterval(() => setTick((old) => old + 1), 5000); return () => clearInterval(timer); }, []);
  const from = useData(`samples/${sample}/agreement?at=${tick}`);
  const coefficient = (value) => value == null ? '–' : value.toFixed(2);
  return html`<section><h2>Agreement so far</h2><${Loaded} from=${from}>${(data) => html`<${Table} caption="By field" columns=${[['Field', (row) => titles[row.field] || label(row.field)], ['Coders', (row) => number(row.coders), 'num'], ['Coded by both', (row) => number(row.both), 'num'], ['The same', (row) => number(row.same), 'num'], ['Cohen’s kappa', (row) => coefficient(row.kappa), 'num'], ['Krippendorff’s alpha', (row) => coefficient(row.alpha), 'num']]} rows=${data.items} />
    <p class="small">Kappa compares the first two coders on whole answers. Alpha takes any number of coders; for lists its distance is one less the share in common (Jaccard). A dash: everybody always gave the same answer, or too few did.</p><${Download} name=${`samples/${sample}/agreement`} />`}<//></section>`;
}

export function Coding({ number: id }) {
  const coder = author();
  const from = useData(coder ? `samples/${encodeURIComponent(id)}?coder=${encodeURIComponent(coder)}` : null);
  const at = Number(parameters().get('at')) || 0;
  if (!coder) return html`<${Heading} title="Double coding" /><p><button type="button" class="first" onClick=${openName}>Give your name to begin</button></p>`;
  return html`<${Loaded} from=${from}>${(data) => {
    const coded = data.items.filter((item) => item.answers && Object.keys(item.answers).length).length;
    const item = data.items[at];
    const show = (n) => go(withParameters({ at: n || '' }));
    return html`<${Heading} kicker="Double coding" title=${`Record ${Math.min(at + 1, data.items.length)} of ${data.items.length}`}><p class="sans">Coding as ${coder} <button type="button" onClick=${openName}>Someone else</button> · ${number(coded)} coded <progress value=${coded} max=${data.items.length} aria-label="Coded so far"></progress></p><//>
      ${item ? html`<${CodingForm} sample=${data} item=${item} coder=${coder} next=${() => show(Math.min(at + 1, data.items.length))} />` : html`<${None}>That was the last one.<//>`}
      <nav class="pager sans" aria-label="Records of the sample">${at > 0 ? html`<a data-stay="1" href=${withParameters({ at: at - 1 || '' })}>← Before</a>` : html`<span></span>`}${at < data.items.length - 1 ? html`<a data-stay="1" href=${withParameters({ at: at + 1 })}>Skip →</a>` : html`<span></span>`}</nav>
      <${Agreement} number=${data.number} />`;
  }}<//>`;
}

// ---- reviews ----

const stateWords = { waiting: 'waits for its turn', counting: 'counts', writing: 'writes', done: 'done', failed: 'failed' };

export function Review() {
  const [list, setList] = useState(null);
  const overview = useData('overview');
  const ask = () => get('reviews').then((data) => setList(data.items), () => {});
  const busy = !list || list.some((job) => !['done', 'failed'].includes(job.state));
  useEffect(() => { ask(); }, []);
  useEffect(() => { const timer = setInterval(ask, busy ? 700 : 6000); return () => clearInterval(timer); }, [busy]);
  const begin = async (event) => {
    event.preventDefault();
    await send('POST', 'reviews', Object.fromEntries(new FormData(event.target))).then(ask, (error) => alert(error.message));
  };
  const codes = Object.keys(vocabulary.states).sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  return html`<${Heading} title="Review"><p class="intro">The period review of one country: partners, agreements, commitments against later events, claims against counted ones. One file, with every figure’s sentences.</p><//>
    <${Loaded} from=${overview}>${(data) => html`<form class="controls sans" onSubmit=${begin}><label>Country <select name="country">${codes.map((code) => html`<option value=${code} selected=${code === data.country}>${nameOf(code)}</option>`)}</select></label>
      <label>from <input type="date" name="from" value=${data.first} /></label><label>to <input type="date" name="to" value=${data.last} /></label>
      <label>compare from <input type="date" name="compare_from" /></label><label>to <input type="date" name="compare_to" /></label><button class="first">Make the review</button></form>`}<//>
    <div role="status" class="unseen">${busy && list?.length ? 'A review is being made' : ''}</div>
    ${list?.length ? html`<${Table} caption="Reviews of this session of the server" columns=${[['Country', (row) => codeLink(row.country)], ['Period', (row) => `${day(row.from) || 'the first day'} – ${day(row.to) || 'the last day'}`], ['Compared with', (row) => row.compare_from ? `${day(row.compare_from)} – ${day(row.compare_to)}` : ''],
      ['State', (row) => html`${stateWords[row.state]}${row.error ? `: ${row.error}` : ''} ${['waiting', 'counting', 'writing'].includes(row.state) ? html`<progress aria-label="Being made" value=${['waiting', 'counting', 'writing'].indexOf(row.state)} max="3"></progress>` : ''} <span class="muted">${(row.milliseconds / 1000).toFixed(1)} s</span>`],
      ['Open', (row) => row.state === 'done' ? html`<a href=${`/api/reviews/${row.number}/html`} target="_blank" rel="noopener">Read</a> · <a href=${`/api/reviews/${row.number}/html?download=1`} download>HTML</a> · <a href=${`/api/reviews/${row.number}/json?download=1`} download>JSON</a> · <a href=${`/api/reviews/${row.number}/md?download=1`} download>Markdown</a>` : '']]} rows=${list} />` : ''}`;
}

// ---- a server that wants a token ----

export function Door({ opened }) {
  const [wrong, setWrong] = useState('');
  const submit = (event) => {
    event.preventDefault();
    enter(new FormData(event.target).get('token').trim()).then(opened, (error) => setWrong(error.message));
  };
  return html`<main class="door"><h1>attaché</h1><form onSubmit=${submit}><label>The server’s token <input name="token" type="password" required autocomplete="current-password" /></label>
    ${wrong ? html`<p role="alert" class="none">${wrong}</p>` : ''}<p class="buttons"><button class="first">Enter</button></p></form></main>`;
}
