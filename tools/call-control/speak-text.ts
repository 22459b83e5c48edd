import { z } from 'zod';
import { defineTool } from '../../shared/mcp/tool/index.ts';
import { AudioStop, Loop, TargetLegs } from './support/call-options.ts';
import { COMMAND, COMMAND_RULES, command, Outcome, SEE_EVENTS } from './support/command.ts';
import { isSsml, SpeechLanguage, SpokenText, USUAL_VOICE, Voice } from './support/speech.ts';

const GENDERS = new Set(['male', 'female']);

export const speakText = defineTool({
  name: 'speak_text',
  title: 'Speak on a call',
  risk: 'outbound',
  parties: { nobody: 'Whoever is on the call: the audit names the call.' },
  guard: { ...COMMAND_RULES, words: ['text'] },
  description:
    'Say a text on an answered call: a person hears it, voices cost per character. Texts queue up. ' +
    'To call, say one text and hang up use create_call with say; for a dialogue an assistant.',
  input: z
    .object({
      ...COMMAND,
      text: SpokenText,
      voice: Voice.default(USUAL_VOICE).describe('Provider.Model.Voice'),
      payload_type: z.enum(['text', 'ssml']).optional(),
      service_level: z.enum(['basic', 'premium']).optional(),
      language: SpeechLanguage.optional().describe('Such as es-MX; Polly ignores it'),
      loop: Loop,
      stop: AudioStop.optional(),
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
    )
    .refine(
      ({ text, payload_type }) => payload_type !== 'ssml' || isSsml(text),
      'text: Expected SSML: one <speak> element with closed tags and something to say, & written as &amp;.',
    ),
  rare: ['client_state', 'service_level', 'target_legs'],
  formerArguments: { payload: 'text' },
  output: Outcome,
  howToCheck: SEE_EVENTS,
  run: ({ text, ...input }, context) => command(context, 'speak', { ...input, payload: text }, Outcome),
});
