import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { listen, type HttpServer } from '../../support/listen.ts';

const Violations = z.array(z.object({ location: z.array(z.string()), message: z.string() }));

/** One thing that Prism has against a request or an answer. */
export interface Violation {
  /** Such as `response.body.data.0.id`. */
  readonly at: string;
  readonly message: string;
  /** What stands there, where it is in the body of the answer. */
  readonly value: unknown;
}

/** A request that went to Prism, and what Prism has against it and its answer. */
export interface Judgement {
  /** Method, path and query. */
  readonly request: string;
  readonly status: number;
  readonly violations: readonly Violation[];
  /** Of the request and of its answer. Undefined where it is none, or not JSON. */
  readonly sent: unknown;
  readonly answered: unknown;
}

export interface Recorder extends HttpServer {
  readonly judgements: readonly Judgement[];
}

/** The value at the end of a path of names. */
const valueAt = (whole: unknown, names: readonly string[]): unknown =>
  names.reduce((at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined), whole);

/** Files are answers, too. */
function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'host'];

/** Stands before Prism and keeps what it says in headers that no client reads. */
export async function startRecorder(prism: string): Promise<Recorder> {
  const judgements: Judgement[] = [];

  async function passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const body = await buffer(request);
    const headers = Object.entries(request.headers).filter(([name]) => !HOP_BY_HOP.includes(name));
    const answer = await fetch(`${prism}${url}`, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const said = Violations.parse(JSON.parse(answer.headers.get('sl-violations') ?? '[]'));
    judgements.push({
      request: `${method} ${url}`,
      status: answer.status,
      sent: jsonIn(body),
      answered: jsonIn(bytes),
      violations: said.map(({ location, message }) => ({
        at: location.join('.'),
        message,
        value: location[0] === 'response' ? valueAt({ body: jsonIn(bytes) }, location.slice(1)) : undefined,
      })),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    response.end(bytes);
  }

  const server = await listen((request, response) => void passOn(request, response).catch(() => response.destroy()));
  return { ...server, judgements };
}
