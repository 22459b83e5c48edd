import { z } from 'zod';

/** Every language that Telnyx speaks (contract: SpeakCall). */
const LANGUAGES: readonly string[] = (
  'arb cmn-CN cy-GB da-DK de-DE en-AU en-GB en-GB-WLS en-IN en-US es-ES es-MX es-US fr-CA fr-FR hi-IN is-IS it-IT ja-JP ko-KR nb-NO nl-NL ' +
  'pl-PL pt-BR pt-PT ro-RO ru-RU sv-SE tr-TR'
).split(' ');

/** Not an enumeration for the model: it knows such codes, and all of them would be its longest list. */
export const SpeechLanguage = z
  .string()
  .refine((value) => LANGUAGES.includes(value), `Expected one of ${LANGUAGES.join(', ')}.`)
  .describe('Such as en-US; Polly voices ignore it');
