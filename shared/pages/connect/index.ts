export { connectPage } from './page.ts';
