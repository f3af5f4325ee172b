// words.js - codes and dates as words. Neutral: names come from the server's tables alone.
import { vocabulary } from './api.js';

export const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

export const number = (value) => (value == null ? '–' : Number(value).toLocaleString('en-GB'));

export function nameOf(code) {
  return vocabulary.states[code]?.[0] || vocabulary.bodies[code] || code;
}

export function label(name) {
  const text = String(name || '').replace(/-/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const sectors = { GOV: 'government', MIL: 'military', COP: 'police', LEG: 'parliament', JUD: 'courts', PTY: 'party',
  IGO: '', NGO: 'association', BUS: 'company', EDU: 'university', MED: 'media', JRN: 'media', CVL: 'civilians', SPY: 'intelligence' };

export const sectorOf = (code) => sectors[code] ?? code;

// "VNM/MIL/Phan Van Giang" in its parts.
export function entity(text) {
  const [code, sector = '', person = ''] = String(text).split('/');
  return { code, sector, person, name: nameOf(code), sectorName: sectorOf(sector) };
}

export const levels = { head: 'Head of state or government', minister: 'Minister', deputy: 'Deputy minister, chief of defence',
  service: 'Chief of a service', director: 'Director, ambassador', attache: 'Attaché, commander', officer: 'Officer, spokesperson' };

const groupNames = { 'UNSC-P5': 'P5', NEIGHBOURS: 'Neighbours' };
export const groupName = (group) => groupNames[group] || group;

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
  'November', 'December'];

export function day(text) {
  if (!text) return '';
  const [year, month, date] = text.split('-').map(Number);
  if (!month) return String(year);
  return date ? `${date} ${months[month - 1]} ${year}` : `${months[month - 1]} ${year}`;
}

export const monthName = (text) => day(text);

// A span of days, no longer than it need be.
export function days(first, last) {
  if (!first && !last) return 'day not known';
  if (!last || first === last) return day(first);
  if (!first) return `to ${day(last)}`;
  if (first.slice(5) === '01-01' && last.slice(5) === '12-31')
    return first.slice(0, 4) === last.slice(0, 4) ? first.slice(0, 4) : `${first.slice(0, 4)}–${last.slice(0, 4)}`;
  if (first.slice(0, 7) === last.slice(0, 7)) {
    const whole = first.endsWith('-01') && Number(last.slice(8)) === new Date(Number(last.slice(0, 4)), Number(last.slice(5, 7)), 0).getDate();
    return whole ? day(first.slice(0, 7)) : `${Number(first.slice(8))}–${day(last)}`;
  }
  return `${day(first)} – ${day(last)}`;
}

// An interval as records hold it: 2018-04-24, 2018-04/2018-06, ../2019.
export function time(text) {
  const [first, last] = String(text || '').split('/').map((side) => (side === '..' ? '' : side));
  if (last === undefined) return day(first);
  return last ? days(first, last) : `from ${day(first)}`;
}

// What stands for the source of a story that names none is of no use to a reader.
export const publisher = (name) => (/^story [0-9a-f]{12}$/.test(name || '') ? '' : name || '');

export const place = (item) => [item.place, item.country && item.place !== nameOf(item.country) ? nameOf(item.country) : '']
  .filter(Boolean).join(', ');

export const score = (value) => Number(value).toFixed(2);
export const percent = (value) => `${Math.round(value * 100)} %`;

// "=5 officers" → "5 officers".
export const figure = (text) => String(text).replace(/^=/, '').replace(/^>=/, 'at least ').replace(/^>/, 'more than ')
  .replace(/^<=/, 'at most ').replace(/^</, 'fewer than ').replace(/^~/, 'about ');
export const bounded = (bound, value, unit) => figure(`${bound}${number(value)} ${unit || ''}`).trim();
