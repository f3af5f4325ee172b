// page.mjs REVIEW.html CHROMIUM: the review's page in a headless browser. Prints one line for each
// check, "ok …" or "not ok …", and ends with 1 when one failed.
//
// Checked: no script and no request; axe-core (WCAG 2.2 A and AA, best practices) in light and
// dark; nothing but tables and charts wider than the page at 200 % zoom; every link inside the page
// has its target; every figure its value and digest; every chart its title and description.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import playwright from 'playwright-core';

const [page_path, browser_path] = process.argv.slice(2);
const axe = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8');

let failed = 0;
function check(name, problems) {
  console.log(`${problems.length ? 'not ok' : 'ok'} review page: ${name}`);
  for (const problem of problems.slice(0, 20)) console.log(`  ${problem}`);
  failed += problems.length ? 1 : 0;
}

const browser = await playwright.chromium.launch({
  executablePath: browser_path, args: ['--no-sandbox'],
});

async function open(options) {
  const page = await browser.newPage(options);
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(page_path).href);
  return { page, requests };
}

async function run_axe(scheme) {
  const { page } = await open({ viewport: { width: 1280, height: 900 }, colorScheme: scheme });
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations'],
  }));
  await page.close();
  check(`axe-core, ${scheme}`, result.violations.map((violation) =>
    `${violation.id} (${violation.nodes.length}): ${violation.help}: `
    + `${violation.nodes[0].html.slice(0, 160)}`));
}

const { page, requests } = await open({ viewport: { width: 1280, height: 900 } });
check('no request but for itself', requests.slice(1));
check('no script', await page.evaluate(() =>
  [...document.querySelectorAll('script, [onclick], [onload]')].map((node) => node.outerHTML)));
check('links have their targets', await page.evaluate(() =>
  [...document.querySelectorAll('a[href^="#"]')]
    .map((link) => decodeURIComponent(link.getAttribute('href').slice(1)))
    .filter((id) => !document.getElementById(id))));
check('ids are unique', await page.evaluate(() => {
  const seen = new Set();
  return [...document.querySelectorAll('[id]')].map((node) => node.id)
    .filter((id) => seen.has(id) || !seen.add(id));
}));
check('figures carry value and digest', await page.evaluate(() => {
  const figures = [...document.querySelectorAll('[data-figure]')];
  const bad = figures.filter((node) => !Number.isFinite(Number(node.dataset.value))
    || !/^[0-9a-f]{16}$/.test(node.dataset.digest)).map((node) => node.outerHTML);
  return figures.length ? bad : ['there is none'];
}));
check('charts have title and description', await page.evaluate(() =>
  [...document.querySelectorAll('svg')].filter((svg) =>
    !svg.querySelector(':scope > title')?.textContent
    || !svg.querySelector(':scope > desc')?.textContent).map((svg) => svg.outerHTML.slice(0, 120))));
await page.close();

const narrow = await open({ viewport: { width: 640, height: 900 } });
check('fits at 200 % zoom', await narrow.page.evaluate(() =>
  document.documentElement.scrollWidth > innerWidth
    ? [`${document.documentElement.scrollWidth} pixels in ${innerWidth}`] : []));
await narrow.page.close();

await run_axe('light');
await run_axe('dark');
await browser.close();
process.exit(failed ? 1 : 0);
