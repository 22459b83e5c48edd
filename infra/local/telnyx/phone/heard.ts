import { z } from 'zod';
import type { Simulator } from '../simulator.ts';

/** Something on a call: what the account let it hear, or keys that the phone pressed. */
export interface Heard {
  readonly by: 'account' | 'phone';
  readonly words: string;
}

/** Commands of the account that can be heard, and events of keys; the rest is nothing to show. */
const Speak = z.object({ payload: z.string(), payload_type: z.string().optional() });
const Playback = z.object({ audio_url: z.string().optional(), media_name: z.string().optional() });
const Dtmf = z.object({ digits: z.string() });
const Pressed = z.object({ payload: z.object({ digit: z.string() }) });

const READERS: Readonly<Record<string, (metadata: unknown) => Heard>> = {
  speak: (metadata) => {
    const { payload, payload_type: type } = Speak.parse(metadata);
    return { by: 'account', words: `“${type === 'ssml' ? payload.replace(/<[^<>]*>/g, '') : payload}”` };
  },
  playback_start: (metadata) => {
    const { audio_url: url, media_name: media } = Playback.parse(metadata);
    return { by: 'account', words: `♪ ${url ?? media ?? 'audio'}` };
  },
  send_dtmf: (metadata) => ({ by: 'account', words: `Tones ${Dtmf.parse(metadata).digits}` }),
  'call.dtmf.received': (metadata) => ({ by: 'phone', words: Pressed.parse(metadata).payload.digit }),
};

/** As much of a call as a phone shows. */
const LATEST = 8;

/** Adds keys to keys that were pressed just before. */
function joined(heard: readonly Heard[]): Heard[] {
  const all: Heard[] = [];
  for (const one of heard) {
    const before = all.at(-1);
    if (one.by === 'phone' && before?.by === 'phone') all.splice(-1, 1, { by: 'phone', words: `${before.words} ${one.words}` });
    else all.push(one);
  }
  return all;
}

/** What was heard and pressed on a call, oldest first. */
export function heardOn(simulator: Simulator, callControlId: string): Heard[] {
  const heard = [...simulator.accounts()].flatMap(({ callEvents }) =>
    callEvents.flatMap(({ leg, row }) => {
      const name = String(row['name']);
      const read = leg.id === callControlId && Object.hasOwn(READERS, name) ? READERS[name] : undefined;
      return read ? [read(row['metadata'])] : [];
    }),
  );
  return joined(heard).slice(-LATEST);
}
