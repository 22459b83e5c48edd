import { randomUUID } from 'node:crypto';
import { isRecord } from '../../../../../shared/platform/index.ts';
import { requestOf, type Operation, type Operations, inputOf, placedArguments } from '../../../../../shared/telnyx/operations/index.ts';
import { parseArguments } from '../../../../../shared/mcp/tool/arguments.ts';
import { createTelnyx } from '../../../../../shared/telnyx/index.ts';
import type { RawAnswer } from '../../../../../shared/telnyx/rest/index.ts';
import { KEY } from '../../support/run-tool.ts';

/** The arguments of a call as the caller tools take them. */
function accepted(operation: Operation, args: unknown, operations: Operations): Record<string, unknown> {
  const input = inputOf(operation, operations);
  const placed = isRecord(args) ? placedArguments(operation, operations, args) : args;
  return parseArguments(input, placed, {
    reads: operation.class === 'read',
    stores: false,
    exact: [],
  });
}

/** Carries out a call with the real client. */
export async function sendTo(baseUrl: string, operation: Operation, args: unknown, operations: Operations): Promise<RawAnswer> {
  const telnyx = createTelnyx({ baseUrl, apiKey: () => Promise.resolve(KEY) });
  const client = telnyx({ retry: 'refused', signal: new AbortController().signal, timeoutMs: 20_000 });
  const request = requestOf(operation, accepted(operation, args, operations), operations);
  return client.send(request, request.keyed ? { idempotencyKey: randomUUID() } : {});
}
