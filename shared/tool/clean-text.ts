/**
 * Control characters (but tab and line breaks), bidirectional overrides and isolates, zero-width and tag characters:
 * what hides text from a person or turns it around.
 */
const HIDDEN =
  // eslint-disable-next-line no-control-regex -- these are the characters that must go
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** In: any text from outside. Out: the same without characters that nobody sees. */
export function cleanText(text: string): string {
  return text.replace(HIDDEN, '');
}
