import { html, raw } from 'hono/html';

/** Escaped HTML, made by the `html` template tag. */
export type Html = ReturnType<typeof html>;

const PATHS = {
  alert: '<path d="M12 4 2.5 20h19zM12 10v4.5M12 17.3v.1"/>',
  computer: '<rect x="5" y="5" width="14" height="10" rx="1.5"/><path d="M2.5 19h19"/>',
  down: '<path d="m6 9 6 6 6-6"/>',
  file: '<path d="M6 3h8l4 4v14H6zM14 3v4h4"/>',
  phone: '<path d="M6.5 3.5h3L11 8 9 9.5a12 12 0 0 0 5.5 5.5l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2C10.5 19 5 13.5 4.5 5.7a2 2 0 0 1 2-2.2z"/>',
  refresh: '<path d="M20 11a8 8 0 0 0-14.5-3.5L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 3.5L20 15M20 20v-5h-5"/>',
  send: '<path d="M21 3 10 14M21 3l-6.5 18L10 14 3 9.5z"/>',
} as const;

/** For the eye only: a word goes with every icon. */
export const icon = (name: keyof typeof PATHS): Html => html`<svg viewBox="0 0 24 24" aria-hidden="true">${raw(PATHS[name])}</svg>`;
