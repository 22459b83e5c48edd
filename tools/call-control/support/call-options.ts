import { z } from 'zod';
import { field, PublicUrl, SentText } from '../../../shared/mcp/tool/index.ts';

/** How a call is recorded. */
export const RECORDING = {
  record: z.enum(['record-from-answer']).optional(),
  record_channels: z.enum(['single', 'dual']).optional(),
  record_format: z.enum(['wav', 'mp3']).optional(),
};

/** Where events of this call go, instead of the application's URL. */
export const EVENTS = {
  webhook_url: PublicUrl.optional(),
  webhook_url_method: z.enum(['POST', 'GET']).optional(),
};

/** An AI assistant that takes over the call. These override its own settings. */
export const CallAssistant = z
  .strictObject({
    id: z.string().min(1).max(128),
    greeting: SentText.min(1).max(3000).optional(),
    instructions: SentText.min(1).max(10_000).optional(),
    dynamic_variables: field.variables(SentText).optional(),
  })
  .optional();

/** How a new leg is dialled. */
export const DIALLING = {
  from_display_name: z
    .string()
    .regex(/^[A-Za-z0-9 _~!.+-]{1,128}$/, 'Expected 1 to 128 letters, digits, spaces and - _ ~ ! . +.')
    .optional(),
  timeout_secs: z.int().min(5).max(600).optional().describe('Ringing'),
  answering_machine_detection: z.enum(['premium', 'detect', 'detect_beep', 'detect_words', 'greeting_end', 'disabled']).optional(),
  audio_url: PublicUrl.optional(),
  media_name: z.string().min(1).max(255).optional(),
};

/** Seconds after which Telnyx hangs up. */
export const TimeLimit = z.int().min(30).max(14_400);

/** Telnyx's document allows both at once, which makes no sense. */
export const oneAudio = (input: { audio_url?: string | undefined; media_name?: string | undefined }) =>
  input.audio_url === undefined || input.media_name === undefined;

export const ONE_AUDIO = 'Give audio_url or media_name, not both.';

/** A number of times or "infinity". Telnyx gets an integer or that word. */
export const Loop = z
  .preprocess(
    (value) => (typeof value === 'number' ? String(value) : value),
    z
      .string()
      .regex(/^([1-9]\d{0,3}|infinity)$/, 'Expected a number of times, or "infinity".')
      .transform((value) => (value === 'infinity' ? value : Number(value))),
  )
  .optional()
  .describe('Or "infinity"');

export const AudioStop = z.enum(['current', 'all']);

export const TargetLegs = z.enum(['self', 'opposite', 'both']);
