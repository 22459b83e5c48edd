export { HIDDEN, holdsHidden, isSecret, withoutSecrets } from './hidden-secrets.ts';
export { isRecord } from './is-record.ts';
