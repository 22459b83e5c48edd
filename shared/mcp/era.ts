import type { Era } from './mcp-request.ts';
import type { Message } from './read.ts';

/** Which SDK a request is for, as the newer one decides it: loaded with the first request that is not plain. */
export async function eraOf(request: Request, message: Message): Promise<Era> {
  const { isLegacyRequest } = await import('./modern.ts');
  return (await isLegacyRequest(request, message)) ? 'legacy' : 'modern';
}
