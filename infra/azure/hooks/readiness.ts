import { z } from 'zod';
import type { Attempt } from './retry.ts';

const Readiness = z.object({
  ready: z.boolean(),
  checks: z.record(z.string(), z.boolean()).default({}),
  /** Why the app serves nothing, such as `not_registered`. */
  code: z.string().optional(),
  /** One sentence for each invalid setting. */
  settings: z.array(z.string()).default([]),
  tools: z.number().default(0),
  more: z.number().default(0),
  unusable: z.array(z.string()).default([]),
});

const ANSWER_MS = 20_000;

/** What to do about a failing check of /health/ready. */
const REMEDIES: Readonly<Record<string, string>> = {
  settings: 'change the setting (azd -C infra env set, then azd -C infra provision): the app serves nothing before that',
  start: 'the app could not start: the log stream has the error, under the id that /health/ready shows',
  vault: 'a secret is missing (azd -C infra hooks run postprovision) or cannot be used, or the identity lacks "Key Vault Secrets User"',
  signing_keys: 'mcp-signing-keys is missing or unusable: npm run keys -- list --vault …',
  seal_keys: 'mcp-seal-keys is missing or unusable: npm run keys -- list --vault …',
  tables: 'the identity lacks "Storage Table Data Contributor", or the network does not allow the app',
  telnyx: 'Telnyx rejects the key or cannot be reached: store-telnyx-key.ts --replace stores another key',
};

/** `failing` is empty where the app did not answer. */
export interface NotReady {
  readonly failing: readonly string[];
  /** Nothing but its registration in Entra ID is missing. */
  readonly unregistered: boolean;
}

/**
 * Never rejects.
 * @param url URL of /health/ready
 * @returns the tools that it serves, in words, or why the app is not ready
 */
export async function askReadiness(url: string): Promise<Attempt<string> & Partial<NotReady>> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'error' });
    const body = Readiness.safeParse(await answer.json().catch(() => undefined));
    if (!body.success) return { pending: `the app does not answer yet (HTTP ${answer.status})`, failing: [] };
    const { ready, checks, code, settings, tools, more, unusable } = body.data;
    const unregistered =
      code === 'not_registered' || (settings.length > 0 && settings.every((each) => each.startsWith('ENTRA_CLIENT_ID ')));
    if (ready) return { value: `${tools} Telnyx tools, ${more} more` };
    const failing = Object.entries(checks).flatMap(([name, good]) => (good ? [] : [name]));
    const secrets = unusable.length > 0 ? [`the vault holds what cannot be used: ${unusable.join(', ')}`] : [];
    const details = [...settings, ...secrets];
    const named = details.length > 0 ? ` (${details.join('; ')})` : '';
    return { pending: `the app runs, and is not ready yet: ${failing.join(', ')}${named}`, failing, unregistered };
  } catch {
    return { pending: 'the app cannot be reached yet', failing: [] };
  }
}

/** @returns one line of advice for each failing check */
export const remediesFor = (failing: readonly string[]): string[] =>
  failing.map((name) => `  ${name}: ${REMEDIES[name] ?? 'see the log stream of the app'}`);
