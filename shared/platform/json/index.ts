export { HIDDEN, holdsHidden, isSecret, withoutSecrets } from './hidden-secrets.ts';
export { isRecord } from './is-record.ts';
export { withoutValues } from './without-values.ts';
