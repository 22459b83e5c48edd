import { visibleText } from './visible-text.ts';

/** What separates words, line ends and separators of lines and paragraphs included. U+0085 is a line end that `\s` does not know. */
const SPACES = /[\s\u0085]+/g;

/** @returns The text in one line, without invisible characters: what others wrote cannot start a line of its own among our words. */
export const oneLine = (text: string): string => visibleText(text.replace(SPACES, ' ')).trim();
