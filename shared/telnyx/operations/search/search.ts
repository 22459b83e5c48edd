import MiniSearch from 'minisearch';
import { lazily } from '../../../platform/index.ts';
import { argumentsOf } from '../arguments.ts';
import { loadOperations, type Operations } from '../load.ts';
import type { Operation } from '../operation.ts';
import { gapIn } from './gaps.ts';
import { intentOf, liftOf } from './intent.ts';
import { SYNONYMS } from './synonyms.ts';
import { isTypoOf } from './typos.ts';
import { stemOf, wholeWordsOf, wordsOf } from './words.ts';

/** How much a word counts, by where it stands. */
const WEIGHTS = { summary: 3, path: 2, area: 2, words: 2, id: 1.5, names: 0.5 } as const;
type Field = keyof typeof WEIGHTS;

/** A word that means what was said counts less than the word that was said. */
const SYNONYM = 0.4;
/** So does one that is only spelled like an unknown word. */
const ALIKE = 0.8;
/** People rarely have an id at hand. */
const WITHOUT_ID = 1.1;
/** Words of a request that are looked for. The rest is data that somebody pasted. */
const MOST_WORDS = 32;
const MOST_CHARACTERS = 2_000;

/** What was found. */
export interface Found {
  /** The best first. */
  readonly operations: readonly Operation[];
  /** That Telnyx cannot do what is asked for, and what comes nearest. */
  readonly gap?: string;
}

interface Wanted {
  /** Whether a caller may use it at all. Those of the class `never` are never found, but the gap may tell of one. */
  readonly reachable: (operation: Operation) => boolean;
  readonly most?: number;
}

/**
 * Finds operations by plain words.
 *
 * @param query a question, an order or a few words
 */
export async function searchOperations(query: string, { reachable, most = 5 }: Wanted): Promise<Found> {
  const { operations: all, search } = await loadSearch();
  const known = gapIn(wordsOf(query.slice(0, MOST_CHARACTERS)));
  const named = all.one(query);
  const found = search(query);
  const gap = known?.says ?? forbiddenIn(found, all);
  const ids = [...(named ? [named.id] : []), ...(known?.nearest ?? []), ...found.map(({ id }) => id)];
  const operations: Operation[] = [];
  for (const id of new Set(ids)) {
    const operation = all.one(id);
    if (operations.length < most && operation && operation.class !== 'never' && reachable(operation)) operations.push(operation);
  }
  return { operations, ...(gap !== undefined && { gap }) };
}

/** By how much what no client may call must fit better than all else, to be what was meant. */
const CLEARLY = 1.25;

/** What Telnyx does, and no client of this server may ask for: better said than passed over in silence. */
function forbiddenIn(hits: readonly Hit[], all: Operations): string | undefined {
  const [best] = hits;
  const forbidden = best && all.one(best.id);
  if (!best || best.said < 2 || forbidden?.class !== 'never') return undefined;
  const next = hits.find(({ id }) => all.one(id)?.class !== 'never')?.score ?? 0;
  return best.score < next * CLEARLY
    ? undefined
    : `“${forbidden.summary}” is not for clients of this server. The person can look for it in the Telnyx portal (portal.telnyx.com).`;
}

/** No client may call these, and others do the same. */
const HAS_OTHERS = new Set(['TextToSpeechOverWs', 'TranscriptionOverWs', 'create_openai_embeddings', 'get_models_public_models_get']);

interface Hit {
  readonly id: string;
  readonly score: number;
  /** How many words of the request it has, those that mean the same not counted. */
  readonly said: number;
}

/** Made with the first search: it takes a while (100 ms). */
const loadSearch = lazily(async () => {
  const operations = await loadOperations();
  return { operations, search: searchIn(operations) };
});

/** @returns what finds the operations that fit a request, the best first */
function searchIn(operations: Operations): (query: string) => readonly Hit[] {
  const documents = operations.all
    .filter(({ id }) => !HAS_OTHERS.has(id))
    .map((operation) => ({ key: operation.id, ...fieldsOf(operation, operations) }));
  const vocabulary = new Set(documents.flatMap(({ key, ...fields }) => Object.values(fields).flat()));
  const spelled = new Map(
    operations.all.flatMap(({ summary, words = '' }) => wholeWordsOf(`${summary} ${words}`).map((word) => [word, stemOf(word)])),
  );
  const index = new MiniSearch<(typeof documents)[number]>({
    idField: 'key',
    fields: Object.keys(WEIGHTS),
    // The words are made before: fields hold lists of them, requests are texts with single spaces.
    stringifyField: (words) => [words].flat().join(' '),
    tokenize: (words) => words.split(' '),
    processTerm: (word) => word,
  });
  index.addAll(documents);

  return (query) => {
    const weights = weightsOf(query.slice(0, MOST_CHARACTERS), { vocabulary, spelled });
    if (weights.size === 0) return [];
    const intent = intentOf(query.slice(0, MOST_CHARACTERS));
    const lift = (id: string) => {
      const operation = operations.one(id);
      return operation ? liftOf(intent, operation) * (operation.path.includes('{') ? 1 : WITHOUT_ID) : 1;
    };
    const isUnknown = (word: string) => !vocabulary.has(word) && !/\d/.test(word);
    const found = index.search([...weights.keys()].join(' '), {
      boost: WEIGHTS,
      boostTerm: (word) => weights.get(word) ?? 1,
      boostDocument: (id) => lift(String(id)),
      fuzzy: (word) => isUnknown(word) && word.length >= 4 && 0.2,
      prefix: (word) => isUnknown(word) && word.length >= 4,
      weights: { fuzzy: ALIKE, prefix: ALIKE },
    });
    return found.map(({ id, score, queryTerms }) => ({
      id: String(id),
      score,
      said: queryTerms.filter((term) => weights.get(term) === 1).length,
    }));
  };
}

function fieldsOf(operation: Operation, operations: Operations): Record<Field, readonly string[]> {
  const { id, path, area, summary, words = '' } = operation;
  return {
    summary: wordsOf(summary),
    path: wordsOf(path.replaceAll(/\{[^{}]*\}/g, ' ').replace(/^\/v2/, '')),
    area: wordsOf(area),
    words: wordsOf(words),
    // Some ids repeat the whole path.
    id: wordsOf(id.replace(/^[A-Z]+ .*$|_public_.*$/, '')),
    names: argumentsOf(operation, operations).flatMap(({ name }) => wordsOf(name)),
  };
}

interface Lexicon {
  /** Stems. */
  readonly vocabulary: ReadonlySet<string>;
  /** Stems by whole words. */
  readonly spelled: ReadonlyMap<string, string>;
}

/**
 * @returns what to look for, and how much each word counts: the words of a request, what they mean too, what they are put together from, and what
 *   they may be typing errors of
 */
function weightsOf(query: string, lexicon: Lexicon): ReadonlyMap<string, number> {
  const said = wholeWordsOf(query).slice(0, MOST_WORDS);
  const words = said.flatMap((word, at) => {
    const joined = stemOf(word) + stemOf(said[at + 1] ?? '');
    return [...knownFor(word, lexicon), ...(joined !== stemOf(word) && lexicon.vocabulary.has(joined) ? [[joined, 1] as const] : [])];
  });
  const weights = new Map<string, number>();
  for (const [word, weight] of words) weights.set(word, Math.max(weight, weights.get(word) ?? 0));
  for (const [word] of words) for (const other of SYNONYMS.get(word) ?? []) if (!weights.has(other)) weights.set(other, SYNONYM);
  return weights;
}

type Weighed = readonly [stem: string, weight: number];

function knownFor(word: string, { vocabulary, spelled }: Lexicon): readonly Weighed[] {
  const stem = stemOf(word);
  if (vocabulary.has(stem) || SYNONYMS.has(stem) || /\d/.test(word)) return [[stem, 1]];
  const parts = partsOf(stem, vocabulary);
  if (parts.length > 1) return parts.map((part) => [part, 1]);
  const meant = new Set([...spelled].filter(([each]) => isTypoOf(word, each)).map(([, each]) => each));
  return meant.size === 0 ? [[stem, 1]] : [...meant].map((each) => [each, ALIKE]);
}

/** @returns the two words that an unknown one such as "sendfax" is made of, or the word itself */
function partsOf(word: string, vocabulary: ReadonlySet<string>): readonly string[] {
  for (let at = 3; at <= word.length - 3; at++) {
    const parts = [stemOf(word.slice(0, at)), stemOf(word.slice(at))];
    if (parts.every((part) => vocabulary.has(part))) return parts;
  }
  return [word];
}
