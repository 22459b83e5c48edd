import { cleanName } from '../clients/index.ts';

const QUOTATION_MARKS = /["“”„‟«»‹›″‶ʺ＂❝❞〝〞〟「」『』]/gu;
/** More than two marks on a letter: piled up, they cover the text around. */
const PILED_MARKS = /(\p{M}{2})\p{M}+/gu;

/** In: what a client calls itself. Out: what a person is shown, often in quotation marks: so it holds none, and stays on its line. */
export function shownName(name: string): string {
  return cleanName(name.replace(QUOTATION_MARKS, '').replace(PILED_MARKS, '$1'), 'An unnamed client');
}
