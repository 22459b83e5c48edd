const decoder = new TextDecoder();

/** A form, and nothing else: `a=b&c=d`. */
const FORM = /^[\w.%+-]+=[^\s{}"]*$/;

/**
 * @param bytes what Telnyx signed
 * @returns what the JSON says; the members of a form (TeXML); else the text itself. Bytes that are no UTF-8 become U+FFFD.
 */
export function readBodyOf(bytes: Uint8Array, contentType: string | null): unknown {
  const text = decoder.decode(bytes);
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType ?? '') && FORM.test(text)) return membersOf(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return FORM.test(text) ? membersOf(text) : text;
  }
}

const membersOf = (form: string): Readonly<Record<string, string>> => Object.fromEntries(new URLSearchParams(form));
