import { isRecord } from '../../platform/index.ts';
import type { Media } from './event.ts';
import { listOf, member, numberOf, textOf, wordOf } from './members.ts';

/** The words of a message, wherever its kind has them: SMS in `text`, version 1 in `body`, RCS and WhatsApp somewhere below `body`. */
export function wordsOf(payload: unknown): string | undefined {
  const body = member(payload, 'body');
  return (
    textOf(member(payload, 'text')) ??
    textOf(body) ??
    wordsOfBody(body) ??
    textOf(member(member(payload, 'reaction'), 'emoji') ?? member(payload, 'reaction'))
  );
}

function wordsOfBody(body: unknown): string | undefined {
  const text = member(body, 'text');
  const interactive = member(body, 'interactive');
  const said = [
    text,
    member(text, 'body'),
    member(member(body, 'suggestion_response'), 'text', 'postback_data'),
    member(member(body, 'button'), 'text'),
    member(member(interactive, 'button_reply', 'list_reply'), 'title'),
    member(member(interactive, 'body'), 'text'),
    member(member(body, 'content_message'), 'text'),
    member(member(body, 'reaction'), 'emoji'),
    ...FILES.map((name) => member(member(body, name), 'caption')),
  ];
  return said.map(textOf).find((one) => one !== undefined) ?? placeOf(member(body, 'location'));
}

/** A shared place, as people write it. */
function placeOf(location: unknown): string | undefined {
  const latitude = wordOf(member(location, 'latitude'));
  const longitude = wordOf(member(location, 'longitude'));
  if (latitude === undefined || longitude === undefined) return undefined;
  const name = wordOf(member(location, 'name', 'address', 'label'));
  return `${name === undefined ? 'a place' : name}: ${latitude}, ${longitude}`;
}

/** Members of an RCS or WhatsApp body that hold a file. */
const FILES = ['image', 'video', 'audio', 'document', 'sticker'];

/** All files of a message. */
export function mediaOf(payload: unknown): readonly Media[] {
  const body = member(payload, 'body');
  const file = member(body, 'user_file');
  return [
    ...listOf(member(payload, 'media')),
    ...listOf(member(payload, 'media_urls')),
    member(file, 'payload') ?? file,
    ...FILES.map((name) => member(body, name)),
  ].flatMap((item) => oneMedia(item) ?? []);
}

function oneMedia(item: unknown): Media | undefined {
  if (typeof item === 'string') return item === '' ? undefined : { url: textOf(item), type: undefined, size: undefined };
  if (!isRecord(item)) return undefined;
  const url = textOf(member(item, 'url', 'file_uri', 'link', 'media_url'));
  const type = wordOf(member(item, 'content_type', 'mime_type', 'type'));
  const size = numberOf(member(item, 'size', 'file_size_bytes', 'file_size'));
  return url === undefined && type === undefined && size === undefined ? undefined : { url, type, size };
}
