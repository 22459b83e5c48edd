export { searchOperations, type Found } from './search.ts';
