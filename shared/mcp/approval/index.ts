export { approve } from './approve.ts';
export { clientSideOf, type ClientSide } from './client-side.ts';
