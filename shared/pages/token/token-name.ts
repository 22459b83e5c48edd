import { cutText, oneLine } from '../../platform/index.ts';

/** In characters. */
export const LONGEST_NAME = 60;

/** The name of a token that was given none. */
export const UNNAMED_TOKEN = 'Copied token';

/** The name of a token on the pages of its person: what they wrote, in one line. */
export const tokenName = (written: string | undefined): string => cutText(oneLine(written ?? ''), LONGEST_NAME) || UNNAMED_TOKEN;
