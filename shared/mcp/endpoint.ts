import type { Handler } from '../platform/index.ts';
import { admit, type AdmitOptions } from './admit.ts';
import { authorize, type AuthorizeOptions } from './authorize.ts';
import { read } from './read.ts';
import { serve, type ServeOptions } from './serve.ts';

/**
 * The MCP endpoint (Streamable HTTP): stateless, the same route for all protocol versions. `?tools=a,b` and `?readonly=true` in the URL narrow
 * the tools. Each step returns what the next one needs, or the answer that ends the request.
 */
export const createMcpEndpoint =
  (options: AdmitOptions & AuthorizeOptions & ServeOptions): Handler =>
  async (request) => {
    const admitted = await admit(request, options);
    if (admitted instanceof Response) return admitted;
    const message = await read(request);
    if (message instanceof Response) return message;
    const call = await authorize(request, message, admitted, options);
    if (call instanceof Response) return call;
    return serve(request, { ...admitted, message, call }, options);
  };
