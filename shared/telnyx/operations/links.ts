import { isRecord } from '../../platform/index.ts';

/** Members whose URLs open without a login. */
const NAME = /^(?:download_url|download_link|media_url|stored_media_url|preview_url|report_url|presigned_url|upload_url)/i;

/** What only a URL that a storage has signed has. Any other secret in a URL is the receiver's, and is hidden. */
const SIGNED = /^https?:\/\/[^?]+\?(?:.*&)?x-(?:amz|goog)-signature=/i;

/** Paths that are told. */
const MOST = 20;

/** @returns where in an answer links are that open without a login: names with dots between them, without the indices of lists */
export function linksIn(answer: Readonly<Record<string, unknown>>): readonly string[] {
  const found = new Set<string>();
  const walk = (value: unknown, path: string, isNamed: boolean): void => {
    if (found.size >= MOST) return;
    if (typeof value === 'string') {
      if (isNamed ? /^https?:\/\//i.test(value) : SIGNED.test(value.slice(0, 4_000))) found.add(path);
    } else if (Array.isArray(value)) {
      for (const item of value) walk(item, path, isNamed);
    } else if (isRecord(value)) {
      for (const [name, member] of Object.entries(value)) walk(member, path === '' ? name : `${path}.${name}`, isNamed || NAME.test(name));
    }
  };
  walk(answer, '', false);
  return [...found];
}
