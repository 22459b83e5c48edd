import { isPublicUrl } from '../../platform/index.ts';
import { namedLike } from './names.ts';
import { isUrl } from './receivers.ts';

/** Members with words that people read or hear: a URL in them is read, too. */
const isWords = namedLike(
  'text *_text *Text body *_body caption title subtitle description message content payload subject header footer greeting instructions prompt note reason Texml',
);
/** Members with a page of a company, which only people open. */
const isPage = namedLike('website *_website website* *Website home_page homepage');

const CALLED = ['https:', 'wss:'];
const OPENED = [...CALLED, 'http:'];

/** @returns whether Telnyx would fetch or call a URL that is not on the public internet, or that is not encrypted */
export const isPrivateUrl = (name: string, value: unknown): boolean =>
  typeof value === 'string' && isUrl(value) && !isWords(name) && !isPublicUrl(value.trim(), isPage(name) ? OPENED : CALLED);

export const PRIVATE_URL = 'Expected an https or wss URL on a public host, without user name, password or template in its host.';
