import { z } from 'zod';
import { graphToken } from './azd.ts';
import type { HookEnvironment } from './environment.ts';

const TIMEOUT_MS = 20_000;

/** Claims of a token for Microsoft Graph. They are a hint here: Graph itself decides. */
const Claims = z.object({ idtyp: z.string().optional(), roles: z.array(z.string()).default([]) });
type Claims = z.output<typeof Claims>;

/** Microsoft Graph, as whoever is logged in to azd. Both methods reject with {@link GraphError}. */
export interface Graph {
  readonly claims: Claims;
  /** @returns undefined for what is not there */
  get<Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer | undefined>;
  post(path: string, body: object): Promise<void>;
}

/** Graph refused, or gave no usable answer. */
class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly code = 'graph_error';
}

function claimsOf(token: string): Claims {
  try {
    return Claims.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
  } catch {
    return { roles: [] };
  }
}

/** @throws HookError where nobody is logged in to azd */
export async function openGraph(environment: HookEnvironment): Promise<Graph> {
  const token = await graphToken(environment);
  const call = async (method: string, path: string, body?: object): Promise<Response> => {
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    try {
      return await fetch(`${environment.HOOK_GRAPH_URL}/v1.0/${path}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { authorization: `Bearer ${token}`, ...content },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new GraphError('Microsoft Graph cannot be reached');
    }
  };
  return {
    claims: claimsOf(token),
    async get(path, answer) {
      const response = await call('GET', path);
      if (response.status === 404) return undefined;
      const parsed = answer.safeParse(await response.json().catch(() => undefined));
      if (!response.ok || !parsed.success) throw new GraphError(`Microsoft Graph answers ${response.status}`);
      return parsed.data;
    },
    async post(path, body) {
      const response = await call('POST', path, body);
      if (!response.ok) throw new GraphError(`Microsoft Graph answers ${response.status}`);
    },
  };
}
