/** Answers that several stand-ins give. */
import type { LoopbackAnswer } from './server.ts';

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): LoopbackAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(value),
  };
}

export function redirect(location: string): LoopbackAnswer {
  return { status: 302, headers: { Location: location, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' } };
}

export const notFound: LoopbackAnswer = { status: 404 };

/** @param allow the allowed methods, such as `GET, PUT` */
export function methodNotAllowed(allow: string): LoopbackAnswer {
  return { status: 405, headers: { Allow: allow } };
}
