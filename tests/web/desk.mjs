// desk.mjs - what a visitor does, in a browser: node desk.mjs ADDRESS. Closes with "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));
const axe = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8');
const base = process.argv[2];
const json = async (path) => (await fetch(`${base}/api/${path}`)).json();
const check = (truth, words) => { if (!truth) throw new Error(words); };

let passed = 0;
let failed = 0;
async function test(name, run) {
  try {
    await run();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`not ok: ${name}: ${String(error.message).split('\n').slice(0, 3).join(' ')}`);
  }
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });

// A page that remembers what the browser complained of: errors, and violations of the policy.
async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => { if (message.type() === 'error') page.complaints.push(message.text()); });
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  await page.addInitScript(() => localStorage.setItem('attache-name', localStorage.getItem('attache-name') || 'Tester'));
  await page.goto(base + path);
  await ready(page);
  return page;
}

async function ready(page) {
  await page.waitForSelector('h1');
  await page.waitForSelector('main .waiting', { state: 'detached' });
  await page.waitForSelector('main .fading', { state: 'detached' });
}

const close = (page) => page.context().close();

// What was said, and in the register too: on a busy machine that takes a while.
async function said(page, words) {
  await page.waitForSelector(`.said p:has-text("${words}")`);
  for (let i = 0; i < 100 && (await json('overview')).stale; i += 1) await new Promise((resume) => { setTimeout(resume, 100); });
}

// ---- every page: no complaint, nothing beyond the edge, axe finds nothing ----

const first = async (list, query = '') => (await json(`${list}?limit=1&facets=0&${query}`)).items[0];
const event = await first('events', 'mark=several+reports') || await first('events');
const commitment = await first('commitments', 'status=done&status=evidence+found') || await first('commitments');
const claim = await first('claims');
const pages = ['/', '/partners', '/partners/CHN', '/events', '/events?partner=VNM&activity=visit', `/events/${event.id}`, '/commitments', `/commitments/${commitment.id}`,
  '/claims', `/claims/${claim.id}`, '/check', '/agreements', `/agreements/${(await json('mechanisms')).items[0].number}`, '/persons', `/persons/${(await json('persons')).items[0].number}`,
  '/network', '/stories', `/stories/${event.story}`, `/records/${event.record}`, '/review', '/queue', '/coding', '/decisions', '/nowhere'];
const looks = [['light', {}], ['dark', { colorScheme: 'dark' }], ['phone', { viewport: { width: 380, height: 800 } }]];

for (const path of pages)
  await test(`${path} opens without a complaint`, async () => {
    const page = await open(path);
    check(!page.complaints.length, page.complaints[0]);
    await close(page);
  });

for (const [look, options] of looks) {
  const page = await open('/', { ...options, bypassCSP: true });
  for (const path of pages)
    await test(`axe on ${path}, ${look}`, async () => {
      await page.goto(base + path);
      await ready(page);
      check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), 'wider than the window');
      await page.evaluate(axe);
      const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
      check(!found.violations.length, found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`).join('; '));
    });
  await close(page);
}

// ---- finding ----

await test('full text finds, and the address holds it', async () => {
  const page = await open('/events');
  await page.fill('#find', 'peacekeeping');
  await page.press('#find', 'Enter');
  await page.waitForURL(/q=peacekeeping/);
  await ready(page);
  const total = Number((await page.textContent('.total b')).replace(/\D/g, ''));
  check(total > 0 && total === (await json('events?q=peacekeeping&limit=0')).total, `found ${total}`);
  await page.goBack();
  await page.waitForSelector('.chips', { state: 'detached' });
  await close(page);
});

await test('facets narrow, the chip takes the filter away', async () => {
  const page = await open('/events');
  const before = (await json('events?limit=0')).total;
  await page.click('.facet label:has-text("Visit")');
  await page.waitForURL(/activity=visit/);
  await ready(page);
  await page.waitForSelector('.chips');
  const total = Number((await page.textContent('.total b')).replace(/\D/g, ''));
  check(total === (await json('events?activity=visit&limit=0')).total && total < before, `${total} of ${before}`);
  await page.click('.chips a:has-text("Visit")');
  await page.waitForSelector('.chips', { state: 'detached' });
  await close(page);
});

await test('an event opens its story with the sentence marked', async () => {
  const page = await open(`/events/${event.id}`);
  await page.click('.report h3 a');
  await page.waitForURL(/stories\/\d+/);
  await ready(page);
  check(await page.locator('.text .mark').count() > 0, 'nothing is marked');
  await page.focus('.text .mark');
  check(await page.locator('.card.on').count() === 1, 'the record of the sentence is not shown');
  await close(page);
});

await test('the key / goes to the search of the list, else to that of the page', async () => {
  for (const [path, id] of [['/events', 'find'], ['/', 'seek-all']]) {
    const page = await open(path);
    await page.keyboard.press('/');
    check(await page.evaluate(() => document.activeElement.id) === id, `${path}: the focus is elsewhere`);
    check(await page.inputValue(`#${id}`) === '', 'the key was typed into the field');
    await close(page);
  }
});

await test('an address alone brings back filters, order and place in the list', async () => {
  const page = await open('/events?partner=VNM&activity=talks&order=oldest&from=2016-06-01');
  const ticked = await page.locator('.facet input:checked').count();
  check(ticked === 2, `${ticked} filters ticked`);
  check(await page.inputValue('.order select') === 'oldest' && await page.inputValue('.days input >> nth=0') === '2016-06-01', 'order or days forgotten');
  const shown = await page.$$eval('.row', (rows) => rows.map((row) => row.dataset.id));
  const wanted = (await json('events?partner=VNM&activity=talks&order=oldest&from=2016-06-01&limit=50')).items.map((one) => one.id);
  check(shown.join() === wanted.join(), 'other rows than the API gives');
  await close(page);
});

await test('a record that is pointed at shows its sentence', async () => {
  const page = await open(`/stories/${event.story}`);
  await page.keyboard.press('j');
  const record = await page.evaluate(() => document.activeElement.dataset.record);
  check(await page.locator(`.text .mark.on[data-for~="${record}"]`).count() > 0, 'its sentence is not marked');
  await close(page);
});

await test('what stands for an unnamed source is not shown to readers', async () => {
  for (const path of ['/stories', '/events', `/stories/${(await first('stories', 'mark=no+record')).number}`]) {
    const page = await open(path);
    const found = (await page.textContent('main')).match(/story [0-9a-f]{12}/i);
    check(!found, `${path}: ${found}`);
    await close(page);
  }
});

await test('a record of no list stands under no page of the menu', async () => {
  const page = await open(`/records/${event.record}`);
  check(await page.locator('.menu a[aria-current]').count() === 0, 'the menu points at another page');
  await close(page);
});

await test('a list is downloaded with its filters', async () => {
  const page = await open('/events?activity=visit');
  for (const [word, lines] of [['CSV', (text) => text.trim().split('\r\n').length - 1], ['JSON Lines', (text) => text.trim().split('\n').length]]) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`.downloads a:text-is("${word}")`)]);
    const text = readFileSync(await download.path(), 'utf8');
    const total = (await json('events?activity=visit&limit=0')).total;
    check(word === 'CSV' ? lines(text) >= total : lines(text) === total, `${word}: ${lines(text)} of ${total}`);
  }
  await close(page);
});

// ---- deciding ----

await test('by keys alone: move, accept, undo', async () => {
  const page = await open('/queue');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const record = await page.evaluate(() => document.activeElement.dataset.record);
  check(record, 'no row has the focus');
  await page.keyboard.press('a');
  await said(page, 'Accepted');
  await page.waitForSelector(`[data-record="${record}"]`, { state: 'detached' });
  check((await json(`records/${record}`)).judgements[0].verdict === 'accept', 'not kept');
  await page.keyboard.press('u');
  await said(page, 'Undone');
  await page.waitForSelector(`[data-record="${record}"]`);
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  check(!page.complaints.length, page.complaints[0]);
  await close(page);
});

await test('correct a field, then undo', async () => {
  const before = await json(`events/${event.id}`);
  const page = await open(`/events/${event.id}`);
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.selectOption('dialog select[name=field]', 'activity');
  await page.selectOption('dialog select[name=value]', before.activity === 'training' ? 'visit' : 'training');
  await page.click('dialog button.first');
  await said(page, 'Activity corrected');
  const record = await page.evaluate(() => document.querySelector('.report').dataset.record);
  check((await json(`records/${record}`)).corrections.length === 1, 'no correction in force');
  await page.keyboard.press('u');
  await said(page, 'Undone');
  check((await json(`records/${record}`)).corrections.length === 0, 'still corrected');
  await close(page);
});

await test('reject and undo', async () => {
  const page = await open('/claims');
  await page.keyboard.press('j');
  const record = await page.evaluate(() => document.activeElement.dataset.record);
  await page.keyboard.press('r');
  await said(page, 'Rejected');
  await page.waitForSelector(`[data-record="${record}"]`, { state: 'detached' });
  await page.keyboard.press('u');
  await page.waitForSelector(`[data-record="${record}"]`);
  await close(page);
});

await test('a note, by key, stands beside the record', async () => {
  const page = await open(`/records/${claim.id}`);
  await page.keyboard.press('j');
  await page.keyboard.press('n');
  await page.fill('dialog textarea', 'The figure is of both services.');
  await page.click('dialog button.first');
  await said(page, 'Noted');
  await page.waitForSelector('td:has-text("The figure is of both services.")');
  check((await json('overview')).stale === false, 'a note makes the register stale');
  await page.keyboard.press('u');
  await said(page, 'Undone');
  check((await json(`records/${claim.id}`)).judgements.every((one) => one.verdict !== 'note' || one.undone), 'not undone');
  await close(page);
});

await test('merge two events, then split them', async () => {
  const pair = (await json('events?limit=2&facets=0&mark=one+source&order=oldest')).items;
  const page = await open(`/events/${pair[0].id}`);
  await page.keyboard.press('j');
  await page.keyboard.press('m');
  await page.fill('dialog input[type=search]', pair[1].quote.replace(/[^A-Za-z ]/g, ' ').split(/\s+/).slice(0, 6).join(' '));
  await page.click('dialog button:text-is("Find")');
  await page.click(`dialog .choose button:has-text("${pair[1].quote.slice(0, 40).replace(/"/g, '\\"')}")`);
  await said(page, 'Merged');
  const merged = await json(`events/${pair[0].id}`);
  check(merged.reports.length === 2, `${merged.reports.length} reports`);
  await page.waitForSelector('.report >> nth=1');
  await page.locator('.report[data-other]:not([data-other=""])').first().focus();
  await page.keyboard.press('s');
  await said(page, 'Split off');
  check((await json(`events/${pair[0].id}`)).reports.length === 1, 'not split');
  await close(page);
});

await test('link evidence to a commitment, then unlink it', async () => {
  const open_ = await first('commitments', 'status=open');
  const act = await first('events');
  const page = await open(`/commitments/${open_.id}`);
  await page.keyboard.press('j');
  await page.keyboard.press('l');
  await page.fill('dialog input[type=search]', act.quote.replace(/[^A-Za-z ]/g, ' ').split(/\s+/).slice(0, 6).join(' '));
  await page.click('dialog button:text-is("Find")');
  await page.click(`dialog .choose button:has-text("${act.quote.slice(0, 40).replace(/"/g, '\\"')}")`);
  await said(page, 'Linked');
  check((await json(`commitments/${open_.id}`)).outcomes.some((one) => one.reason === 'linked by a person'), 'not linked');
  await page.waitForSelector('[data-kind=outcome]');
  await page.click('[data-kind=outcome] button');
  await said(page, 'Unlinked');
  check(!(await json(`commitments/${open_.id}`)).outcomes.some((one) => one.reason === 'linked by a person'), 'still linked');
  await close(page);
});

await test('add a record from words selected', async () => {
  const page = await open(`/stories/${event.story}`);
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('.text p:nth-of-type(2)')));
  await page.click('.add button:enabled');
  await page.fill('dialog input[name=date]', '2016-01-12');
  await page.fill('dialog input[name=actors]', 'VNM/MIL;FJI/MIL');
  await page.click('dialog button.first');
  await said(page, 'Added');
  check((await json('events?partner=FJI&from=2016-01-12&to=2016-01-12&limit=1')).total === 1, 'not in the register');
  await close(page);
});

await test('double coding by two names, with live agreement', async () => {
  const page = await open('/coding');
  await page.fill('input[name=name]', 'Pilot');
  await page.fill('input[name=size]', '6');
  await page.click('button:has-text("Draw a sample")');
  await page.waitForURL(/coding\/\d+/);
  const address = new URL(page.url()).pathname;
  for (const [name, odd] of [['Anna', 'talks'], ['Binh', 'visit']]) {
    await page.evaluate((who) => localStorage.setItem('attache-name', who), name);
    await page.goto(base + address);
    await ready(page);
    check(!await page.inputValue('input[name=actor]'), 'the other’s answers are shown');
    for (let i = 0; i < 4; i += 1) {
      await page.selectOption('select[name=record]', 'right to record');
      await page.selectOption('select[name=activity]', i === 1 ? odd : i % 2 ? 'signing' : 'talks');
      await page.fill('input[name=actor]', name === 'Anna' ? 'VNM/MIL, CHN/MIL' : 'CHN/MIL,VNM/MIL');
      await page.click('.code button.first');
      await page.waitForSelector(`h1:has-text("Record ${i + 2} of")`);
    }
  }
  const found = (await json(`samples/${address.split('/').pop()}/agreement`)).items;
  const of = (field) => found.find((row) => row.field === field);
  check(of('activity').both === 4 && of('activity').same === 3 && of('activity').kappa > 0 && of('activity').alpha > 0, JSON.stringify(of('activity')));
  check(of('actor').same === 4, 'sets in another order differ');
  await close(page);
});

await test('a review on request', async () => {
  const page = await open('/review');
  await page.click('button:has-text("Make the review")');
  const [popup] = await Promise.all([page.context().waitForEvent('page'), page.click('a:text-is("Read")', { timeout: 30000 })]);
  const complaints = [];
  popup.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  await popup.waitForSelector('h1');
  check(await popup.evaluate(() => getComputedStyle(document.body).fontFamily.includes('serif') && document.styleSheets.length > 0), 'the style was kept out');
  check(!complaints.length, complaints[0]);
  await close(page);
});

// ---- the description of the API, against the server ----

const api = JSON.parse(readFileSync(`${root}docs/openapi.json`, 'utf8'));

function types(value) {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (Number.isInteger(value)) return ['integer', 'number'];
  return [typeof value];
}

function differs(value, schema, path = '') {
  if (schema.type && !types(value).some((type) => [].concat(schema.type).includes(type))) return `${path} is ${types(value)[0]}, not ${schema.type}`;
  if (Array.isArray(value)) return schema.items ? value.map((one, i) => differs(one, schema.items, `${path}[${i}]`)).find(Boolean) : '';
  if (value && typeof value === 'object' && schema.properties) {
    const missing = (schema.required || []).find((name) => !(name in value));
    if (missing) return `${path} lacks ${missing}`;
    const stranger = Object.keys(value).find((name) => !(name in schema.properties));
    if (stranger) return `${path} has ${stranger}, which is not described`;
    return Object.entries(value).map(([name, one]) => differs(one, schema.properties[name], `${path}.${name}`)).find(Boolean) || '';
  }
  return '';
}

const ids = { '/api/events/{id}': (await json('events?limit=40')).items.map((one) => one.id), '/api/commitments/{id}': (await json('commitments?limit=40')).items.map((one) => one.id),
  '/api/claims/{id}': (await json('claims?limit=40')).items.map((one) => one.id), '/api/records/{id}': (await json('claims?limit=20')).items.map((one) => one.id),
  '/api/stories/{number}': (await json('stories?limit=20')).items.map((one) => one.number), '/api/mechanisms/{number}': (await json('mechanisms')).items.slice(0, 20).map((one) => one.number),
  '/api/persons/{number}': (await json('persons')).items.slice(0, 20).map((one) => one.number), '/api/samples/{number}': [1], '/api/samples/{number}/agreement': [1], '/api/reviews/{number}': [1] };

for (const [path, operations] of Object.entries(api.paths)) {
  const schema = operations.get?.responses['200'].content['application/json']?.schema;
  if (!schema) continue;
  for (const id of ids[path] || (path.includes('{') ? [] : ['']))
    await test(`answer as described: ${path} ${id}`, async () => {
      const wrong = differs(await json(path.slice(5).replace(/\{\w+\}/, id)), schema);
      check(!wrong, wrong);
    });
}

// ---- what is compiled in is what the sources make ----

await test('web/dist is what web/build makes', async () => {
  execFileSync(`${root}web/build`, ['--check'], { stdio: 'pipe' });
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
