/** The look of the stand-in's pages: one accent colour, light and dark, readable from 320 px. */
export const STYLE = `
:root { color-scheme: light dark; --page: light-dark(#f3f5f8, #12161c); --card: light-dark(#fff, #1b212a); --line: light-dark(#d9dfe7, #323b48);
  --text: light-dark(#1a2330, #e8edf4); --quiet: light-dark(#566274, #a3afbf); --accent: light-dark(#0b6a5e, #5cc8b8); --tint: light-dark(#e5f3f0, #17332f); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 27rem; padding: 1.75rem; background: var(--card); border: 1px solid var(--line); border-radius: 1rem; overflow-wrap: anywhere; }
.badge { display: inline-block; margin: 0; padding: .15rem .7rem; border-radius: 1rem; background: var(--tint); color: var(--accent); font-size: .875rem; }
h1 { margin: 1rem 0 0; font-size: 1.5rem; line-height: 1.25; }
p { margin: .5rem 0 0; }
.quiet { color: var(--quiet); font-size: .9375rem; }
ul { list-style: none; margin: 1.25rem 0 0; padding: 0; display: grid; gap: .625rem; }
button { font: inherit; color: inherit; cursor: pointer; border-radius: .75rem; border: 1px solid var(--line); background: transparent; }
button:hover { border-color: var(--accent); background: var(--tint); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.person { width: 100%; display: flex; align-items: center; gap: .875rem; padding: .75rem .875rem; text-align: left; }
.person .initial { flex: none; width: 2.5rem; height: 2.5rem; border-radius: 50%; display: grid; place-items: center; background: var(--tint);
  color: var(--accent); font-weight: 600; }
.person b, .person small { display: block; }
.person small { color: var(--quiet); font-size: .875rem; }
.cancel { margin-top: 1rem; padding: .5rem 1.25rem; }
`;
