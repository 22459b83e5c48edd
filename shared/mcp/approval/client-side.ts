import { CLIENT_CAPABILITIES_META_KEY, type ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';

/** How the client of a call can be asked, and what came back with the call. All of it is the client's word. */
export interface ClientSide {
  /** It shows forms. */
  readonly form: boolean;
  /** It opens a URL for the person. */
  readonly url: boolean;
  /** Answers by the keys of the questions. */
  readonly responses: Readonly<Record<string, unknown>>;
  /** What was sent with the questions. */
  readonly state: string | undefined;
}

const Elicitation = z.object({ form: z.unknown(), url: z.unknown() }).partial();
const Envelope = z.object({ [CLIENT_CAPABILITIES_META_KEY]: z.object({ elicitation: Elicitation.optional() }).optional() }).catch({});

/** @returns what a request of 2026-07-28 says of its client: each declares its capabilities anew */
export function clientSideOf({ envelope, inputResponses, requestState }: ServerContext['mcpReq']): ClientSide {
  const { elicitation } = Envelope.parse(envelope ?? {})[CLIENT_CAPABILITIES_META_KEY] ?? {};
  const url = elicitation?.url !== undefined;
  const state = requestState();
  return {
    // Neither mode named: a form is meant.
    form: elicitation !== undefined && (elicitation.form !== undefined || !url),
    url,
    responses: inputResponses ?? {},
    state: typeof state === 'string' ? state : undefined,
  };
}
