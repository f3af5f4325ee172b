// desk.js - deciding: keys, dialogs, undo. One place knows what may be done to a row; the buttons and
// the keys both come here. A row carries data-record (what is judged), data-other (what it is joined
// to) and data-kind.
import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from './html.js';
import { changed, get, send, session, vocabulary } from './api.js';
import { label, nameOf } from './words.js';

let show = () => {};  // opens a dialog: set by <Desk>
let say = () => {};   // tells what happened
const done = [];      // judgements of this visit, for undo

export const author = () => localStorage.getItem('attache-name') || '';

function withName(then) {
  if (author()) then();
  else show({ form: 'name', then });
}

// When a decision is not in the register yet, the pages are asked for again once it is.
let awaited = false;
async function follow(kept) {
  if (kept.settled || awaited) return;
  awaited = true;
  try {
    do await new Promise((resume) => { setTimeout(resume, 1500); }); while ((await get('overview')).stale);
    changed();
  } catch (error) {
    say(error.message);
  }
  awaited = false;
}

async function decide(body, words) {
  try {
    const kept = await send('POST', 'judgements', { ...body, author: author() });
    done.push(kept.number);
    say(`${words}.${kept.settled ? '' : ' Kept; the register is being computed.'}`, true);
    changed();
    follow(kept);
    return true;
  } catch (error) {
    say(error.message);
    return false;
  }
}

async function undo(number) {
  const last = number || done.pop();
  if (!last) return say('Nothing to undo in this visit. Older decisions are under Decisions.');
  try {
    const kept = await send('DELETE', `judgements/${last}`);
    say('Undone.');
    changed();
    follow(kept);
  } catch (error) {
    say(error.message);
  }
  return undefined;
}

// What a key or button does to a row.
export function act(key, row, extra) {
  if (session.readOnly) return say('This server was started for reading only.');
  const record = row?.dataset.record;
  const other = row?.dataset.other;
  const kind = row?.dataset.kind;
  if (key === 'undo' || key === 'u') return undo(extra);
  if (!record) return say('Choose a row first: j and k move among them.');
  const deeds = {
    a: () => decide({ record, verdict: 'accept' }, 'Accepted'),
    r: () => decide({ record, verdict: 'reject' }, 'Rejected'),
    e: () => show({ form: 'correct', record }),
    n: () => show({ form: 'note', record }),
    m: () => extra ? decide({ record, verdict: 'merge', other: extra }, 'Merged') : show({ form: 'merge', record, kind }),
    l: () => show({ form: 'link', record }),
    s: () => other ? decide({ record, verdict: 'split', other }, kind === 'outcome' ? 'Unlinked' : 'Split off') : say('This is the only report: there is nothing to split it from.'),
    unlink: () => decide({ record, verdict: 'split', other }, 'Unlinked'),
  };
  if (deeds[key]) withName(deeds[key]);
  return undefined;
}

export const openAdd = (draft) => withName(() => show({ form: 'add', ...draft }));
export const openName = () => show({ form: 'name', then: () => {} });

// ---- keys ----

const rows = () => [...document.querySelectorAll('main [data-record][tabindex], main .row[tabindex]')];

function move(step) {
  const all = rows();
  const at = all.indexOf(document.activeElement?.closest('[data-record][tabindex], .row[tabindex]'));
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function onKey(event) {
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
  const key = event.key;
  if (key === 'j') move(1);
  else if (key === 'k') move(-1);
  else if (key === '?') show({ form: 'help' });
  else if (key === 'u') act('u');
  else if (key === '/') (document.getElementById('find') || document.getElementById('seek-all'))?.focus();
  else if (key === 'o' || (key === 'Enter' && target.matches('.row'))) target.closest('.row')?.querySelector('a.main')?.click();
  else if ('aremsnl'.includes(key) && key.length === 1) act(key, target.closest('[data-record]'));
  else return;
  event.preventDefault();
}

// ---- dialogs ----

function Dialog({ title, close, children }) {
  const box = useRef(null);
  useEffect(() => { box.current.showModal(); }, []);
  return html`<dialog ref=${box} onClose=${close} aria-labelledby="dialog-title"><h2 id="dialog-title">${title}</h2>${children}</dialog>`;
}

const Buttons = ({ close, word }) => html`<p class="buttons"><button class="first">${word}</button><button type="button" onClick=${close}>Leave it</button></p>`;

const helpRows = [['j, k', 'next and previous row'], ['o or Enter', 'open the row'], ['a', 'accept'], ['r', 'reject'], ['e', 'correct a field, or who took part'], ['m', 'merge with another event or undertaking'],
  ['s', 'split a report off, or unlink evidence'], ['l', 'link evidence to a commitment'], ['n', 'add a note'], ['u', 'undo the last decision'], ['/', 'find words'], ['?', 'this help']];

function Help({ close }) {
  return html`<${Dialog} title="Keys" close=${close}><table class="keys"><caption class="unseen">Keys</caption><thead><tr><th scope="col">Key</th><th scope="col">What it does</th></tr></thead>
    <tbody>${helpRows.map(([key, words]) => html`<tr><th scope="row"><kbd>${key}</kbd></th><td>${words}</td></tr>`)}</tbody></table>
    <p class="buttons"><button class="first" onClick=${close}>Close</button></p><//>`;
}

function Name({ close, then }) {
  const submit = (event) => {
    event.preventDefault();
    const name = new FormData(event.target).get('name').trim();
    if (!name) return;
    localStorage.setItem('attache-name', name);
    close();
    then();
    changed();
  };
  return html`<${Dialog} title="Who decides?" close=${close}><form onSubmit=${submit}>
    <p>Your name stands beside each decision. It is kept in this browser and in the database.</p>
    <label>Name <input name="name" required maxlength="80" autocomplete="name" value=${author()} /></label><${Buttons} close=${close} word="Go on" /></form><//>`;
}

function Note({ close, record }) {
  const submit = async (event) => {
    event.preventDefault();
    const value = new FormData(event.target).get('value').trim();
    if (value && await decide({ record, verdict: 'note', value }, 'Noted')) close();
  };
  return html`<${Dialog} title="Note" close=${close}><form onSubmit=${submit}><label>What should be known about this record
    <textarea name="value" rows="4" maxlength="1900" required></textarea></label><${Buttons} close=${close} word="Keep the note" /></form><//>`;
}

const bare = (list) => (list || []).map((text) => text.split('/').slice(0, 2).join('/')).join(', ');
const fieldsOf = { event: ['activity', 'status', 'actor', 'recipient', 'time', 'place', 'instrument', 'field', 'plover'],
  commitment: ['activity', 'force', 'actor', 'recipient', 'time', 'place', 'instrument', 'field', 'plover'], claim: ['activity', 'form', 'actor', 'recipient', 'speaker', 'time', 'field'] };
const choices = () => ({ activity: vocabulary.activities, status: vocabulary.statuses, force: vocabulary.forces, form: vocabulary.forms, plover: ['', ...vocabulary.plover] });
const hints = { actor: 'CODE/SECTOR, with commas: VNM/MIL, CHN/GOV', recipient: 'CODE/SECTOR, with commas', speaker: 'CODE/SECTOR, with commas', time: 'YYYY-MM-DD, or first/last', place: 'CODE:Town', field: 'lines of effort, with commas' };

function valuesOf(data) {
  const fixed = Object.fromEntries(data.corrections.map((one) => [one.field, one.value]));
  const placed = data.place ? `${data.country || ''}:${data.place}` : '';
  return { activity: data.activity, status: data.status, force: data.force, form: data.form, plover: data.plover, time: data.time, instrument: data.instrument || '', place: placed, ...fixed,
    actor: bare(data.actors), recipient: bare(data.recipients), speaker: bare(data.speakers), field: (data.fields || []).join(', '), ...(fixed.place ? { place: `${fixed.country || ''}:${fixed.place}` } : {}) };
}

function Correct({ close, record }) {
  const [data, setData] = useState(null);
  const [field, setField] = useState('activity');
  useEffect(() => { get(`records/${record}`).then(setData, (error) => { say(error.message); close(); }); }, []);
  if (!data) return null;
  const values = valuesOf(data);
  const list = choices()[field];
  const submit = async (event) => {
    event.preventDefault();
    const value = new FormData(event.target).get('value').trim().replace(/\s*,\s*/g, ',');
    if (await decide({ record, verdict: 'correct', field, value }, `${label(field)} corrected`)) close();
  };
  return html`<${Dialog} title="Correct" close=${close}><form onSubmit=${submit}><blockquote>${data.evidence[0]?.quote}</blockquote>
    <label>Field <select name="field" value=${field} onChange=${(event) => setField(event.target.value)}>${fieldsOf[data.kind].map((name) => html`<option value=${name}>${label(name)}</option>`)}</select></label>
    <label>Right value ${hints[field] ? html`<span class="hint">${hints[field]}</span>` : ''}
    ${list ? html`<select name="value" key=${field} defaultValue=${values[field] || ''}>${list.map((name) => html`<option value=${name} selected=${name === values[field]}>${name ? label(name) : 'none'}</option>`)}</select>`
      : html`<input name="value" key=${field} maxlength="500" defaultValue=${values[field] || ''} />`}</label>
    <${Buttons} close=${close} word="Correct it" /></form><//>`;
}

// Choosing another record: from those close by, or by words.
function Choose({ close, title, record, verdict, words, first, search }) {
  const [found, setFound] = useState(null);
  useEffect(() => { first().then(setFound, () => setFound([])); }, []);
  const seek = (event) => { event.preventDefault(); search(new FormData(event.target).get('q').trim()).then(setFound, (error) => say(error.message)); };
  const take = async (other) => { if (await decide({ record, verdict, other }, words)) close(); };
  return html`<${Dialog} title=${title} close=${close}><form onSubmit=${seek}><label>Find by words <input name="q" type="search" maxlength="200" /></label><button>Find</button></form>
    <ul class="choose">${(found || []).map((one) => html`<li><button type="button" onClick=${() => take(one.record)}><b>${label(one.activity)}</b> ${one.first_date || 'no day'}${one.actors ? ` · ${one.actors.map((text) => nameOf(text.split('/')[0])).join(', ')}` : ''}<span>${one.quote}</span></button></li>`)}</ul>
    ${found && !found.length ? html`<p class="none">Nothing close by. Find it by words.</p>` : ''}
    <p class="buttons"><button type="button" onClick=${close}>Leave it</button></p><//>`;
}

const ask = (list) => (words) => get(`${list}?limit=20&facets=0&q=${encodeURIComponent(words)}`).then((answer) => answer.items);

function Merge(props) {
  const commitment = props.kind === 'commitment' || props.kind === 'statement';
  const first = commitment ? () => Promise.resolve([]) : () => get(`events/${props.record}`).then((data) => data.near);
  return html`<${Choose} ...${props} title=${commitment ? 'Merge with which undertaking?' : 'Merge with which event?'} verdict="merge" words="Merged" first=${first} search=${ask(commitment ? 'commitments' : 'events')} />`;
}

const Link = (props) => html`<${Choose} ...${props} title="Which event carries it out?" verdict="merge" words="Linked" first=${() => get(`commitments/${props.record}`)
  .then((data) => get(`events?limit=12&facets=0&order=oldest&from=${data.first_date || ''}&activity=${data.activity}${(data.actors || []).slice(0, 2).map((text) => `&partner=${text.split('/')[0]}`).join('')}`)).then((answer) => answer.items)} search=${ask('events')} />`;

function Add({ close, quote, source, date, story }) {
  const [kind, setKind] = useState('event');
  const submit = async (event) => {
    event.preventDefault();
    const body = Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, value.trim()]));
    try {
      const kept = await send('POST', 'records', { ...body, kind, stated: date || '', source, note: `${quote} (added by ${author()})` });
      say(kept.added ? 'Added, with the words as its evidence.' : 'The same record was there already.');
      changed();
      follow(kept);
      close();
    } catch (error) {
      say(error.message);
    }
  };
  const select = (name, list, value) => html`<label>${label(name)} <select name=${name}>${list.map((one) => html`<option value=${one} selected=${one === value}>${label(one)}</option>`)}</select></label>`;
  return html`<${Dialog} title="Add a record" close=${close}><form onSubmit=${submit}><blockquote>${quote}</blockquote>
    <label>Kind <select value=${kind} onChange=${(event) => setKind(event.target.value)}><option value="event">Event</option><option value="commitment">Commitment</option><option value="claim">Claim</option></select></label>
    ${select('activity', vocabulary.activities)}${kind === 'event' ? select('status', vocabulary.statuses) : kind === 'commitment' ? select('force', vocabulary.forces) : select('form', vocabulary.forms)}
    <label>Date <span class="hint">YYYY-MM-DD, or first/last</span><input name="date" required defaultValue=${date || ''} /></label>
    <label>Actors <span class="hint">CODE/SECTOR, with ; between</span><input name="actors" required placeholder="VNM/MIL;CHN/MIL" /></label>
    <label>Recipients <input name="recipients" /></label>
    <label>Fields <span class="hint">with ; between</span><input name="fields" placeholder="training;navy" required=${kind !== 'event'} /></label>
    ${kind === 'claim' ? html`<label>Number <input name="number" inputmode="decimal" /></label><label>Unit <input name="unit" /></label>` : ''}
    <${Buttons} close=${close} word="Add it" /></form><//>`;
}

const forms = { help: Help, name: Name, note: Note, correct: Correct, merge: Merge, link: Link, add: Add };

// Stands once on every page: the open dialog, and what was last said.
export function Desk() {
  const [open, setOpen] = useState(null);
  const [said, setSaid] = useState(null);
  useEffect(() => {
    const before = { focus: null };
    show = (what) => { before.focus = document.activeElement; setOpen({ ...what, at: Date.now(), focus: before.focus }); };
    say = (text, mayUndo) => setSaid({ text, mayUndo, at: Date.now() });
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => setSaid(null), 9000);
    return () => clearTimeout(timer);
  }, [said]);
  const close = () => { const back = open?.focus; setOpen(null); if (back?.isConnected) back.focus(); };
  const Form = open && forms[open.form];
  return html`<div class="said sans" role="status">${said ? html`<p>${said.text} ${said.mayUndo ? html`<button type="button" onClick=${() => undo()}>Undo <kbd>u</kbd></button>` : ''}</p>` : ''}</div>
    ${Form ? html`<${Form} key=${open.at} ...${open} close=${close} />` : ''}`;
}
