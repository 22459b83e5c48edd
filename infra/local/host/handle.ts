/**
 * Handles each request: a function's route, or `POST /admin/functions/<name>`, which runs a timer. As in `func start`, that needs no key.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerEmpty } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { isJsonObject } from './json-file.ts';
import { readBody } from './request-body.ts';
import { readTarget } from './request-target.ts';
import type { Router } from './router.ts';
import type { Timers } from './timers.ts';

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const PATH = /^\/admin\/functions\/([\w-]+)$/i;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const JSON_TYPE = /^application\/json\s*(;|$)/i;
/** Bytes. */
const BODY_LIMIT = 64 * 1024;

function isJsonText(text: string): boolean {
  try {
    return isJsonObject(JSON.parse(text));
  } catch {
    return false;
  }
}

type AdminRequest = Pick<Exchange, 'request' | 'target'>;

/** @param run returns false for an unknown name */
async function adminStatusOf({ request, target }: AdminRequest, run: (name: string) => boolean): Promise<number> {
  const name = PATH.exec(target.path)?.[1];
  // Rejects other sites in the developer's browser: host names that resolve to this machine here, HTML forms on the next line.
  if (name === undefined || target.method !== 'POST' || !LOOPBACK.test(target.host)) return 404;
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) return 415;
  const body = await readBody(request, BODY_LIMIT);
  if (body.kind !== 'bytes') return 413;
  if (!isJsonText(body.bytes.toString('utf8'))) return 400;
  return run(name) ? 202 : 404;
}

const isAdminPath = (path: string): boolean => /^\/admin(\/|$)/i.test(path);

export function createHandle(
  serve: (exchange: Exchange) => Promise<void>,
  route: Router,
  timers: Timers | undefined,
  defaultHost: string,
): Handle {
  return async (request, response) => {
    const target = readTarget(request, defaultHost);
    if (target === undefined) {
      answerEmpty(response, 400);
      return;
    }
    if (isAdminPath(target.path)) {
      // 202 before the function has finished.
      answerEmpty(response, await adminStatusOf({ request, target }, (name) => timers?.run(name) ?? false));
      return;
    }
    const match = route(target.method, target.path);
    // HomepageMiddleware of the real host: 204 where the homepage is disabled.
    if (match === undefined) answerEmpty(response, target.path === '/' ? 204 : 404);
    else await serve({ request, response, target, match });
  };
}
