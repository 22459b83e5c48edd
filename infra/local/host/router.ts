/** Finds the function for a method and path, as the Functions host does. */
import type { Binding, RegisteredFunction } from './core-types.ts';
import { parseRouteTemplate } from './route-template.ts';
import type { RouteTemplate } from './route-template.ts';
import { StartError } from './start-error.ts';

export interface TriggeredFunction extends RegisteredFunction {
  /** Name of the trigger's binding. */
  readonly triggerName: string;
}

export interface RouteMatch {
  readonly target: TriggeredFunction;
  readonly params: ReadonlyMap<string, string>;
}

/**
 * @param path absolute URL path, percent-encoded
 * @returns undefined for 404, including a known path with another method
 */
export type Router = (method: string, path: string) => RouteMatch | undefined;

/** Prefixes reserved for the platform (azure-functions-host, ScriptHost.ValidateHttpFunction). */
const RESERVED = /^(admin|runtime)/i;

interface Route {
  readonly target: TriggeredFunction;
  /** As registered, in lower case, without slashes at its ends. */
  readonly text: string;
  readonly methods: ReadonlySet<string> | undefined;
  readonly template: RouteTemplate;
}

export function triggerOf({ metadata }: RegisteredFunction): { name: string; binding: Binding } | undefined {
  const [name, binding] = Object.entries(metadata.bindings).find(([, { type }]) => /trigger$/i.test(type ?? '')) ?? [];
  return name === undefined || binding === undefined ? undefined : { name, binding };
}

const isTriggeredBy = (type: string) => (candidate: RegisteredFunction) => triggerOf(candidate)?.binding.type?.toLowerCase() === type;

export const isHttpFunction = isTriggeredBy('httptrigger');
export const isTimerFunction = isTriggeredBy('timertrigger');

function toRoute(candidate: RegisteredFunction, prefix: string): Route {
  const { name = '', binding = {} } = triggerOf(candidate) ?? {};
  // The real host treats an empty route as not set: the function's name is used.
  const route = binding.route === undefined || binding.route === '' ? candidate.metadata.name : binding.route;
  try {
    const template = parseRouteTemplate(route);
    const full = prefix === '' ? template : parseRouteTemplate(`${prefix}/${route}`);
    if (RESERVED.test(route)) throw new StartError('it belongs to the platform');
    const methods = binding.methods && new Set(binding.methods.map((method) => method.toUpperCase()));
    return {
      target: { ...candidate, triggerName: name },
      text: route.replace(/^\/+|(?<!\/)\/+$/g, '').toLowerCase(),
      methods,
      template: full,
    };
  } catch (error) {
    throw error instanceof StartError
      ? new StartError(`Function "${candidate.metadata.name}": route "${route}": ${error.message}.`)
      : error;
  }
}

/** Rejects functions with the same route and a method in common (azure-functions-host, ScriptHost.HttpRoutesConflict). */
function rejectConflicts(routes: readonly Route[]): void {
  for (const [index, { text, methods, target }] of routes.entries()) {
    const other = routes.slice(0, index).find((earlier) => {
      if (earlier.text !== text) return false;
      return methods === undefined || earlier.methods === undefined || [...methods].some((method) => earlier.methods?.has(method));
    });
    if (other) {
      throw new StartError(`Function "${target.metadata.name}": its route is also that of function "${other.target.metadata.name}".`);
    }
  }
}

/** The real host tries routes in the order of the functions' names, without any precedence of templates. */
function byName(a: Route, b: Route): number {
  const [first, second] = [a, b].map(({ target }) => target.metadata.name.toUpperCase());
  return (first ?? '') < (second ?? '') ? -1 : 1;
}

/** An encoded slash stays encoded, and so does a segment that cannot be decoded. */
function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment.replace(/%2f/gi, '%252F'));
  } catch {
    return segment;
  }
}

/**
 * @param prefix route prefix of host.json
 * @throws StartError for a route that the real host rejects
 */
export function createRouter(functions: Iterable<RegisteredFunction>, prefix: string): Router {
  const routes = Array.from(functions)
    .filter(isHttpFunction)
    .map((candidate) => toRoute(candidate, prefix))
    .sort(byName);
  rejectConflicts(routes);

  return (method, path) => {
    const trimmed = path.replace(/^\//, '').replace(/\/$/, '');
    const segments = trimmed === '' ? [] : trimmed.split('/').map(decodeSegment);
    for (const { methods, template, target } of routes) {
      if (methods && !methods.has(method)) continue;
      const params = template.match(segments);
      if (params) return { target, params };
    }
    return undefined;
  };
}
