import { refuse } from './errors.ts';
import type { Route } from './operation.ts';

/** The route for a request, with its decoded path parameters. */
export interface Match {
  readonly route: Route;
  readonly param: (name: string) => string;
}

interface Compiled {
  readonly route: Route;
  readonly segments: readonly string[];
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw refuse(400, '10015', '/', 'The path is not valid percent-encoding.');
  }
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.every((wanted, index) => (wanted.startsWith('{') ? segments[index] !== '' : wanted === segments[index]));
}

/**
 * Compiles the table once. The returned function takes a method and a path below /v2 exactly as it arrived: it is split before it is
 * decoded and never normalised, so `%2F` and `..` belong to the segment they stand in. Throws 404 (10005) where nothing matches.
 */
export function createRouter(routes: readonly Route[]): (method: string, rawPath: string) => Match {
  const table = new Map<string, Compiled[]>();
  const bucket = (method: string, count: number) => `${method} ${count}`;
  for (const route of routes) {
    const segments = route.path.split('/').slice(1);
    const key = bucket(route.method, segments.length);
    table.set(key, [...(table.get(key) ?? []), { route, segments }]);
  }
  return (method, rawPath) => {
    const segments = rawPath.split('/').slice(1);
    const compiled = table.get(bucket(method, segments.length))?.find((candidate) => matches(candidate.segments, segments));
    if (!compiled) throw refuse(404, '10005', '/');
    return {
      route: compiled.route,
      param: (name) => {
        const raw = segments[compiled.segments.indexOf(`{${name}}`)];
        if (raw === undefined) throw new TypeError(`route ${compiled.route.path} has no parameter ${name}`);
        return decode(raw);
      },
    };
  };
}
