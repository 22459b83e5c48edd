import { Hono } from 'hono/tiny';
import { InternalError, RateLimitError, AppError } from '../errors/index.ts';
import type { Logger } from '../log/index.ts';
import { holdsReservedName } from './body.ts';
import { createErrorAnswers, type ErrorRenderer } from './error-answers.ts';
import { allowOrigins, OriginError, type OriginPolicy } from './origin.ts';
import { createAddressLimit, type AddressRate } from './rate-limit-by-address.ts';
import { secured } from './security-headers.ts';

export type Handler = (request: Request) => Promise<Response>;

/** What the routes of one app share. */
export interface PipelineServices {
  readonly log: Logger;
  readonly policy: OriginPolicy;
  /** Requests that one address may send in a minute, to each route that is limited. */
  readonly addressRate: AddressRate;
  readonly https: boolean;
}

/** What happens around the handler of one route. */
export interface RouteRules {
  readonly errors: ErrorRenderer;
  /** The first half of the events in the log, such as `token` for `token_refused`. Without it only errors of the server are logged. */
  readonly event?: string;
  /** Lets browsers call the route from other origins, and names the methods to their preflights (Fetch standard, CORS). */
  readonly cors?: { readonly origins: 'listed' | 'any'; readonly methods: string };
  /** Rejects browsers of unlisted origins, and host names that were rebound to this machine (MCP specification, Streamable HTTP). */
  readonly listedOriginsOnly?: boolean;
  readonly limitedByAddress?: boolean;
}

class ReservedNameError extends AppError {
  override readonly name = 'ReservedNameError';
  readonly code = 'reserved_name';
}

/**
 * Puts a handler behind everything that is the same for all routes, in the order in which it reads here. An error thrown at any stage becomes
 * an answer at the stage itself, so the stages before it still apply to that answer: CORS and security headers are on errors, too.
 *
 * @returns A handler that never rejects.
 */
export function pipeline(services: PipelineServices, rules: RouteRules, handler: Handler): Handler {
  const { log, policy, addressRate, https } = services;
  const { errors: render, event, cors, listedOriginsOnly = false, limitedByAddress = false } = rules;
  const answerError = createErrorAnswers({ log, render, event });
  const secondsToWait = limitedByAddress ? createAddressLimit(addressRate) : () => undefined;

  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    secured(context.res, https);
  });

  if (cors) app.use(allowOrigins(policy, cors));

  app.use(async ({ req }, next) => {
    if (holdsReservedName(new URL(req.url).searchParams.keys())) {
      throw new ReservedNameError('The query must not hold parameters named "headers" or "query".');
    }
    if (listedOriginsOnly && !policy.allows(req.raw)) throw new OriginError('This origin may not call this server.');
    const seconds = secondsToWait(req.raw);
    if (seconds !== undefined) throw new RateLimitError(seconds);
    await next();
  });

  app.all('*', ({ req }) =>
    handler(req.raw).catch((reason: unknown) => {
      throw reason instanceof AppError ? reason : new InternalError(reason);
    }),
  );

  app.onError((error, { req }) => answerError(error, req.raw));

  return async (request) => app.fetch(request);
}
