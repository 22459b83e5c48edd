import { PublicUrl } from '../../shared/tool/index.ts';

const URL_NAME = /(^|_)url$/i;

/** Whether every member named like a URL, at any depth, is one that Telnyx may be told to call; `{{…}}` may stand in it. */
export function allUrlsPublic(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, member]) =>
    URL_NAME.test(name) && typeof member === 'string' && member !== ''
      ? PublicUrl.safeParse(filled(member)).success
      : allUrlsPublic(member),
  );
}

/** With something in place of each variable, since no URL parser takes braces or spaces in a host. */
const filled = (url: string) => url.replaceAll(/\{\{?[^{}]*\}?\}/g, 'x');
