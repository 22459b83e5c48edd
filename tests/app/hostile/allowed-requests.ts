import { CALLS } from '../contract/support/calls.ts';

const S3 = /^\/(?:\{bucket\}|$)/;

/** What a tool asks besides, after a refusal: whose bucket it is that has this name. */
const ASIDE = [{ tool: 'create_bucket', requests: ['GET /{bucket}?location'] }];

/** Of each tool: which requests it may make, by `METHOD <pattern of the raw URL at the simulator>`. */
const PATHS = new Map<string, readonly { readonly method: string; readonly pattern: RegExp }[]>();
for (const { tool, requests } of [...CALLS, ...ASIDE]) {
  const patterns = requests.map((request) => {
    const [method = '', template = ''] = request.split(' ');
    return { method, pattern: patternOf(template.split('?')[0] ?? '') };
  });
  PATHS.set(tool, [...(PATHS.get(tool) ?? []), ...patterns]);
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
