import { describe, expect, test } from '@jest/globals';
import { isPublicAddress } from '../../../../shared/platform/net/index.ts';
import { createPublicLookup } from '../../../../shared/identity/oauth/clients/fetch-document.ts';

describe('an address', () => {
  test.each(['93.184.215.14', '1.1.1.1', '104.18.32.47', '2606:4700::6812:202f', '2a00:1450:4001:82a::200e', '::ffff:93.184.215.14'])(
    'may be %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each([
    ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1']],
    ['shared by a carrier', ['100.64.0.1', '100.100.100.200', '100.127.255.255']],
    ['loopback', ['127.0.0.1', '127.255.255.254', '::1']],
    ['link-local', ['169.254.169.254', '169.254.170.2', 'fe80::1', 'fe80::1%eth0', 'febf::1']],
    ['site-local', ['fec0::1']],
    ['unique local', ['fc00::1', 'fd00:ec2::254']],
    ['of the platform', ['168.63.129.16', '::ffff:168.63.129.16', '::ffff:a83f:8110']],
    ['of protocols', ['192.0.0.1', '192.0.0.170', '192.0.0.192', '192.88.99.1', '2001::1', '2001:1ff::1']],
    ['for documentation', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1']],
    ['for benchmarks', ['198.18.0.1', '198.19.255.255', '2001:2::1']],
    ['multicast', ['224.0.0.1', '239.255.255.255', 'ff02::1']],
    ['reserved', ['240.0.0.1', '255.255.255.255', '100::1', '4000::1', '5f00::1']],
    [
      'mapped or compatible IPv4',
      [
        '::ffff:127.0.0.1',
        '::ffff:10.0.0.1',
        '::ffff:7f00:1',
        '::127.0.0.1',
        '::ffff:0:127.0.0.1',
        '::93.184.215.14',
        '0:0:0:0:0:0:93.184.215.14',
      ],
    ],
    ['translated IPv4', ['64:ff9b::127.0.0.1', '64:ff9b::5db8:d70e', '64:ff9b:1::a00:1']],
    ['a tunnel to IPv4', ['2002:7f00:1::', '2002:a00:1::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2']],
    ['no address', ['', 'localhost', '127.0.0.1:80', '[::1]', '999.1.1.1']],
  ])('O8: that is %s is refused', (_what, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });
});

const look = (addresses: readonly string[], all: boolean) =>
  new Promise((resolve) => {
    createPublicLookup(() => Promise.resolve(addresses))('client.example.com', { all }, (...answer) => resolve(answer));
  });

describe('the lookup of a connection', () => {
  test('gives every address, or the first, to whoever connects', async () => {
    const addresses = ['93.184.215.14', '2606:4700::6812:202f'];
    await expect(look(addresses, true)).resolves.toEqual([
      null,
      [
        { address: '93.184.215.14', family: 4 },
        { address: '2606:4700::6812:202f', family: 6 },
      ],
    ]);
    await expect(look(addresses, false)).resolves.toEqual([null, '93.184.215.14', 4]);
  });

  test('O8: gives none if one is not public', async () => {
    await expect(look(['93.184.215.14', '192.168.0.1'], true)).resolves.toEqual([
      expect.objectContaining({ reason: 'document_refused' }),
      '',
    ]);
  });
});
