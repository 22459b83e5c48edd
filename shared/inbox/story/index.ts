export { callStory } from './call-story.ts';
export { optedOutAt } from './opted-out.ts';
export { threadItems } from './thread-items.ts';
export type { CallItem, CallOutcome, CallStory, DeliveryState, NoteItem, TextItem, ThreadItem } from './thread.ts';
export type { Told } from './told.ts';
export { sumOf } from './sum.ts';
export { noteWords, outcomeWords, stateWords, whoHungUp } from './words.ts';
