export { html } from 'hono/html';
export { pageErrors, wordsPage, type StartAgain } from './error-page.ts';
export { page, type Html } from './page.ts';
export { copyable } from './copyable.ts';
export { cursorInstallLink, SERVER_NAME, vsCodeInstallLink } from './install-links.ts';
export { personLine } from './person.ts';
export { clientTabs, type ClientTab } from './tabs.ts';
export { timeOf } from './time.ts';
