export type { CallEvent, Cost, InboxEvent, Media, MessageEvent, OtherEvent, Problem } from './event.ts';
export { placesOf, threadOf, type Place } from './places.ts';
