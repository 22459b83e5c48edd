import { z } from 'zod';
import { SentText } from '../../../shared/mcp/tool/index.ts';

export const SpokenText = SentText.min(1).max(3000);

/** Providers add voices at any time: Telnyx knows which there are. */
export const Voice = z.string().min(1).max(128);

/** A voice of a provider. Telnyx checks it only after the call is made, so a wrong one would ring a person for nothing. */
export const NamedVoice = Voice.regex(/^[A-Za-z]\w*\../, 'Expected Provider.Model.Voice, such as AWS.Polly.Joanna.');

export const USUAL_VOICE = 'Telnyx.KokoroTTS.af';

/** The languages that Telnyx documents. It refuses others. */
const DOCUMENTED =
  'arb cmn-CN cy-GB da-DK de-DE en-AU en-GB en-GB-WLS en-IN en-US es-ES es-MX es-US fr-CA fr-FR hi-IN is-IS it-IT ja-JP ko-KR nb-NO nl-NL ' +
  'pl-PL pt-BR pt-PT ro-RO ru-RU sv-SE tr-TR';

/** No enumeration in the tool list: models know these codes. */
export const SpeechLanguage = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, `Expected a language code. Telnyx documents ${DOCUMENTED.replaceAll(' ', ', ')}.`);

/** An ampersand that begins no entity. */
const BARE_AMPERSAND = /&(?!#?\w{1,32};)/;

/**
 * Whether a text is one `speak` element whose tags fit together, with something in it that can be heard. What the tags mean is left to the
 * provider of the voice.
 *
 * @see W3C Speech Synthesis Markup Language 1.1, section 2.1
 */
export function isSsml(text: string): boolean {
  const [before, ...parts] = text.trim().split('<');
  if (before !== '' || BARE_AMPERSAND.test(text)) return false;
  const open: string[] = [];
  let isHeard = false;
  for (const [at, part] of parts.entries()) {
    const end = part.indexOf('>');
    const tag = part.slice(0, Math.max(end, 0));
    const name = /^[\w:.-]+/.exec(tag.replace(/^\//, ''))?.[0];
    if (name === undefined) return false;
    if (at === 0 ? name !== 'speak' : open.length === 0) return false;
    if (tag.startsWith('/')) {
      if (open.pop() !== name) return false;
    } else if (!tag.endsWith('/')) open.push(name);
    const isText = part.slice(end + 1).trim() !== '';
    if (isText && open.length === 0) return false;
    isHeard ||= isText || name === 'audio';
  }
  return isHeard && open.length === 0;
}
