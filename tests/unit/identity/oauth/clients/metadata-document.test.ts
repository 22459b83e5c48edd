import { describe, expect, test } from '@jest/globals';
import { parseDocument } from '../../../../../shared/identity/oauth/clients/metadata-document-client.ts';

const id = 'https://client.example.com/oauth/client.json';
const origin = 'https://app.example.com';
const complete = { client_id: id, client_name: 'A client', redirect_uris: ['https://client.example.com/callback'] };
const parse = (document: unknown) => parseDocument(JSON.stringify(document), new URL(id), origin);

describe('a metadata document', () => {
  test('describes its client, and shows its host', () => {
    expect(parse(complete)).toEqual({
      id,
      name: 'A client',
      redirectUris: ['https://client.example.com/callback'],
      source: 'metadata_document',
      host: 'client.example.com',
    });
  });

  test('without a visible name, is named after its host', () => {
    for (const name of [undefined, null, '', ' \u200b\u202e ']) {
      expect(parse({ ...complete, client_name: name }).name).toBe('client.example.com');
    }
  });

  test('O9: gets its name cleaned and cut', () => {
    expect(parse({ ...complete, client_name: '\u202eedualC\u0000\n official' }).name).toBe('edualC official');
    expect(parse({ ...complete, client_name: '😀'.repeat(200) }).name).toBe(`${'😀'.repeat(80)}…`);
  });

  test('loses redirect URIs that are not allowed, and is rejected if none remains', () => {
    const uris = ['javascript:alert(1)', 'myapp://callback/x', 'http://localhost/callback', 'http://client.example.com/'];
    expect(parse({ ...complete, redirect_uris: uris }).redirectUris).toEqual(['http://localhost/callback']);
    expect(() => parse({ ...complete, redirect_uris: ['javascript:alert(1)'] })).toThrow('document_invalid');
  });

  test('of a client that also supports other methods and grants makes a public client', () => {
    const chatGpt = {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
      jwks_uri: 'https://client.example.com/jwks.json',
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
      response_types: ['code'],
    };
    expect(parse({ ...complete, ...chatGpt })).toEqual(parse(complete));
  });

  test.each([
    ['another client_id', { client_id: 'https://client.example.com/oauth/other.json' }],
    ['the client_id in another spelling', { client_id: 'https://CLIENT.example.com/oauth/client.json' }],
    ['no client_id', { client_id: undefined }],
    ['no redirect URIs', { redirect_uris: undefined }],
    ['an empty list of redirect URIs', { redirect_uris: [] }],
    ['21 redirect URIs', { redirect_uris: Array.from({ length: 21 }, (_, n) => `https://client.example.com/${n}`) }],
    ['redirect URIs that are no text', { redirect_uris: [{}] }],
    ['a redirect URI in place of a list', { redirect_uris: 'https://client.example.com/callback' }],
    ['a name that is no text', { client_name: ['A client'] }],
    ['a secret', { client_secret: 'x' }],
    ['a time when its secret ends', { client_secret_expires_at: 0 }],
    ['a method of shared secrets', { token_endpoint_auth_method: 'client_secret_basic' }],
    ['no use for codes', { grant_types: ['client_credentials'] }],
    ['no use for codes', { response_types: ['token'] }],
  ])('O8, CIMD-2, CIMD-3, CIMD-7: with %s is rejected', (_what, change) => {
    expect(() => parse({ ...complete, ...change })).toThrow('document_invalid');
  });

  test('D36: loses redirect URIs on our own origin, and is invalid without another', () => {
    const own = `${origin}/auth/callback`;
    expect(parse({ ...complete, redirect_uris: [own, ...complete.redirect_uris] }).redirectUris).toEqual(complete.redirect_uris);
    expect(() => parse({ ...complete, redirect_uris: [own] })).toThrow('document_invalid');
  });

  test.each(['', 'null', '[]', '"x"', '{"client_id":', '<html></html>'])('O8, CIMD-3: with the text %p is rejected', (text) => {
    expect(() => parseDocument(text, new URL(id), origin)).toThrow('document_invalid');
  });
});
