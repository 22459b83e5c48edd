import { createOriginPolicy, pipeline, type Handler, type Logger, type RouteRules } from '../../shared/platform/index.ts';

interface RoutedOptions extends RouteRules {
  readonly log: Logger;
  /** Of the app. */
  readonly origin: string;
  readonly allowedOrigins?: readonly string[];
}

/** Puts a handler behind the HTTP pipeline, as the route table of the app does. */
export function routed(handler: Handler, { log, origin, allowedOrigins = [], ...rules }: RoutedOptions): Handler {
  const policy = createOriginPolicy({ publicBaseUrl: origin, allowedOrigins });
  return pipeline({ log, policy, addressRate: { perMinute: 1_000, hops: 0 }, https: origin.startsWith('https:') }, rules, handler);
}
