import { refuse } from './errors.ts';
import type { Handler, Routes } from './operation.ts';

/** The operation for a request, with its decoded path parameters. */
interface Match {
  readonly operation: string;
  readonly handle: Handler;
  readonly param: (name: string) => string;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw refuse(400, '10015', '/', 'The path is not valid percent-encoding.');
  }
}

/**
 * The returned function takes a method and a path below /v2 exactly as it arrived: it is split before it is decoded and never normalised, so
 * `%2F` and `..` belong to the segment they stand in. It throws 404 (10005) where nothing matches.
 */
export function createRouter(routes: Routes): (method: string, rawPath: string) => Match {
  const table = Object.entries(routes).map(([operation, handle]) => {
    const [method, path = ''] = operation.split(' ');
    return { operation, handle, method, template: path.split('/').slice(1) };
  });
  return (wanted, rawPath) => {
    const segments = rawPath.split('/').slice(1);
    const fits = (name: string, index: number) => (name.startsWith('{') ? segments[index] !== '' : name === segments[index]);
    const match = table.find(({ method, template }) => method === wanted && template.length === segments.length && template.every(fits));
    if (!match) throw refuse(404, '10005', '/');
    const { operation, handle, template } = match;
    const param = (name: string) => {
      const raw = segments[template.indexOf(`{${name}}`)];
      if (raw === undefined) throw new TypeError(`${operation} has no parameter ${name}`);
      return decode(raw);
    };
    return { operation, handle, param };
  };
}
