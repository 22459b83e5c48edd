import { receiverHosts, type GuardSettings } from '../../platform/index.ts';
import type { Account } from '../account.ts';
import type { GuardedCall } from '../call.ts';
import type { OwnCountries } from './countries.ts';
import type { Reason } from './facts.ts';

interface HostsKnown {
  readonly settings: GuardSettings;
  readonly account: Account;
  /** Host of this server, with or without its port. */
  readonly ownHost: string;
}

/** Hosts to which the arguments would send events, and that nobody has allowed: not the operator, nor the account by using them. */
export async function newHosts({ tool, args }: GuardedCall, { settings, account, ownHost }: HostsKnown): Promise<string[]> {
  const { webhookHosts: allowed } = settings;
  if (allowed === 'off') return [];
  const known = new Set([hostName(ownHost), ...(allowed === 'own' ? [] : allowed.map(hostName))]);
  const named = new Set([...receiverHosts(args), ...(tool.rules.receivers ?? [])]);
  const others = [...named].filter((host) => !known.has(host));
  if (others.length === 0) return [];
  const inUse = await account.webhookHosts();
  return others.filter((host) => !inUse.has(host));
}

/** Without its port, as URLs write it. */
const hostName = (host: string) => (URL.canParse(`https://${host}`) ? new URL(`https://${host}`).hostname : host.toLowerCase());

/** Whoever gets the events now would get none any more, and nobody would tell them. */
export const redirectReasons = ({ tool, args }: GuardedCall): Reason[] =>
  tool.rules.redirects
    .filter((name) => args[name] === true)
    .map(() => ({ code: 'webhook_host', what: 'it may take events from those who get them now' }));

const COUNTRY = /^(?:[A-Z]{2}|\*)$/;

/** Limits that the arguments may lift. Switching a limit on lifts nothing, nor does a list of countries that may be reached anyway. */
export async function liftedReasons({ tool, args }: GuardedCall, { countries }: GuardSettings, own: OwnCountries): Promise<Reason[]> {
  const given = tool.rules.lifts.filter((name) => args[name] !== undefined && args[name] !== true);
  const reasons = await Promise.all(
    given.map(async (name): Promise<Reason[]> => {
      const value: unknown = args[name];
      const lifted: Reason[] = [{ code: 'limit_lifted', what: `it may lift a limit of the account: ${name}` }];
      if (!isCountryList(value)) return lifted;
      if (countries === 'off') return [];
      const allowed = countries === 'own' ? await own() : new Set(countries);
      return value.every((country) => allowed.has(country)) ? [] : lifted;
    }),
  );
  return reasons.flat();
}

const isCountryList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && COUNTRY.test(item));
