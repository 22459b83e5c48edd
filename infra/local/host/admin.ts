/** The host's own route to functions without HTTP (Learn, "Manually run a non HTTP-triggered function"). As in `func start` it needs no key. */
import { answerEmpty } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { isJsonObject } from './json-file.ts';
import { readBody } from './request-body.ts';

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

type AdminRequest = Omit<Exchange, 'match'>;

/** In: the request; `run`, which answers false for a name that it does not know. Out: the status of the answer. */
async function statusOf({ request, target }: AdminRequest, run: (name: string) => boolean): Promise<number> {
  const name = PATH.exec(target.path)?.[1];
  // A page on another site can reach this port: by a name of its own that leads here, or with a form. Neither gets further than this.
  if (name === undefined || target.method !== 'POST' || !LOOPBACK.test(target.host)) return 404;
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) return 415;
  const body = await readBody(request, BODY_LIMIT);
  if (body.kind !== 'bytes') return 413;
  if (!isJsonText(body.bytes.toString('utf8'))) return 400;
  return run(name) ? 202 : 404;
}

export const isAdminPath = (path: string): boolean => /^\/admin(\/|$)/i.test(path);

/** `POST /admin/functions/<name>` with `{"input": …}` or `{}` runs that function and answers 202 before it has ended. */
export async function serveAdmin(exchange: AdminRequest, run: (name: string) => boolean): Promise<void> {
  answerEmpty(exchange.response, await statusOf(exchange, run));
}
