export type { CallItem, CallOutcome, CallStory, DeliveryState, NoteItem, TextItem, ThreadItem } from './thread.ts';
