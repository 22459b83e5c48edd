/** Deepest JSON we take: tools need 4 or 5 levels, and recursion over strangers' nesting ends in a crash. */
const DEEPEST = 64;

/** What a body is refused with: a JSON-RPC 2.0 error code and a sentence. */
export interface EnvelopeFault {
  readonly code: -32700 | -32600 | -32602;
  readonly message: string;
}

export type Envelope = { readonly body: Record<string, unknown> } | { readonly fault: EnvelopeFault };

/** In: the text of a body. Out: the one JSON-RPC message in it, parsed once for all who need it, or what is wrong. */
export function readEnvelope(text: string): Envelope {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { fault: { code: -32700, message: 'Parse error: the body is not JSON.' } };
  }
  if (Array.isArray(body)) return refuse('Batches are not supported: send one JSON-RPC message per request.');
  if (typeof body !== 'object' || body === null) return refuse('The body must be a JSON-RPC 2.0 message.');
  if (!isShallow(body)) return refuse(`The body is nested deeper than ${DEEPEST} levels.`);
  return { body: body as Record<string, unknown> };
}

const refuse = (message: string): Envelope => ({ fault: { code: -32600, message: `Invalid request: ${message}` } });

/** Level by level, without recursion. */
function isShallow(root: object): boolean {
  let level: object[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= DEEPEST) return false;
    level = level.flatMap((node) =>
      Object.values(node).filter((member): member is object => typeof member === 'object' && member !== null),
    );
  }
  return true;
}

/** The tool that a message calls, if it calls one. */
export function calledTool(body: Readonly<Record<string, unknown>>): { name: string; args: unknown } | undefined {
  if (body['method'] !== 'tools/call') return undefined;
  const params = body['params'] as { name?: unknown; arguments?: unknown } | null | undefined;
  return typeof params?.name === 'string' ? { name: params.name, args: params.arguments } : undefined;
}
