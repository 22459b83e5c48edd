import type { AuditReader } from '../../../../shared/guard/index.ts';
import { createNumberSearch } from '../../../../shared/guard/audit/index.ts';
import { createSessions, createSignIn } from '../../../../shared/identity/login/index.ts';
import { createAuditPage } from '../../../../shared/pages/audit/index.ts';
import { pageErrors } from '../../../../shared/platform/html/index.ts';
import { createOriginPolicy } from '../../../../shared/platform/http/index.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';
import type { Role } from '../../../../shared/platform/settings/index.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { routed } from '../../../support/routed.ts';
import { NOON } from '../../guard/audit/audited-calls.ts';
import { ORIGIN, pageSettings, TENANT } from '../page-settings.ts';

export const personOf = (letter: string) => `${TENANT}.${letter.repeat(8)}-0000-4000-8000-000000000001`;

/** The page over a table of entries, at noon, with real sessions and a browser's way to ask it. */
export async function openAuditPage(reader: AuditReader, known: Readonly<Record<string, string>> = {}) {
  const { secrets } = await makeSecrets();
  const settings = pageSettings();
  const lines: Record<string, unknown>[] = [];
  const named: number[] = [];
  const log = createLogger((_level, line) => lines.push(JSON.parse(line)));
  const sessions = createSessions(secrets, ORIGIN);
  const { handler: unrouted, continuation } = createAuditPage({
    settings,
    auditDays: 180,
    policy: createOriginPolicy(settings),
    signIn: createSignIn({ settings, secrets, log }),
    sessions,
    reader,
    search: createNumberSearch(secrets),
    names: {
      of: (subjects) => {
        named.push(new Set(subjects).size);
        return Promise.resolve(new Map(Object.entries(known)));
      },
    },
    log,
    clock: () => NOON,
  });
  const errors = pageErrors(settings, { href: '/audit', label: 'Start again' });
  const handler = routed(unrouted, { errors, event: 'audit_page', log, origin: ORIGIN });
  /** @returns the Cookie header of a browser in which this person is signed in */
  const cookieOf = async (role: Role = 'Owner'): Promise<string> => {
    const person = { tenantId: TENANT, objectId: 'aaaaaaaa-0000-4000-8000-000000000001', name: `Local ${role}`, roles: [role] };
    const [cookie = ''] = (await sessions.write(person)).split(';');
    return cookie;
  };
  const get = async (query = '', role: Role = 'Owner') =>
    handler(new Request(`${ORIGIN}/audit${query}`, { headers: { cookie: await cookieOf(role), 'sec-fetch-site': 'same-origin' } }));
  const post = async (
    form: Readonly<Record<string, string>>,
    { role = 'Owner', site = 'same-origin' }: { role?: Role; site?: string } = {},
  ) =>
    handler(
      new Request(`${ORIGIN}/audit`, {
        method: 'POST',
        headers: { cookie: await cookieOf(role), 'sec-fetch-site': site },
        body: new URLSearchParams(form),
      }),
    );
  return {
    handler,
    get,
    post,
    lines,
    continuation,
    secrets,
    /** How many people were asked for by name, each time. */
    named,
  };
}

/** The rows of the table on a page, as texts. */
export function rowsOf(html: string): string[] {
  const [, body = ''] = /<tbody[^>]*>(.*)<\/tbody>/s.exec(html) ?? [];
  return body
    .split('<tr')
    .slice(1)
    .map((row) =>
      `<tr${row}`
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
}

/** The links of a page by their words. */
export const linksOf = (html: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map(([, href = '', words = '']) => [
      words.replace(/<[^>]*>/g, '').trim(),
      href.replaceAll('&amp;', '&'),
    ]),
  );
