import { z } from 'zod';
import { cutText, field, NO_SERVICE_NUMBER, PublicUrl, visibleMembers } from '../../../shared/mcp/tool/index.ts';
import { namesService } from './service-numbers.ts';

/** Characters of an error text. */
const LONGEST = 300;

const URLS = 'Its URLs must be https on a public host, without user name or password.';

type Shown = Readonly<Record<string, z.core.JSONSchema.BaseSchema>>;

interface OpenSettings {
  /** Types of the members that are known. Telnyx checks all others. */
  readonly known: z.ZodObject;
  /** The commonest members, for the tool list. */
  readonly shown: Shown;
  readonly mostNames?: number;
  /** Values that are never sent, and so not checked. */
  readonly isLeftOut?: (value: object) => boolean;
}

/**
 * An object of settings of which Telnyx has more members and values than are known here. null and "" mean that a value is not set, as in answers of
 * get_assistant. Whatever its members are called, its URLs must be public and its telephone numbers no service numbers.
 */
export const openSettings = ({ known, shown, mostNames = 100, isLeftOut = () => false }: OpenSettings) =>
  field
    .atMost(
      mostNames,
      z.looseObject({}).check(({ value, issues }) => {
        const problems = isLeftOut(value) ? [] : problemsOf(known, value);
        issues.push(...problems.map(({ message, path }) => ({ code: 'custom' as const, input: value, path, message })));
      }),
    )
    .overwrite(visibleMembers)
    .meta({ shownProperties: shown });

interface Problem {
  readonly message: string;
  readonly path: PropertyKey[];
}

function problemsOf(known: z.ZodObject, value: object): Problem[] {
  const { error } = known.loose().safeParse(withoutUnset(value), { reportInput: true });
  if (error) return error.issues.map(({ message, path }) => ({ message: cutText(message, LONGEST).replace(/\.?$/, '.'), path }));
  if (!allUrlsPublic(value)) return [{ message: URLS, path: [] }];
  return namesService(value) ? [{ message: NO_SERVICE_NUMBER, path: [] }] : [];
}

const withoutUnset = (value: object) => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null && member !== ''));

const URL_NAME = /(^|_)(urls?|host)$/i;
const HOST_NAME = /(^|_)host$/i;

/** Audio that Telnyx fetches: `{type: 'media_url', value: 'https://…'}`. */
const MEDIA_URL = 'media_url';

/** A variable in the authority could lead anywhere. URL parsers accept any number of slashes, so this does too. */
const OPEN_AUTHORITY = /^[a-z]+:\/*[^/?#]*[{}]/i;
const HOST = /^[a-z0-9.-]+(:\d{1,5})?$/i;

/**
 * Whether every member whose name or type says URL or host, at any depth and in lists, is a public https URL or host. Variables (`{{…}}`) are
 * allowed behind the host.
 *
 * @param value any JSON
 */
function allUrlsPublic(value: unknown, name = ''): boolean {
  if (typeof value === 'string') return value === '' || !URL_NAME.test(name) || isPublic(value, HOST_NAME.test(name));
  if (Array.isArray(value)) return value.every((item) => allUrlsPublic(item, name));
  if (typeof value !== 'object' || value === null) return true;
  const isMedia = 'type' in value && value.type === MEDIA_URL;
  return Object.entries(value).every(([key, member]) => allUrlsPublic(member, isMedia && key === 'value' ? MEDIA_URL : key));
}

const isPublic = (value: string, mayBeHost: boolean) =>
  !OPEN_AUTHORITY.test(value) && PublicUrl.safeParse(mayBeHost && HOST.test(value) ? `https://${value}` : filled(value)).success;

/** Replaces variables by a letter: URL parsers reject braces and spaces there. */
const filled = (url: string) => url.replaceAll(/\{\{?[^{}]*\}?\}/g, 'x');
