// route.js - the address holds the whole state of a page; this reads and changes it.
import { useEffect, useState } from 'preact/hooks';

const listeners = new Set();

function announce() {
  for (const listener of listeners) listener(location.pathname + location.search);
}

addEventListener('popstate', announce);

export function go(address, { replace = false } = {}) {
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  announce();
}

export function useAddress() {
  const [address, setAddress] = useState(location.pathname + location.search);
  useEffect(() => {
    listeners.add(setAddress);
    return () => listeners.delete(setAddress);
  }, []);
  return address;
}

// Links of our own pages change the address without a load.
export function catchLinks(event) {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const href = link.getAttribute('href');
  if (!href.startsWith('/') || href.startsWith('/api/') || link.hasAttribute('download') || link.target) return;
  event.preventDefault();
  go(href);
  if (!link.dataset.stay) scrollTo(0, 0);
}

export const parameters = () => new URLSearchParams(location.search);

// The address with some parameters changed; null or '' takes one away, a list gives several.
export function withParameters(changes, from = parameters()) {
  const next = new URLSearchParams(from);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== null && one !== undefined && one !== '') next.append(name, one);
  }
  const text = next.toString();
  return location.pathname + (text ? `?${text}` : '');
}
