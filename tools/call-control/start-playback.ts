import { z } from 'zod';
import { defineTool, PublicUrl } from '../../shared/mcp/tool/index.ts';
import { AudioStop, Loop, TargetLegs } from './support/call-options.ts';
import { COMMAND, COMMAND_RULES, command, Outcome, SEE_EVENTS } from './support/command.ts';

export const startPlayback = defineTool({
  name: 'start_playback',
  title: 'Play audio on a call',
  risk: 'outbound',
  parties: { nobody: 'Whoever is on the call: the audit names the call.' },
  guard: COMMAND_RULES,
  description: 'Play an audio file on an answered call: a person hears it. To say a text use speak_text. Next: stop_playback.',
  input: z
    .object({
      ...COMMAND,
      audio_url: PublicUrl.optional().describe('Or media_name'),
      media_name: z.string().min(1).max(255).optional(),
      audio_type: z.enum(['mp3', 'wav']).optional(),
      loop: Loop,
      overlay: z.boolean().optional().describe('Over what plays'),
      stop: AudioStop.optional().describe('Stops what plays first'),
      target_legs: TargetLegs.optional(),
      cache_audio: z.boolean().optional(),
    })
    .refine(({ audio_url, media_name }) => (audio_url === undefined) !== (media_name === undefined), 'Give either audio_url or media_name.')
    .refine(({ overlay, target_legs = 'self' }) => overlay !== true || target_legs === 'self', 'With overlay, target_legs must be self.'),
  rare: ['client_state', 'audio_type', 'overlay', 'target_legs', 'cache_audio'],
  output: Outcome,
  howToCheck: SEE_EVENTS,
  run: (input, context) => command(context, 'playback_start', input, Outcome),
});
