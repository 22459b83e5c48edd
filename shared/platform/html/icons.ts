import { html, raw } from 'hono/html';
import type { Html } from './page.ts';

/** Icons of 24 by 24, drawn in the colour of the text around them. */
const PATHS = {
  alert: '<path d="M12 4 2.5 20h19zM12 10v4.5M12 17.3v.1"/>',
  ban: '<circle cx="12" cy="12" r="8.5"/><path d="m6 6 12 12"/>',
  braces: '<path d="m8 8-4 4 4 4M16 8l4 4-4 4M13.5 5l-3 14"/>',
  cart: '<path d="M3 4h2.5l2 11h10l2.5-8H6.5"/><circle cx="9" cy="19" r="1.25"/><circle cx="16.5" cy="19" r="1.25"/>',
  check: '<path d="m5 12.5 4.5 4.5L19 7"/>',
  clock: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
  cube: '<path d="M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9"/>',
  dots: '<path d="M6 12h.1M12 12h.1M18 12h.1"/>',
  down: '<path d="M12 4v11M7 11l5 5 5-5M5 20h14"/>',
  edit: '<path d="M4 20l1-4.5L16 4.5 19.5 8 8.5 19zM13.5 7 17 10.5"/>',
  eye: '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.75"/>',
  globe: '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c2.7 2.6 4 5.6 4 9s-1.3 6.4-4 9c-2.7-2.6-4-5.6-4-9s1.3-6.4 4-9z"/>',
  hexagon: '<path d="M12 3l7.8 4.5v9L12 21l-7.8-4.5v-9zM12 8v8M8.5 10l7 4M15.5 10l-7 4"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 7.8v.1"/>',
  key: '<circle cx="8" cy="16" r="4"/><path d="m11 13 9-9M17 7l3 3"/>',
  laptop: '<rect x="5" y="5" width="14" height="10" rx="1.5"/><path d="M2.5 19h19"/>',
  lock: '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
  list: '<path d="M9 6h11M9 12h11M9 18h11M4.5 6h.1M4.5 12h.1M4.5 18h.1"/>',
  loops: '<rect x="3.5" y="7" width="11" height="11" rx="4"/><path d="M9.5 7a4 4 0 0 1 4-3h3a4 4 0 0 1 4 4v4a4 4 0 0 1-4 4h-2"/>',
  minus: '<path d="M6 12h12"/>',
  people:
    '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.8-3.5 3.3-5 6.5-5s5.7 1.5 6.5 5M16 5.3a3.5 3.5 0 0 1 0 6.4M18.5 15.3c1.6.8 2.6 2.2 3 4.2"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5"/>',
  prompt: '<rect x="3" y="4.5" width="18" height="15" rx="3"/><path d="m7.5 10 2.5 2-2.5 2M13 14.5h3.5"/>',
  phone: '<path d="M6.5 3.5h3L11 8 9 9.5a12 12 0 0 0 5.5 5.5l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2C10.5 19 5 13.5 4.5 5.7a2 2 0 0 1 2-2.2z"/>',
  question: '<path d="M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.3v.1"/>',
  refresh: '<path d="M20 11a8 8 0 0 0-14.5-3.5L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 3.5L20 15M20 20v-5h-5"/>',
  send: '<path d="M21 3 10 14M21 3l-6.5 18L10 14 3 9.5z"/>',
  shield: '<path d="M12 3l7.5 2.5V11c0 5-3.2 8.3-7.5 10-4.3-1.7-7.5-5-7.5-10V5.5zM8.5 12l2.5 2.5 4.5-5"/>',
  spark: '<path d="M12 3v18M3 12h18M5.6 5.6l12.8 12.8M18.4 5.6 5.6 18.4"/>',
  star: '<path d="M12 3c.9 5.5 3.5 8.1 9 9-5.5.9-8.1 3.5-9 9-.9-5.5-3.5-8.1-9-9 5.5-.9 8.1-3.5 9-9z"/>',
  terminal: '<path d="m4 7 5 5-5 5M12 18h8"/>',
  ticks: '<path d="m2.5 12.5 4 4L14.5 8M11 15.5l1 1L20.5 8"/>',
  wind: '<path d="M3 9h10a3 3 0 1 0-3-3M3 13h14.5a3 3 0 1 1-3 3M3 17h6"/>',
  windows:
    '<rect x="4" y="4" width="7" height="7" rx="1"/><rect x="13" y="4" width="7" height="7" rx="1"/><rect x="4" y="13" width="7" height="7" rx="1"/><rect x="13" y="13" width="7" height="7" rx="1"/>',
  x: '<path d="M6 6l12 12M18 6 6 18"/>',
} as const;

export type Icon = keyof typeof PATHS;

/** For the eye only: a word goes with every icon. */
export const icon = (name: Icon): Html => html`<svg viewBox="0 0 24 24" aria-hidden="true">${raw(PATHS[name])}</svg>`;
