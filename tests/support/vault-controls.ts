import { z } from 'zod';
import type { RunningStandIns } from './running-app.ts';

interface Faults {
  readonly down?: boolean;
  readonly delay_ms?: number;
  readonly forbidden?: readonly string[];
  readonly missing?: readonly string[];
}

type Where = Pick<RunningStandIns, 'vault' | 'env'>;

/** The test controls of the vault stand-in, and its secrets as the app's managed identity reads and an operator writes them. */
export function vaultControls({ vault, env }: Where) {
  const secret = async (name: string, init: RequestInit = {}): Promise<string> => {
    const headers = { authorization: `Bearer ${await identityToken(env)}`, 'content-type': 'application/json' };
    const response = await fetch(`${vault}/secrets/${name}?api-version=7.6`, { ...init, headers });
    if (!response.ok) throw new Error(`Vault: HTTP ${response.status}`);
    return z.object({ value: z.string() }).parse(await response.json()).value;
  };
  return {
    /** What goes wrong from now on; `{}` sets everything right. */
    async set(faults: Faults): Promise<void> {
      const response = await fetch(`${vault}/_control`, { method: 'PUT', body: JSON.stringify(faults) });
      if (!response.ok) throw new Error(await response.text());
    },
    /** How often each secret has been asked for, by name. */
    async reads(): Promise<Record<string, number>> {
      const response = await fetch(`${vault}/_control`);
      return z.object({ reads: z.record(z.string(), z.number()) }).parse(await response.json()).reads;
    },
    read: (name: string) => secret(name),
    write: (name: string, value: string) => secret(name, { method: 'PUT', body: JSON.stringify({ value }) }),
  };
}

async function identityToken(env: Where['env']): Promise<string> {
  const query = new URLSearchParams({ 'api-version': '2019-08-01', resource: 'https://vault.azure.net' });
  const response = await fetch(`${env['IDENTITY_ENDPOINT'] ?? ''}?${query.toString()}`, {
    headers: { 'x-identity-header': env['IDENTITY_HEADER'] ?? '' },
  });
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}
