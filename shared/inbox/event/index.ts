export { isInterim } from './call.ts';
export { eventId } from './event-id.ts';
export type { CallEvent, Cost, InboxEvent, Media, MessageEvent, OtherEvent, Problem } from './event.ts';
export { placesOf, threadOf, type Place } from './places.ts';
export { readEvent } from './read-event.ts';
export { shortened } from './shortened.ts';
