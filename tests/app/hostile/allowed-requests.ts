import { RECORDS } from '../../tools/index.ts';

const S3 = /^\/(?:\{bucket\}|$)/;

/** Of each tool: which requests it may make, by `METHOD <pattern of the raw URL at the simulator>`. */
const PATHS = new Map<string, readonly { readonly method: string; readonly pattern: RegExp }[]>();
for (const { tool, requests, calls, besides = [] } of RECORDS) {
  const all = new Set([...Object.values(calls).flatMap((call) => call.requests ?? requests), ...besides]);
  const patterns = [...all].map((request) => {
    const [method = '', template = ''] = request.split(' ');
    return { method, pattern: patternOf(template.split('?')[0] ?? '') };
  });
  PATHS.set(tool.name, patterns);
}

/** One value, one segment; an object's key in S3 is a path of its own. */
function patternOf(template: string): RegExp {
  const below = S3.test(template) ? '/_s3/[a-z0-9-]+' : '/v2';
  const path = template
    .replace(/\/$/, '/?')
    .replace('{key}', '[^?#]+')
    .replace(/\{\w+\}/g, '(?!\\.{1,2}(?:/|\\?|$))[^/?#]+');
  return new RegExp(`^${below}${path}(?:\\?[^#]*)?$`);
}

/** Whether a tool may send this. `url`: raw, as it arrived. */
export function mayRequest(tool: string, method: string, url: string): boolean {
  return (
    !/\/\.{1,2}(\/|$)/.test(url.split('?')[0] ?? '') &&
    (PATHS.get(tool) ?? []).some((one) => one.method === method && one.pattern.test(url))
  );
}
