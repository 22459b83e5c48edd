import { describe, expect, test } from '@jest/globals';
import { parseDocumentUrl } from '../../../../../shared/identity/oauth/clients/fetch-document.ts';

const failureOf = (id: string) => {
  try {
    return parseDocumentUrl(id, 'app.example.com').href;
  } catch (error) {
    return (error as { reason?: string }).reason;
  }
};

describe('the URL of a metadata document', () => {
  test.each([
    'https://claude.ai/oauth/mcp-oauth-client-metadata',
    'https://client.example.com/client.json?version=2',
    'https://xn--bcher-kva.example.com/client',
    `https://client.example.com/${'a'.repeat(2021)}`,
  ])('may be %s', (id) => {
    expect(failureOf(id)).toBe(id);
  });

  test.each([
    ['is not https', 'http://client.example.com/client.json'],
    ['is not https', 'ftp://client.example.com/client.json'],
    ['is no URL', 'https://'],
    ['has a user name', 'https://user@client.example.com/client.json'],
    ['has a user name', 'https://user:secret@client.example.com/client.json'],
    ['has an empty user name', 'https://@client.example.com/client.json'],
    ['has a port', 'https://client.example.com:8443/client.json'],
    ['has the default port', 'https://client.example.com:443/client.json'],
    ['has a fragment', 'https://client.example.com/client.json#x'],
    ['has an empty fragment', 'https://client.example.com/client.json#'],
    ['has no path', 'https://client.example.com'],
    ['has no path but /', 'https://client.example.com/'],
    ['has no path but a query', 'https://client.example.com/?x=1'],
    ['has dot segments', 'https://client.example.com/a/../client.json'],
    ['has dot segments', 'https://client.example.com/./client.json'],
    ['has dot segments in escapes', 'https://client.example.com/a/%2e%2e/client.json'],
    ['has capitals in its host', 'https://Client.example.com/client.json'],
    ['has letters beyond ASCII in its host', 'https://bücher.example.com/client.json'],
    ['has a backslash', 'https://client.example.com\\client.json'],
    ['has a line break', 'https://client.example.com/client\n.json'],
    ['has a space around it', 'https://client.example.com/client.json '],
    ['has an address for a host', 'https://93.184.215.14/client.json'],
    ['has an address for a host', 'https://127.0.0.1/client.json'],
    ['has an address in one number', 'https://2130706433/client.json'],
    ['has an address in hexadecimal', 'https://0x7f.0.0.1/client.json'],
    ['has an address of version 6', 'https://[::1]/client.json'],
    ['has an address of version 6', 'https://[2606:2800:21f:cb07::1]/client.json'],
    ['has a single label', 'https://localhost/client.json'],
    ['has a single label', 'https://intranet/client.json'],
    ['has a dot at the end of its host', 'https://client.example.com./client.json'],
    ['has a dot at the end of its host', 'https://localhost./client.json'],
    ['is a local name', 'https://printer.local/client.json'],
    ['is a local name', 'https://metadata.google.internal/client.json'],
    ['is a local name', 'https://app.localhost/client.json'],
    ['is a local name', 'https://router.home.arpa/client.json'],
    ['is a local name', 'https://1.0.0.127.in-addr.arpa/client.json'],
    ['is a name for tests', 'https://client.test/client.json'],
    ['is a name for tests', 'https://client.invalid/client.json'],
    ['is a name for tests', 'https://client.example/client.json'],
    ['is of another network', 'https://client.onion/client.json'],
    ['is our own', 'https://app.example.com/authorize?client_id=x'],
    ['is too long', `https://client.example.com/${'a'.repeat(2022)}`],
  ])('O8, CIMD-1: that %s is rejected: %p', (_why, id) => {
    expect(failureOf(id)).toBe('document_refused');
  });
});
