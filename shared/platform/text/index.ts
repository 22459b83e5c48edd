export { asListed } from './as-listed.ts';
export { abridged, cutText } from './cut-text.ts';
export { oneLine } from './one-line.ts';
export { smsParts } from './sms-parts.ts';
export { codePointName, firstInvisible, isolated, textParts, visibleText } from './visible-text.ts';
export { beforeTrunkZero, canonicalSender, LONGEST_WRITTEN_NUMBER, withoutSeparators } from './without-separators.ts';
