// html.js - preact and htm as one: every module writes its elements as html`…`.
import { h } from 'preact';
import htm from 'htm';

export const html = htm.bind(h);
