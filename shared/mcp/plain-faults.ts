import { ErrorCode, isJSONRPCErrorResponse, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

const Issues = z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })).min(1);
const LONGEST = 200;
const INTERNAL_ERROR: number = ErrorCode.InternalError;

/**
 * The older SDK calls parameters that do not fit its schemas an internal error and answers with zod's whole report. In: a message that goes
 * out. Out: the same; for such an error what it is (JSON-RPC 2.0, section 5.1): invalid params, and the first of them.
 */
export function withPlainFault(message: JSONRPCMessage): JSONRPCMessage {
  if (!isJSONRPCErrorResponse(message) || message.error.code !== INTERNAL_ERROR) return message;
  const [issue] = issuesIn(message.error.message);
  if (!issue) return message;
  const words = `Invalid params: ${issue.path.join('.')}: ${issue.message}`.slice(0, LONGEST);
  return { ...message, error: { code: ErrorCode.InvalidParams, message: words } };
}

function issuesIn(text: string): z.output<typeof Issues> {
  try {
    return Issues.safeParse(JSON.parse(text)).data ?? [];
  } catch {
    return [];
  }
}
