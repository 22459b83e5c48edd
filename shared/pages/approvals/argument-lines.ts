import { html, isRecord, visibleText, visibly, type Html } from '../../platform/index.ts';

/** A value inside of an argument, with the way to it. */
interface Line {
  /** As code writes it: `documents[0].document_id`. */
  readonly path: string;
  readonly label: string;
  readonly text: string;
}

/**
 * Shows the value of an argument to people: yes and no, lists with commas, and what is inside of an object as a line each.
 *
 * @param json as the request has it; what was cut for its length is no JSON any more, and stays as it is
 * @param aside whether a place of its own shows what is at a path: it is not shown again
 * @returns undefined where all of it has places of its own
 */
export function argumentValue(name: string, json: string, aside: (path: string, value: unknown) => boolean): Html | undefined {
  const parsed = parse(json);
  if (!parsed) return code(json);
  const lines = linesOf(parsed.value, name, [], aside);
  const [first, ...others] = lines;
  if (first === undefined) return undefined;
  if (others.length === 0 && first.label === '') return code(first.text);
  return html`${lines.map(({ label, text }) => html`<div>${label !== '' && html`<small>${visibly(label)}</small>`}${code(text)}</div>`)}`;
}

const code = (text: string): Html => html`<code>${visibly(text)}</code>`;

function parse(json: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(json) };
  } catch {
    return undefined;
  }
}

function linesOf(value: unknown, path: string, way: readonly string[], aside: (path: string, value: unknown) => boolean): readonly Line[] {
  if (aside(path, value)) return [];
  const label = way.map((name, at) => (at === 0 ? labelOf(name) : lowerFirst(labelOf(name)))).join(' · ');
  if (Array.isArray(value)) {
    const plain = value.map(plainText);
    const texts = plain.filter((text) => text !== undefined);
    if (texts.length < value.length)
      return value.flatMap((item, at) => linesOf(item, `${path}[${at}]`, value.length === 1 ? way : [...way, String(at + 1)], aside));
    if (texts.some((text) => text.includes(','))) return texts.map((text, at) => ({ path, label: at === 0 ? label : '', text }));
    return [{ path, label, text: texts.length === 0 ? 'None' : texts.join(', ') }];
  }
  if (isRecord(value)) {
    const members = Object.entries(value);
    if (members.length === 0) return [{ path, label, text: 'Nothing' }];
    return members.flatMap(([name, member]) => linesOf(member, `${path}.${name}`, [...way, name], aside));
  }
  return [{ path, label, text: plainText(value) ?? '' }];
}

/** @returns undefined for what has members */
function plainText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? 'Empty' : value;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (value === null) return 'None';
  return typeof value === 'number' ? String(value) : undefined;
}

const ACRONYMS = /\b(id|url|uri|ip|sms|sim|sip|pdf|loa|dtmf|ai)(s?)\b/gi;

/** A name of an argument, as people write: `webhook_url` and `webhookUrl` are `Webhook URL`. */
export const argumentLabel = (name: string): string => labelOf(visibleText(name));

function labelOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replaceAll('_', ' ')
    .replace(ACRONYMS, (_all, word: string, plural: string) => word.toUpperCase() + plural);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const lowerFirst = (label: string): string => (/^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label);

/** A way to a member, as people write: `message.text.body` is `Message · text · body`. */
export const pathLabel = (path: string): string =>
  path
    .split('.')
    .map((name, at) => (at === 0 ? argumentLabel(name) : lowerFirst(argumentLabel(name))))
    .join(' · ');
