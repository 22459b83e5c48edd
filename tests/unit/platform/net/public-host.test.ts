import { describe, expect, test } from '@jest/globals';
import { isPublicHost } from '../../../../shared/platform/net/index.ts';
import { parseDocumentUrl } from '../../../../shared/identity/oauth/clients/fetch-document.ts';
import { PublicUrl } from '../../../../shared/mcp/tool/index.ts';

const INTERNAL = [
  ...[
    '127.0.0.1',
    '10.0.0.8',
    '169.254.169.254',
    '168.63.129.16',
    '100.64.0.1',
    '0.0.0.0',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '192.168.0.1.',
  ],
  ...[
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '[::7f00:1]',
    '[::ffff:168.63.129.16]',
    '[fec0::1]',
    '[fe80::1]',
    '[fd00:ec2::254]',
  ],
  ...['[64:ff9b::7f00:1]', '[64:ff9b:1::a00:1]', '[2002:7f00:1::]', '[5f00::1]', '[3fff::1]', '[4000::1]', '[2001:db8::1]'],
  ...[
    'localhost',
    'localhost.',
    'LOCALHOST',
    'a.localhost',
    'localhost.localdomain',
    'printer.local',
    'db.private',
    'db.alt',
    'nas.lan',
    'a.corp',
  ],
  ...['router.home.arpa', 'router.invalid', 'client.test', 'a.example', 'a.onion', 'intranet', 'metadata.google.internal', 'metadata.goog'],
  ...['kubernetes.default.svc', 'a.svc.cluster.local', 'a.svc.cluster', 'vm.internal.cloudapp.net'],
  ...[
    '10.0.0.1.nip.io',
    '10-0-0-1.sslip.io',
    'app.127.0.0.1.xip.io',
    'nip.io',
    'x.localtest.me',
    'lvh.me',
    'ｌｏｃａｌｈｏｓｔ',
    'a.ｌocal',
  ],
];
const PUBLIC = [
  ...[
    'example.com',
    'hooks.example.com',
    'münchen.example.de',
    'xn--bcher-kva.example.org',
    'local.example.com',
    'svc.example.com',
    'mylocalhost.com',
  ],
  ...['notnip.io', 'internal-tools.example.com', '93.184.215.14', '[2606:4700::6812:202f]', 'example.com.'],
];

const hostOf = (host: string) => new URL(`https://${host}/x`).hostname;

describe('a host', () => {
  test.each(INTERNAL)('D45: %s is internal: no medium, webhook or metadata document is there', (host) => {
    expect(isPublicHost(hostOf(host))).toBe(false);
    expect(PublicUrl.safeParse(`https://${host}/x`).success).toBe(false);
    expect(PublicUrl.safeParse(`https://${host}:8443/x`).success).toBe(false);
    expect(() => parseDocumentUrl(`https://${hostOf(host)}/x`, 'app.example.com')).toThrow();
  });

  test.each(PUBLIC)('D45: %s is public', (host) => {
    expect(isPublicHost(hostOf(host))).toBe(true);
    expect(PublicUrl.safeParse(`https://${host}/x`).success).toBe(true);
  });

  test.each(['a..example.com', '..example.com', 'example.com..'])(
    'D45: %s has an empty label, which resolvers read differently',
    (host) => {
      expect(isPublicHost(host)).toBe(false);
    },
  );
});
