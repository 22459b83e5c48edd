import type { CallStory } from '../../../shared/mcp/tool/index.ts';
import { spaced } from './arrived.ts';
import { costWords, plain, quoted, roomFor } from './lines.ts';
import { momentOf, secondOf } from './times.ts';

/** `ended 14:02:22Z after 21 s: the other side hung up (normal_clearing, SIP 200)` */
export function endOf({ endedAt, seconds, outcome, ...story }: CallStory): string {
  const { cause, sip } = story;
  const when = endedAt === undefined ? '' : ` ${secondOf(endedAt)}`;
  const lasted = seconds === undefined ? '' : ` after ${seconds} s`;
  const words = [cause, sip === undefined ? undefined : `SIP ${sip}`].flatMap((part) => (part === undefined ? [] : [plain(part)]));
  const what = [outcome === 'unknown' ? '' : outcome, whoEnded(story)].filter((part) => part !== '').join(', ');
  return `ended${when}${lasted}: ${what === '' ? 'no reason was told' : what}${words.length === 0 ? '' : ` (${words.join(', ')})`}`;
}

/** Callers and callees are people of ours or others, by the direction of the call. */
function whoEnded({ endedBy, direction }: Pick<CallStory, 'endedBy' | 'direction'>): string {
  if (endedBy !== 'caller' && endedBy !== 'callee') return '';
  if (direction === undefined) return `the ${endedBy} hung up`;
  return (endedBy === 'caller') === (direction === 'outgoing') ? 'we hung up' : 'the other side hung up';
}

/** All that was told of a call, a line each. */
export function callLines(story: CallStory): string[] {
  const { state, direction, from, to, startedAt, answeredAt, answeredBy, digits, transcript, recordings, cost, notes } = story;
  const room = roomFor(transcript.length + notes.length);
  const began = startedAt === undefined ? '' : `, began ${momentOf(startedAt)}`;
  return [
    state === 'ended'
      ? endOf(story)
      : state === 'answered'
        ? `goes on${answeredAt === undefined ? '' : ` since ${secondOf(answeredAt)}`}`
        : 'rings',
    `${plain(from ?? 'unknown')} → ${plain(to ?? 'unknown')}${direction === undefined ? '' : `, ${direction}`}${began}`,
    ...(answeredBy === undefined ? [] : [`answered by ${spaced(answeredBy)}`]),
    ...(digits === '' ? [] : [`keys pressed: ${plain(digits)}`]),
    ...transcript.map(({ at, who, text }) => {
      const speaker = who === 'us' ? 'we' : who === 'them' ? 'they' : 'somebody';
      return `${at === undefined ? '' : `${secondOf(at)} `}${speaker}: ${quoted(text, room)}`;
    }),
    ...recordings.map(recordingLine),
    ...(cost === undefined ? [] : [`cost ${costWords(cost)}`]),
    ...notes.map(({ at, text }) => `${at === undefined ? '' : `${secondOf(at)} `}${quoted(text, room)}`),
  ];
}

function recordingLine({ id, url, worksUntil }: CallStory['recordings'][number]): string {
  const name = `recording ${plain(id ?? 'without id')}`;
  if (url === undefined) return name;
  return `${name}, link${worksUntil === undefined ? '' : ` until ${secondOf(worksUntil)}`}: ${url.replace(/\s/g, '')}`;
}
