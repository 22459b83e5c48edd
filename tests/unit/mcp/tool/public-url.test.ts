import { describe, expect, test } from '@jest/globals';
import { PublicUrl } from '../../../../shared/mcp/tool/index.ts';

describe('PublicUrl', () => {
  test.each([
    'https://example.com',
    'https://media.example.com:8443/a%20b.png?x=1#y',
    'https://93.184.215.14/a.png',
    'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/a.png',
    'https://münchen.example.de/bild.png',
  ])('takes %s', (url) => {
    expect(PublicUrl.parse(url)).toBe(url);
  });

  test.each([
    ['the metadata service', 'https://169.254.169.254/latest/meta-data'],
    ['localhost', 'https://localhost/a'],
    ['localhost with a dot', 'https://localhost./a'],
    ['a name below localhost', 'https://a.localhost/'],
    ['IPv6 loopback', 'https://[::1]/'],
    ['IPv4 in IPv6', 'https://[::ffff:127.0.0.1]/'],
    ['IPv4 by way of 6to4', 'https://[2002:7f00:1::]/'],
    ['an IPv6 link-local address', 'https://[fe80::1]/'],
    ['a decimal address', 'https://2130706433/'],
    ['a hexadecimal address', 'https://0x7f000001/'],
    ['an octal address', 'https://0177.0.0.1/'],
    ['a short address', 'https://127.1/'],
    ['a private address', 'https://10.0.0.8/'],
    ['another private address', 'https://192.168.1.1/'],
    ['shared address space', 'https://100.64.0.1/'],
    ['any address', 'https://0.0.0.0/'],
    ['full-width letters', 'https://ｌｏｃａｌｈｏｓｔ/'],
    ['an internal name', 'https://metadata.google.internal/'],
    ['a name without a dot', 'https://intranet/'],
    ['a file', 'file:///etc/passwd'],
    ['http', 'http://example.com/'],
    ['ftp', 'ftp://example.com/'],
    ['javascript', 'javascript:alert(1)'],
    ['data', 'data:text/plain,hi'],
    ['a user name', 'https://user@example.com/'],
    ['user name and password', 'https://user:pass@example.com/'],
    ['a password only', 'https://:pass@example.com/'],
    ['a backslash, which parsers read differently', 'https://example.com\\@127.0.0.1/'],
    ['a line break, which parsers drop', 'https://example.com/\r\nHost: x'],
    ['a space around it', ' https://example.com/'],
    ['no URL', 'example.com/a.png'],
    ['nothing', ''],
    ['too long a URL', `https://example.com/${'a'.repeat(2048)}`],
  ])('U2: refuses %s', (_what, url) => {
    expect(PublicUrl.safeParse(url).success).toBe(false);
  });
});
