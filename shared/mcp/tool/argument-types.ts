import { z } from 'zod';
import { isPublicUrl, visibleText } from '../../platform/index.ts';
import { boundsBroken } from '../json.ts';
import { atMost } from './fields.ts';

/** An https URL on a public host, without credentials: media that Telnyx fetches, webhooks that it calls. */
export const PublicUrl = z
  .string()
  .max(2048)
  .refine((url) => isPublicUrl(url), 'Expected an https URL on a public host, without user name or password.');

export const BLANK = 'Nobody can see this text: it holds only spaces and invisible characters.';

/** A text that a person or an assistant reads or hears: only what can be seen of it is sent. Limits of its length apply after this. */
export const SentText = z
  .string()
  .refine((text) => text === '' || visibleText(text).trim() !== '', BLANK)
  .overwrite(visibleText);

/** The same as {@link SentText} for every text in JSON of any shape, names of members included. */
export function visibleMembers<Value>(value: Value): Value;
export function visibleMembers(value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (Array.isArray(value)) return value.map((item: unknown) => visibleMembers(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [visibleText(name), visibleMembers(member)]));
}

/**
 * The arguments of any tool, which that tool checks. Models see a text of JSON: no provider's strict mode knows an object whose members are open. An
 * object does as well.
 */
export const AnyArguments = atMost(
  100,
  z.preprocess(fromJsonText, z.looseObject({}, { error: 'Expected a JSON object, such as {"name": "value"}.' })),
).meta({ shownAs: { type: 'string' } });

/** Some clients write a text of JSON as JSON once more. */
function fromJsonText(given: unknown): unknown {
  const once = parsed(given);
  return typeof once === 'string' ? parsed(once) : once;
}

function parsed(given: unknown): unknown {
  if (typeof given !== 'string' || boundsBroken(given) !== undefined) return given;
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}
