import { z } from 'zod';
import { defineTool, SentText } from '../../shared/mcp/tool/index.ts';
import { AudioStop, Loop, TargetLegs } from './support/call-options.ts';
import { COMMAND, command, Outcome, SEE_EVENTS } from './support/command.ts';

/** Languages of Telnyx's voices. */
const LANGUAGES: readonly string[] = (
  'arb cmn-CN cy-GB da-DK de-DE en-AU en-GB en-GB-WLS en-IN en-US es-ES es-MX es-US fr-CA fr-FR hi-IN is-IS it-IT ja-JP ko-KR nb-NO nl-NL ' +
  'pl-PL pt-BR pt-PT ro-RO ru-RU sv-SE tr-TR'
).split(' ');

/** No enumeration in the tool list: models know these codes, and the list would be the longest of all. */
const SpeechLanguage = z
  .string()
  .refine((value) => LANGUAGES.includes(value), `Expected one of ${LANGUAGES.join(', ')}.`)
  .describe('Such as en-US; Polly voices ignore it');

const GENDERS = new Set(['male', 'female']);

export const speakText = defineTool({
  name: 'speak_text',
  title: 'Speak on a call',
  risk: 'outbound',
  parties: { nobody: 'Whoever is on the call: the audit names the call.' },
  description:
    'Say a text on an answered call: a person hears it, voices cost per character. Texts queue up. ' +
    'For a dialogue give create_call or answer_call an assistant.',
  input: z
    .object({
      ...COMMAND,
      payload: SentText.min(1).max(3000),
      voice: z
        .string()
        .regex(/^[\w.:/-]{1,128}$/, 'Expected Provider.Model.VoiceId, such as AWS.Polly.Joanna.')
        .default('Telnyx.KokoroTTS.af')
        .describe('Provider.Model.Voice'),
      payload_type: z.enum(['text', 'ssml']).optional(),
      service_level: z.enum(['basic', 'premium']).optional().describe('basic: male or female, en-US, no ssml'),
      language: SpeechLanguage.optional(),
      loop: Loop,
      stop: AudioStop.optional().describe('Stops what plays first'),
      target_legs: TargetLegs.optional(),
    })
    .refine(
      ({ voice, service_level }) => !GENDERS.has(voice) || service_level === 'basic',
      'The voices male and female need service_level basic.',
    )
    .refine(
      ({ service_level, payload_type = 'text', language = 'en-US' }) =>
        service_level !== 'basic' || (payload_type === 'text' && language === 'en-US'),
      'service_level basic speaks plain text in en-US only.',
    ),
  output: Outcome,
  howToCheck: SEE_EVENTS,
  run: (input, context) => command(context, 'speak', input, Outcome),
});
