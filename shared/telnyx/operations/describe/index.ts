export { describeArguments, describeField, type RaisedBy } from './describe.ts';
export { notesOf } from './notes.ts';
