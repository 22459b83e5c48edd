import { cutText, oneLine } from '../../platform/index.ts';

/** In characters. */
export const LONGEST_NAME = 60;

const UNNAMED = 'Copied token';

/** The name of a token on the pages of its person: what they wrote, in one line. */
export const tokenName = (written: string | undefined): string => cutText(oneLine(written ?? ''), LONGEST_NAME) || UNNAMED;
