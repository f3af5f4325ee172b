// api.js - the server's JSON, and what the pages share of it: session, vocabulary, version.
//
// A judgement raises the version; every page that shows data asks again when it rises.
import { useEffect, useRef, useState } from 'preact/hooks';

let token = '';
export const session = { readOnly: false };
export const vocabulary = { states: {}, bodies: {}, groups: {}, activities: [], fields: [] };

async function answer(response) {
  const body = await response.json().catch(() => ({ error: 'the server gave no answer' }));
  if (response.ok) return body;
  const failure = new Error(body.error || `status ${response.status}`);
  failure.status = response.status;
  throw failure;
}

const PATIENCE = 120; // how often it is asked again, a second apart, while the archive is being read

export async function get(path, signal) {
  for (let again = 0; ; again += 1) {
    const response = await fetch(`/api/${path}`, { signal, headers: { Accept: 'application/json' } });
    if (response.status !== 503 || again === PATIENCE) return answer(response);
    await new Promise((resume) => { setTimeout(resume, 1000); });
  }
}

export async function send(method, path, body) {
  return answer(await fetch(`/api/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Attache-Token': token },
    body: body === undefined ? undefined : JSON.stringify(body),
  }));
}

export async function open() {
  const found = await get('session');
  token = found.token;
  session.readOnly = found.read_only;
  session.version = found.version;
  Object.assign(vocabulary, await get('vocabulary'));
}

// Lets the visitor in at a server that wants a token.
export const enter = (word) => send('POST', 'session', { token: word });

// ---- version ----

const listeners = new Set();
let version = 0;

export function changed() {
  version += 1;
  for (const listener of listeners) listener(version);
}

export function useVersion() {
  const [seen, setSeen] = useState(version);
  useEffect(() => {
    listeners.add(setSeen);
    return () => listeners.delete(setSeen);
  }, []);
  return seen;
}

// ---- data ----

// What a path answers. While it is asked again, the former answer stays, marked as waiting.
export function useData(path) {
  const seen = useVersion();
  const [state, setState] = useState({ data: null, error: null, waiting: true });
  const shown = useRef(null);
  useEffect(() => {
    if (!path) return undefined;
    const stop = new AbortController();
    setState((old) => ({ data: samePage(shown.current, path) ? old.data : null, error: null, waiting: true }));
    get(path, stop.signal).then(
      (data) => { shown.current = path; setState({ data, error: null, waiting: false }); },
      (error) => { if (error.name !== 'AbortError') setState({ data: null, error, waiting: false }); },
    );
    return () => stop.abort();
  }, [path, seen]);
  return state;
}

function samePage(before, after) {
  return before && before.split('?')[0] === after.split('?')[0];
}
