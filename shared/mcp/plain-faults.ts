import { ErrorCode, isJSONRPCErrorResponse, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

const Issue = z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() });
/** Only the first is told, and only the first is looked at. */
const Issues = z.tuple([Issue], z.unknown());
const LONGEST = 200;
const INTERNAL_ERROR: number = ErrorCode.InternalError;

/**
 * The older SDK calls parameters that do not fit its schemas an internal error and answers with zod's whole report. In: a message that goes
 * out. Out: the same; for such an error what it is (JSON-RPC 2.0, section 5.1): invalid params, and the first of them.
 */
export function withPlainFault(message: JSONRPCMessage): JSONRPCMessage {
  if (!isJSONRPCErrorResponse(message) || message.error.code !== INTERNAL_ERROR) return message;
  const issue = firstIssueIn(message.error.message);
  if (!issue) return message;
  const path = issue.path.slice(0, LONGEST).map((part) => String(part).slice(0, LONGEST));
  const words = `Invalid params: ${path.join('.')}: ${issue.message.slice(0, LONGEST)}`.slice(0, LONGEST);
  return { ...message, error: { code: ErrorCode.InvalidParams, message: words } };
}

function firstIssueIn(text: string): z.output<typeof Issue> | undefined {
  try {
    return Issues.safeParse(JSON.parse(text)).data?.[0];
  } catch {
    return undefined;
  }
}
