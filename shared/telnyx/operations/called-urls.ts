import { isPublicUrl } from '../../platform/index.ts';
import { namedLike } from './names.ts';
import { isUrl } from './receivers.ts';

/** Members with words that people read or hear: a URL in them is read, too. */
const isWords = namedLike(
  'text *_text *Text body *_body caption title subtitle description message content payload subject header footer greeting instructions prompt note reason Texml',
);
/** Members with a page of a company, which only people open: its terms, its sign-up, a link in its texts. */
const isPage = namedLike(
  'website *_website website* *Website home_page homepage privacyPolicy* termsAndCondition* embeddedLinkSample optInWorkflow ' +
    'sample1 sample2 sample3 sample4 sample5 productionMessageContent give_feedback_url report_issue_url view_history_url',
);
/** What is around a `url` that the recipient of a message opens. */
const opensForPeople = namedLike('open_url_action urls');

const CALLED = ['https:', 'wss:'];
const OPENED = [...CALLED, 'http:'];

/**
 * @param around the name of what the member is in
 * @returns whether Telnyx would fetch or call a URL that is not on the public internet, or that is not encrypted
 */
export function isPrivateUrl(name: string, value: unknown, around = ''): boolean {
  if (typeof value !== 'string' || !isUrl(value) || isWords(name)) return false;
  const isOpened = isPage(name) || (name === 'url' && opensForPeople(around));
  return !isPublicUrl(value.trim(), isOpened ? OPENED : CALLED);
}

export const PRIVATE_URL = 'Expected an https or wss URL on a public host, without user name, password or template in its host.';
