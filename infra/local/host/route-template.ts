/**
 * ASP.NET Core route templates: `a/{b}`, `{b?}`, `{b:int}`, `{b=1}`, `{name}.{ext}`, `{*rest}`.
 * @see https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-templates
 */
import { parseConstraint } from './route-constraints.ts';
import type { Constraint } from './route-constraints.ts';
import { StartError } from './start-error.ts';

interface Parameter {
  readonly name: string;
  readonly optional: boolean;
  readonly catchAll: boolean;
  readonly constraints: readonly Constraint[];
  readonly fallback: string | undefined;
}

/** A literal is a string. */
type Part = string | Parameter;

export interface RouteTemplate {
  /**
   * @param segments decoded path segments
   * @returns values by parameter; undefined where the template does not match
   */
  match(segments: readonly string[]): Map<string, string> | undefined;
}

/** Splits at `separator` outside of parentheses and braces. */
function splitOutside(text: string, separator: string): string[] {
  const pieces = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(' || character === '{') depth += 1;
    if (character === ')' || character === '}') depth -= 1;
    if (character === separator && depth === 0) pieces.push('');
    else pieces.push(`${pieces.pop() ?? ''}${character}`);
  }
  return pieces;
}

function parseParameter(text: string): Parameter {
  const catchAll = text.startsWith('*');
  const optional = text.endsWith('?');
  const bare = text.replace(/^\*{1,2}/, '').replace(/\?$/, '');
  const [declaration = '', fallback] = splitOutside(bare, '=');
  const [name = '', ...constraints] = splitOutside(declaration, ':');
  if (!/^[^{}/?*:=]+$/.test(name)) throw new StartError(`"{${text}}" has no valid name`);
  return {
    name,
    optional,
    catchAll,
    constraints: constraints.map(parseConstraint),
    fallback,
  };
}

function parseSegment(text: string): Part[] {
  return (text.match(/\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^{}]+|[{}]/g) ?? []).map((piece) => {
    if (piece.length > 2 && piece.startsWith('{')) return parseParameter(piece.slice(1, -1));
    if (/[{}]/.test(piece)) throw new StartError('braces do not pair');
    return piece;
  });
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Adds the segment's parameters to `values`. False where it does not match. */
type SegmentMatcher = (segment: string, values: Map<string, string>) => boolean;

function bind(parameter: Parameter, value: string, values: Map<string, string>): boolean {
  if (!parameter.constraints.every((allows) => allows(value))) return false;
  values.set(parameter.name, value);
  return true;
}

function segmentMatcher(parts: readonly Part[]): SegmentMatcher {
  const parameters = parts.filter((part) => typeof part !== 'string');
  const source = parts.map((part) => (typeof part === 'string' ? escapeRegExp(part) : '(.+)')).join('');
  const pattern = new RegExp(`^${source}$`, 'is');
  return (segment, values) => {
    const found = pattern.exec(segment);
    return found !== null && parameters.every((parameter, index) => bind(parameter, found[index + 1] ?? '', values));
  };
}

interface Segment {
  /** Set where the segment is one parameter and nothing else. */
  readonly alone: Parameter | undefined;
  readonly matches: SegmentMatcher;
}

function compileSegment(text: string): Segment {
  const parts = parseSegment(text);
  const [first] = parts;
  const alone = parts.length === 1 && typeof first === 'object' ? first : undefined;
  if (!alone && parts.some((part) => typeof part === 'object' && (part.optional || part.catchAll))) {
    throw new StartError(`"${text}": an optional or catch-all parameter must be a segment of its own`);
  }
  return { alone, matches: segmentMatcher(parts) };
}

/** Matches a segment that the path does not have: by default value, as optional, or as empty catch-all. */
function bindAbsent({ alone }: Segment, values: Map<string, string>): boolean {
  if (alone?.fallback !== undefined) values.set(alone.name, alone.fallback);
  return alone !== undefined && (alone.fallback !== undefined || alone.optional || alone.catchAll);
}

/** @throws StartError for an invalid template */
export function parseRouteTemplate(template: string): RouteTemplate {
  if (/^[/~]/.test(template)) throw new StartError("a route cannot start with '/' or '~'");
  const segments = template === '' ? [] : splitOutside(template.replace(/\/$/, ''), '/').map(compileSegment);
  const catchAllAt = segments.findIndex(({ alone }) => alone?.catchAll === true);
  if (catchAllAt !== -1 && catchAllAt < segments.length - 1) throw new StartError('a catch-all parameter must be the last segment');

  return {
    match: (path) => {
      if (path.length > segments.length && catchAllAt === -1) return undefined;
      const values = new Map<string, string>();
      for (const [index, segment] of segments.entries()) {
        const text = index === catchAllAt ? path.slice(index).join('/') : path[index];
        const present = text !== undefined && text !== '';
        const matched = present ? segment.matches(text, values) : index >= path.length && bindAbsent(segment, values);
        if (!matched) return undefined;
      }
      return values;
    },
  };
}
