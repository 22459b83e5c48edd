import type { CallLeg, Sound } from './call.ts';
import { tell } from './call.ts';

type Lane = 'queue' | 'overlay';

const MS_PER_CHARACTER = 60;
const MS_PER_FILE = 5_000;

/** How often it is heard; "infinity" until it is stopped. */
const times = (loop: number | string | undefined) => (loop === 'infinity' ? Infinity : Number(loop ?? 1));

/** A text, as long as reading it takes. */
export const speech = (text: string, loop: number | string | undefined): Sound => ({
  kind: 'speak',
  ms: Math.max(1000, text.length * MS_PER_CHARACTER) * times(loop),
  about: {},
});

const TAG = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;

/** Whether it is one `speak` element with well-formed contents (W3C Speech Synthesis Markup Language 1.1). */
export function isSsml(text: string): boolean {
  const open: string[] = [];
  let elements = 0;
  const rest = text.trim().replace(TAG, (_, closes: string, name: string, _attributes: string, isEmpty: string) => {
    if (closes === '/') return open.pop() === name ? '' : '<';
    if (open.length === 0) elements += name === 'speak' && isEmpty === '' ? 1 : 2;
    if (isEmpty === '') open.push(name);
    return '';
  });
  return elements === 1 && open.length === 0 && /^<speak[\s>]/.test(text.trim()) && !/[<>]|&(?!#?\w+;)/.test(rest);
}

/** An audio file; all of them last five seconds. */
export const audioFile = (
  source: { audio_url?: string | undefined; media_name?: string | undefined },
  loop: number | string | undefined,
  overlay: boolean,
): Sound => ({
  kind: 'playback',
  ms: MS_PER_FILE * times(loop),
  about: { ...(source.audio_url === undefined ? { media_name: source.media_name } : { media_url: source.audio_url }), overlay },
});

/** Plays it, after what plays already; over it in the lane `overlay`. */
export function play(leg: CallLeg, sound: Sound, lane: Lane, at: number): void {
  leg[lane].push(sound);
  if (leg[lane].length === 1) begin(leg, lane, at);
}

function begin(leg: CallLeg, lane: Lane, at: number): void {
  const sound = leg[lane][0];
  if (!sound) return;
  tell(leg, `${sound.kind}.started`, sound.about, at);
  if (sound.ms === Infinity) return;
  leg.plan.account.timeline.schedule(at + sound.ms, (due) => {
    if (leg[lane][0] === sound) finish(leg, lane, 'completed', due);
  });
}

function finish(leg: CallLeg, lane: Lane, status: string, at: number): void {
  const sound = leg[lane].shift();
  if (!sound) return;
  tell(leg, `${sound.kind}.ended`, { ...sound.about, status }, at);
  begin(leg, lane, at);
}

/** Stops what plays in the lane; with `all`, what waits is dropped without an event. */
export function stopAudio(leg: CallLeg, lane: Lane, which: 'current' | 'all', at: number): void {
  if (which === 'all') leg[lane].splice(1);
  // Events of speech have no status for it.
  finish(leg, lane, leg[lane][0]?.kind === 'speak' ? 'completed' : 'cancelled', at);
}

/** The call ends while sounds play. */
export function cutAudio(leg: CallLeg, at: number): void {
  for (const lane of ['queue', 'overlay'] as const) {
    leg[lane].splice(1);
    finish(leg, lane, 'call_hangup', at);
  }
}
