import { outcomeWords, type CallStory } from '../../../shared/mcp/tool/index.ts';
import { spaced } from './arrived.ts';
import { callId, costWords, plain, quoted, roomFor } from './lines.ts';
import { momentOf, secondOf } from './times.ts';

/** `ended 14:02:22Z after 21 s: the other side hung up (normal_clearing, SIP 200)`, `busy (user_busy, SIP 486), ended 14:02:22Z` */
function endOf(story: CallStory): string {
  const words = outcomeWords(story);
  if (story.endedAt === undefined) return words;
  const when = `ended ${secondOf(story.endedAt)}`;
  return words.startsWith('ended') ? words.replace('ended', when) : `${words}, ${when}`;
}

/** `call +13125550100 → +13125550111: ended 14:02:22Z after 21 s: … [call_session_id …]` */
export const endLine = (story: CallStory): string =>
  `call ${plain(story.from ?? 'unknown')} → ${plain(story.to ?? 'unknown')}: ${endOf(story)}${story.sessionId === undefined ? '' : ` ${callId(story.sessionId)}`}`;

/**
 * All that was told of a call, a line each.
 *
 * @param now milliseconds since the epoch
 */
export function callLines(story: CallStory, now: number): string[] {
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
    ...recordings.map((recording) => recordingLine(recording, now)),
    ...(cost === undefined ? [] : [`cost ${costWords(cost)}`]),
    ...notes.map(({ at, text }) => `${at === undefined ? '' : `${secondOf(at)} `}${quoted(text, room)}`),
  ];
}

function recordingLine({ id, url, worksUntil }: CallStory['recordings'][number], now: number): string {
  const name = `recording ${plain(id ?? 'without id')}`;
  if (url === undefined) return name;
  if (worksUntil !== undefined && worksUntil <= now) return `${name}, its link worked until ${momentOf(worksUntil)}`;
  return `${name}, link${worksUntil === undefined ? '' : ` until ${secondOf(worksUntil)}`}: ${url.replace(/\s/g, '')}`;
}
