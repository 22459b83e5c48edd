/** Words that say nothing about what is asked for. */
const EMPTY = new Set(
  (
    'a about after again all also am an and any are as at be because been being but by can could did do does done for from get gets give go got had has ' +
    'have he her hers him his how i if in into is it its just like make many may me might mine much must my need no of on or our ours please ' +
    'she should so some somebody someone something than that the their them then there these they thing this those to too up us use was we were ' +
    'what when where which while who whom whose why will with would you your yours der die das den dem des ein eine einen einer ich wir uns ' +
    'mein meine meinen meiner unser unsere und oder ist sind wie was wer wo bitte mit von zu zum zur im auf fur'
  ).split(' '),
);

/** A word is not longer; what is, is data that somebody pasted. */
const LONGEST = 40;

/**
 * The words of a text, a path or a name such as `SendFax`, in lower case and without accents, plural and endings, so that "recordings" finds
 * "record". What is hyphenated is one word too: `toll-free` is "toll", "free" and "tollfree".
 */
export const wordsOf = (text: string): string[] => wholeWordsOf(text).map(stemOf);

/** The same with plural and endings. */
export function wholeWordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    // One word, however it is written.
    .replaceAll(/whatsapp/gi, 'Whatsapp')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z](?!s\b)[a-z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[’']s\b/g, '')
    .replaceAll(/[’']/g, '');
  return plain.split(/[^\p{L}\p{N}-]+/u).flatMap((piece) => {
    const parts = piece.split('-').filter((part) => part !== '' && part.length <= LONGEST && !EMPTY.has(part));
    const [first = '', ...more] = parts;
    // The "e" of "e-mail" is no word.
    if (more.length === 0) return first === '' ? [] : [first];
    return [...parts.filter((part) => part.length > 1), parts.join('')];
  });
}

/** The endings that are cut, the longest first, and what stands for them. */
const ENDINGS: readonly (readonly [string, string])[] = [
  ['ifications', 'ify'],
  ['ification', 'ify'],
  ['sses', 'ss'],
  ['xes', 'x'],
  ['ches', 'ch'],
  ['shes', 'sh'],
  ['ies', 'y'],
  ['ings', ''],
  ['ing', ''],
  ['ied', 'y'],
  ['ed', ''],
  ['ss', 'ss'],
  ['us', 'us'],
  ['s', ''],
];

/** Of other words of three letters, the "s" is no plural: SMS, TTS. */
const SHORT_PLURALS: ReadonlyMap<string, string> = new Map([
  ['ips', 'ip'],
  ['ids', 'id'],
]);

/** @returns a word without its ending, the same one for all forms of the word */
export function stemOf(word: string): string {
  if (word.length < 4) return SHORT_PLURALS.get(word) ?? word;
  const american = word.length > 6 ? word.replace(/is(?=(?:e|ed|es|ing|ation|ations)$)/, 'iz') : word;
  const [ending = '', instead = ''] = ENDINGS.find(([each]) => american.endsWith(each)) ?? [];
  const stem = american.slice(0, american.length - ending.length) + instead;
  // "LLMs" is the plural of a word without vowels.
  if (stem.length < 3 || (ending !== 's' && !/[aeiouy]/.test(stem))) return word;
  // "cancelled" and "cancel", "messaging" and "message" are the same.
  const isDoubled = /(?:ings?|ed)$/.test(ending) && /([bdgmnprt])\1$/.test(stem);
  return (isDoubled ? stem.slice(0, -1) : stem).replace(/(?<=[a-z]{4})e$/, '').replace(/(?<=[a-z]{4})ll$/, 'l');
}
