import { z } from 'zod';
import { receiverHosts } from '../../platform/index.ts';
import { path, type TelnyxClient } from '../rest/index.ts';
import { UpstreamUnavailableError } from '../errors.ts';
import { readIfAllowed } from './lists.ts';

/** Any settings: their members with URLs have many names. */
const Settings = z.record(z.string(), z.unknown());

const SOURCES = [path`/messaging_profiles`, path`/call_control_applications`, path`/texml_applications`];

/** @returns the hosts to which profiles, applications and assistants of the account send events or words of a conversation */
export async function readEventHosts(telnyx: TelnyxClient): Promise<ReadonlySet<string>> {
  const lists = await Promise.all([
    ...SOURCES.map((source) => readIfAllowed(telnyx, { path: source, item: Settings })),
    readAssistants(telnyx),
  ]);
  return new Set(lists.flat().flatMap((settings) => [...receiverHosts({ settings })]));
}

/** Assistants have no pages, and may be too large to read: then none of their hosts is known. */
async function readAssistants(telnyx: TelnyxClient) {
  try {
    return await readIfAllowed(telnyx, { path: path`/ai/assistants`, item: Settings });
  } catch (error) {
    if (error instanceof UpstreamUnavailableError && (error.reason === 'too_large' || error.reason === 'unreadable')) return [];
    throw error;
  }
}
