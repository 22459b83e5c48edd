import { cutText, oneLine } from '../../platform/index.ts';
import type { Rejection, UpstreamProblem } from '../errors.ts';
import { problemsIn, type Words } from './json-problems.ts';

/** Characters of each text of an entry. */
const LONGEST = { code: 64, title: 500, detail: 500, at: 200, sipCode: 8, more: 200 } as const;

/** Entries of one body, and characters of a text, that are worth reading: a body may have megabytes of them. */
const MOST_ENTRIES = 200;
const LONGEST_RAW = 10_000;

type Redact = (text: string) => string;

/**
 * Reads the body of a rejection: JSON in any of its shapes, whatever its content type, or S3 XML.
 *
 * @param redact Removes secrets from a text.
 * @returns What it says, in texts of one line and of limited length; what it is if the API did not write it.
 */
export function readRejection(body: string, redact: Redact = (text) => text): Pick<Rejection, 'problems' | 'foreign'> {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') return { problems: [] };
  const json = parsed(text);
  const found = json === undefined ? xmlProblems(text) : problemsIn(json.value);
  const problems = found
    .slice(0, MOST_ENTRIES)
    .map((words) => problemOf(words, redact))
    .filter(says);
  if (problems.length > 0) return { problems };
  return { problems: [], foreign: json === undefined ? describe(text, redact) : 'JSON that gives no reason' };
}

/** What `errors` beside data say, in any of their shapes. */
export const problemsOf = (answer: { readonly errors: unknown }): readonly UpstreamProblem[] =>
  problemsIn(answer)
    .slice(0, MOST_ENTRIES)
    .map((words) => problemOf(words, (text) => text))
    .filter(says);

/** The problems alone. */
export const readProblems = (body: string, redact?: Redact): readonly UpstreamProblem[] => readRejection(body, redact).problems;

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function problemOf(words: Words, redact: Redact): UpstreamProblem {
  const readable = Object.entries(LONGEST).map(([name, most]) => [name, clean(words[name as keyof Words], most, redact)] as const);
  return Object.fromEntries(readable.filter(([, text]) => text !== undefined && text !== ''));
}

/**
 * Secrets go after parsing, so that no escaping hides one, and before cutting, so that none is cut in two; twice, because one may only show
 * once the invisible characters inside it are gone.
 */
const clean = (text: string | undefined, most: number, redact: Redact): string | undefined =>
  text === undefined ? undefined : cutText(redact(oneLine(cutText(redact(text), LONGEST_RAW))), most);

const says = ({ code, title, detail, sipCode }: UpstreamProblem) => [code, title, detail, sipCode].some((text) => text !== undefined);

const XML_FIELD = (name: string) => new RegExp(`<${name}>([^<]{0,2000})</${name}>`);

/** `<Error><Code>…</Code><Message>…</Message></Error>` (S3 API, error responses). */
function xmlProblems(text: string): Words[] {
  if (!text.startsWith('<')) return [];
  const [code, detail] = ['Code', 'Message'].map((name) => XML_FIELD(name).exec(text)?.[1]);
  return code === undefined ? [] : [{ code: unescaped(code), ...(detail !== undefined && { detail: unescaped(detail) }) }];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" };

const unescaped = (text: string) => text.replace(/&(amp|lt|gt|quot|apos|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity);

const TITLE = /<title[^<>]{0,100}>([^<]*)/i;

/** What a body is that holds no reason of the API: a page of a proxy, a text. */
function describe(text: string, redact: Redact): string {
  if (text.startsWith('<')) {
    if (!/<(!doctype html|html|head|body|title|h1)\b/i.test(text)) return 'XML without an error code';
    const title = clean(unescaped(TITLE.exec(text)?.[1] ?? ''), 100, redact);
    return title === undefined || title === '' ? 'an HTML page' : `an HTML page titled ${quoted(title)}`;
  }
  if (/^[[{]/.test(text)) return 'JSON that breaks off';
  return `plain text: ${quoted(clean(text, 200, redact) ?? '')}`;
}

/** @returns The text in quotation marks that it cannot close. */
const quoted = (text: string): string => `“${text.replace(/[“”]/g, '"')}”`;
