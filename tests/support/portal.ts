import { readFileSync } from 'node:fs';
import { z } from 'zod';

export const PORTAL = 'https://portal.azure.com';

/** What the Code + Test blade adds to a request (Azure/azure-functions-ux: FunctionEditorDataLoader, HttpClient). The key is a made-up one. */
const PORTAL_HEADERS = {
  origin: PORTAL,
  'cache-control': 'no-cache',
  'x-functions-key': 'a-host-key',
  'x-ms-client-request-id': '6f6b1c9e-0000-4000-8000-000000000001',
} as const;

const Sample = z.strictObject({
  function: z.string(),
  method: z.enum(['GET', 'POST']),
  path: z.string().startsWith('/'),
  /** Whether `Authorization: Bearer <token>` goes with it. */
  token: z.boolean(),
  contentType: z.string().default('application/json'),
  body: z.string().optional(),
  status: z.int(),
  /** What the answer's body holds. */
  says: z.string(),
  note: z.string(),
});
export type Sample = z.output<typeof Sample>;

/** The requests that docs/portal.md gives for the Code + Test blade of each function. */
export const samples: readonly Sample[] = z
  .array(Sample)
  .parse(JSON.parse(readFileSync('tests/delivery/infra/portal-samples.json', 'utf8')));

interface PortalRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string | undefined;
  readonly contentType?: string | undefined;
  readonly token?: string | undefined;
}

/** Sends one request as the blade does: the key in a header, and in `?code=` as in "Get function URL". */
export function fromPortal(app: { readonly url: string }, { method, path, body, contentType, token }: PortalRequest): Promise<Response> {
  const url = new URL(path, app.url);
  url.searchParams.set('code', 'a-host-key');
  return fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...PORTAL_HEADERS,
      'content-type': contentType ?? 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body }),
  });
}

/** What the browser asks before that. */
export function preflightFromPortal(
  app: { readonly url: string },
  path: string,
  method: string,
  origin: string = PORTAL,
): Promise<Response> {
  const names = ['authorization', 'cache-control', 'content-type', 'x-functions-key', 'x-ms-client-request-id'];
  const headers = { origin, 'access-control-request-method': method, 'access-control-request-headers': names.join(',') };
  return fetch(new URL(path, app.url), { method: 'OPTIONS', headers });
}

/** The samples as docs/portal.md shows them, between its `portal` marks. */
export function portalTable(): string {
  const code = (text: string) => (text === '' ? '–' : `\`${text.replaceAll('|', '\\|')}\``);
  const rows = samples.map((sample) => {
    const type = sample.contentType === 'application/json' ? '' : ` as \`${sample.contentType}\``;
    return `| \`${sample.function}\` | ${sample.method} | ${sample.token ? 'yes' : 'no'} | ${code(sample.body ?? '')}${type} | ${sample.status}: ${sample.note} |`;
  });
  return ['| function | method | token | body | answer |', '|---|---|---|---|---|', ...rows].join('\n');
}
