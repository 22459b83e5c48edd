/** From method and path to the function that answers, as the Functions host routes. */
import type { Binding, RegisteredFunction } from './core-types.ts';
import { parseRouteTemplate } from './route-template.ts';
import type { RouteTemplate } from './route-template.ts';
import { StartError } from './start-error.ts';

export interface TriggeredFunction extends RegisteredFunction {
  /** The name of its trigger's binding. */
  readonly triggerName: string;
}

export interface RouteMatch {
  readonly target: TriggeredFunction;
  readonly params: ReadonlyMap<string, string>;
}

/** `path` is an absolute URL path, percent-encoded. Undefined: 404, also for a known path with another method. */
export type Router = (method: string, path: string) => RouteMatch | undefined;

/** What routes of the platform begin with, and therefore no other one may (azure-functions-host, ScriptHost.ValidateHttpFunction). */
const RESERVED = /^(admin|runtime)/i;

interface Route {
  readonly target: TriggeredFunction;
  /** As it was registered, without slashes at its ends and without case. */
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
  // An empty route means the function's name: the host cannot tell "" from "not set".
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

/** Two functions must not have the same route and a method in common (azure-functions-host, ScriptHost.HttpRoutesConflict). */
function refuseConflicts(routes: readonly Route[]): void {
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

/** The host sorts functions by name, and their routes are tried in that order: no template goes before another one. */
function byName(a: Route, b: Route): number {
  const [first, second] = [a, b].map(({ target }) => target.metadata.name.toUpperCase());
  return (first ?? '') < (second ?? '') ? -1 : 1;
}

/** Percent-decoding of one segment. An encoded slash stays encoded, and what cannot be decoded stays as it is. */
function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment.replace(/%2f/gi, '%252F'));
  } catch {
    return segment;
  }
}

/** `prefix` comes from host.json. Throws a StartError for a route that the real host would refuse. */
export function createRouter(functions: Iterable<RegisteredFunction>, prefix: string): Router {
  const routes = Array.from(functions)
    .filter(isHttpFunction)
    .map((candidate) => toRoute(candidate, prefix))
    .sort(byName);
  refuseConflicts(routes);

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
