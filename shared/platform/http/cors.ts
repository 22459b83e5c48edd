import { preflight, type OriginPolicy } from './origin.ts';

type Handler = (request: Request) => Promise<Response>;

/** Lets listed origins call a handler from a browser (Fetch standard, CORS): answers their preflight and names them in each answer. */
export function withCors(policy: OriginPolicy, methods: string, handler: Handler): Handler {
  return async (request) => {
    if (request.method === 'OPTIONS') return preflight(request, policy, methods);
    const response = await handler(request);
    for (const [name, value] of Object.entries(policy.headers(request))) response.headers.set(name, value);
    return response;
  };
}
