/**
 * The secrets operations that the app needs: get, set, list.
 * @see https://learn.microsoft.com/rest/api/keyvault/secrets
 */
import { z } from 'zod';
import { parseJson } from '../../private-file.ts';
import { json, methodNotAllowed, notFound } from '../loopback/answers.ts';
import type { LoopbackAnswer, LoopbackRequest } from '../loopback/server.ts';
import type { ReadCounter, VaultControls } from './controls.ts';
import { badParameter, disabled, forbidden, secretNotFound } from './errors.ts';
import type { SecretStore, SecretVersion } from './store.ts';

const NAME = /^[0-9a-zA-Z-]{1,127}$/;
const PAGE_SIZE = 25;

const SecretSet = z.object({
  value: z.string().max(25_600),
  contentType: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  attributes: z.object({ enabled: z.boolean().optional() }).optional(),
});

const ListQuery = z.object({
  maxresults: z.coerce.number().int().min(1).max(PAGE_SIZE).default(PAGE_SIZE),
  $skiptoken: z.coerce.number().int().min(0).default(0),
});

function item(origin: string, name: string, secret: SecretVersion, id: string) {
  return {
    id: `${origin}/secrets/${name}${id}`,
    attributes: {
      enabled: secret.enabled,
      created: secret.created,
      updated: secret.updated,
      recoveryLevel: 'Recoverable+Purgeable',
      recoverableDays: 90,
    },
    ...(secret.contentType === undefined ? {} : { contentType: secret.contentType }),
    ...(secret.tags === undefined ? {} : { tags: secret.tags }),
  };
}

/** A secret with its value. The id names the version. */
const secretBundle = (origin: string, name: string, secret: SecretVersion) => ({
  value: secret.value,
  ...item(origin, name, secret, `/${secret.version}`),
});

/** A list item: without value and version. */
const secretItem = (origin: string, name: string, secret: SecretVersion) => item(origin, name, secret, '');

/** Handles `/secrets…` after the token check. `origin` is the vault's own URL. */
export function createSecretsApi(store: SecretStore, reads: ReadCounter) {
  function get(origin: string, controls: VaultControls, name: string, version: string | undefined): LoopbackAnswer {
    reads.count(name);
    if (controls.forbidden.includes(name)) return forbidden(name);
    const secret = controls.missing.includes(name) ? undefined : store.get(name, version);
    if (secret === undefined) return secretNotFound(name);
    return secret.enabled ? json(200, secretBundle(origin, name, secret)) : disabled();
  }

  async function set(origin: string, controls: VaultControls, name: string, request: LoopbackRequest): Promise<LoopbackAnswer> {
    if (controls.forbidden.includes(name)) return forbidden(name);
    const body = SecretSet.safeParse(parseJson(await request.body()));
    if (!body.success) return badParameter('The request body is not a secret.');
    const { value, contentType, tags, attributes } = body.data;
    return json(200, secretBundle(origin, name, store.set(name, { value, contentType, tags, enabled: attributes?.enabled })));
  }

  function list(origin: string, { searchParams }: URL): LoopbackAnswer {
    const query = ListQuery.safeParse(Object.fromEntries(searchParams));
    if (!query.success) return badParameter('maxresults must be between 1 and 25.');
    const { maxresults, $skiptoken: start } = query.data;
    const names = store.names();
    const end = start + maxresults;
    const value = names.slice(start, end).flatMap((name) => {
      const secret = store.get(name);
      return secret === undefined ? [] : [secretItem(origin, name, secret)];
    });
    const next = new URLSearchParams({
      'api-version': searchParams.get('api-version') ?? '',
      maxresults: String(maxresults),
      $skiptoken: String(end),
    });
    return json(200, { value, nextLink: end < names.length ? `${origin}/secrets?${next.toString()}` : null });
  }

  return (request: LoopbackRequest, origin: string, controls: VaultControls): LoopbackAnswer | Promise<LoopbackAnswer> => {
    const { method, url } = request;
    if (!url.searchParams.has('api-version')) return badParameter('api-version must be specified');
    const [name = '', version = '', ...rest] = url.pathname.split('/').slice(2);
    if (rest.length > 0) return notFound;
    if (name === '') return method === 'GET' ? list(origin, url) : methodNotAllowed('GET');
    if (!NAME.test(name)) return badParameter(`The request URI contains an invalid name: ${name}`);
    if (method === 'GET') return get(origin, controls, name, version === '' ? undefined : version);
    return method === 'PUT' && version === '' ? set(origin, controls, name, request) : methodNotAllowed('GET, PUT');
  };
}
