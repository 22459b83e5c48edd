import type { RunningStandIns } from './running-app.ts';

/** Why the stand-in for Entra refuses a person. */
export const REFUSALS = [
  'disabled',
  'deleted',
  'unassigned',
  'conditional_access',
  'mfa',
  'password_changed',
  'sign_in_frequency',
] as const;

interface Controls {
  readonly people?: Readonly<Record<string, { readonly refuse?: (typeof REFUSALS)[number]; readonly roles?: readonly string[] }>>;
  readonly outage?: 'directory_down' | 'throttled' | 'loop' | 'app_disabled' | 'secret_expired' | 'broken' | 'slow';
}

/** The directory of the Entra stand-in: who may log in, with which roles, and whether it answers at all. `{}` sets everything right. */
export async function setEntra({ entra }: Pick<RunningStandIns, 'entra'>, controls: Controls): Promise<void> {
  const response = await fetch(`${entra}/_control`, { method: 'PUT', body: JSON.stringify(controls) });
  if (!response.ok) throw new Error(await response.text());
}
