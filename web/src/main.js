// main.js - the desk: opens the session, shows the page of the address.
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from './html.js';
import { open, session } from './api.js';
import { catchLinks, go, useAddress } from './route.js';
import { List } from './lists.js';
import { Claim, Commitment, Event, Record } from './details.js';
import { Story } from './story.js';
import { Agreement, Agreements, Decisions, Lines, NetworkPage, Partner, Partners, Person, Persons } from './registers.js';
import { Coding, Door, Overview, Queue, Review, Samples } from './work.js';
import { Desk } from './desk.js';
import { Heading } from './parts.js';

const pages = [
  ['', 'Overview', () => html`<${Overview} />`],
  ['partners', 'Partners', (id) => id ? html`<${Partner} key=${id} code=${id} />` : html`<${Partners} />`],
  ['events', 'Events', (id) => id ? html`<${Event} key=${id} id=${id} />` : html`<${List} key="events" name="events" />`],
  ['commitments', 'Commitments', (id) => id ? html`<${Commitment} key=${id} id=${id} />` : html`<${List} key="commitments" name="commitments" />`],
  ['claims', 'Claims', (id) => id ? html`<${Claim} key=${id} id=${id} />` : html`<${List} key="claims" name="claims" />`],
  ['check', 'Claims check', () => html`<${Lines} />`],
  ['agreements', 'Agreements', (id) => id ? html`<${Agreement} key=${id} id=${id} />` : html`<${Agreements} />`],
  ['persons', 'Persons', (id) => id ? html`<${Person} key=${id} id=${id} />` : html`<${Persons} />`],
  ['network', 'Network', () => html`<${NetworkPage} />`],
  ['stories', 'Stories', (id) => id ? html`<${Story} key=${id} number=${id} />` : html`<${List} key="stories" name="stories" />`],
  ['review', 'Review', () => html`<${Review} />`],
  ['queue', 'Queue', () => html`<${Queue} />`],
  ['coding', 'Double coding', (id) => id ? html`<${Coding} key=${id} number=${id} />` : html`<${Samples} />`],
  ['decisions', 'Decisions', () => html`<${Decisions} />`],
];
const groups = [['Read', ['', 'partners', 'events', 'commitments', 'claims', 'check', 'agreements', 'persons', 'network', 'stories', 'review']], ['Correct', ['queue', 'coding', 'decisions']]];

function Page({ address }) {
  const [, name, id] = address.split('?')[0].split('/');
  const found = pages.find(([path]) => path === name);
  if (name === 'records' && id) return html`<${Record} key=${id} id=${decodeURIComponent(id)} />`;
  if (!found) return html`<${Heading} title="No such page"><p>Perhaps the address was cut short. <a href="/">Overview</a></p><//>`;
  return found[2](id && decodeURIComponent(id));
}

function Menu({ current }) {
  const wide = matchMedia('(min-width: 60rem)').matches;
  const box = useRef(null);
  useEffect(() => { if (!wide && box.current) box.current.open = false; }, [current]);
  return html`<details class="menu" open=${wide} ref=${box}><summary>Menu</summary><nav aria-label="Pages">${groups.map(([title, list]) => html`<h2>${title}</h2><ul>${list.map((path) => {
    const [, words] = pages.find(([other]) => other === path);
    return html`<li><a href=${`/${path}`} aria-current=${current === path ? 'page' : undefined}>${words}</a></li>`;
  })}</ul>`)}</nav></details>`;
}

// The search of every page leads to the events.
function Seek() {
  const submit = (event) => {
    event.preventDefault();
    const words = new FormData(event.target).get('q').trim();
    if (words) go(`/events?q=${encodeURIComponent(words)}`);
  };
  return html`<form class="seek" onSubmit=${submit} role="search" aria-label="All events"><label class="unseen" for="seek-all">Words in the stories</label><input id="seek-all" name="q" type="search" placeholder="Find in all stories" maxlength="200" autocomplete="off" /><button>Find</button></form>`;
}

function App() {
  const [state, setState] = useState('opening');
  const address = useAddress();
  const begin = () => open().then(() => setState('open'), (error) => setState(error.status === 401 ? 'door' : error.message));
  useEffect(() => { begin(); }, []);
  const current = address.split('?')[0].split('/')[1];
  if (state === 'opening') return html`<p class="waiting" role="status">The archive is being read…</p>`;
  if (state === 'door') return html`<${Door} opened=${begin} />`;
  if (state !== 'open') return html`<main class="door"><h1>attaché</h1><p role="alert" class="none">${state}</p></main>`;
  return html`<div class="page" onClick=${catchLinks}><a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); document.getElementById('main').focus(); }}>To the content</a>
    <header class="top sans"><a class="name" href="/">attaché</a><${Seek} /></header>
    <${Menu} current=${current} />
    <main id="main" tabindex="-1"><${Page} address=${address} /></main>
    <footer class="foot sans"><p>attaché ${session.version}${session.readOnly ? ' · for reading only' : ''} · Facts of public stories, coded by rules; a confidence stands beside each. Press <kbd>?</kbd> for the keys.</p></footer>
    <${Desk} /></div>`;
}

render(html`<${App} />`, document.getElementById('desk'));
