import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createAddressLimit } from '../../../../shared/platform/http/index.ts';

type Limit = ReturnType<typeof createAddressLimit>;

const ask = (limit: Limit, forwardedFor?: string) =>
  limit(new Request('https://app.example.com/token', forwardedFor === undefined ? {} : { headers: { 'x-forwarded-for': forwardedFor } }));

/** How many requests from these addresses, one after the other, go on. */
const passed = (limit: Limit, addresses: readonly (string | undefined)[]) =>
  addresses.filter((address) => ask(limit, address) === undefined).length;

describe('the rate limit by address', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('lets a burst of the limit through, then says in how many seconds to come back', () => {
    const limit = createAddressLimit({ perMinute: 30, hops: 1 });
    expect(
      passed(
        limit,
        Array.from({ length: 40 }, () => '203.0.113.7'),
      ),
    ).toBe(30);
    expect(ask(limit, '203.0.113.7')).toBe(2);
  });

  test('lets one more through for every slice of the minute, and no more than the limit after a rest', () => {
    const limit = createAddressLimit({ perMinute: 30, hops: 1 });
    expect(
      passed(
        limit,
        Array.from({ length: 31 }, () => '203.0.113.7'),
      ),
    ).toBe(30);
    jest.advanceTimersByTime(4_000);
    expect(
      passed(
        limit,
        Array.from({ length: 31 }, () => '203.0.113.7'),
      ),
    ).toBe(2);
    jest.advanceTimersByTime(3_600_000);
    expect(
      passed(
        limit,
        Array.from({ length: 99 }, () => '203.0.113.7'),
      ),
    ).toBe(30);
  });

  test('counts the address that the front end appended, whatever the client wrote before it, and no port', () => {
    const limit = createAddressLimit({ perMinute: 3, hops: 1 });
    const forged = ['1.1.1.1, 203.0.113.7:1000', '2.2.2.2,203.0.113.7:1001', '203.0.113.7', 'x,, 203.0.113.7 '];
    expect(passed(limit, forged)).toBe(3);
    expect(passed(limit, ['203.0.113.7, 198.51.100.1:5'])).toBe(1);
  });

  describe('D57: counts the entry of the hop that the operator names', () => {
    test.each([
      [1, '198.51.100.9, 203.0.113.7, 192.0.2.1', '192.0.2.1'],
      [2, '198.51.100.9, 203.0.113.7, 192.0.2.1', '203.0.113.7'],
      [3, '198.51.100.9, 203.0.113.7:443, 192.0.2.1', '198.51.100.9'],
      [2, '[2001:db8:1:2::1]:443, 192.0.2.1', '2001:db8:1:2:ffff::9'],
    ])('%d of %s is %s', (hops, header, address) => {
      const limit = createAddressLimit({ perMinute: 1, hops });
      const alone = Array.from({ length: hops }, (_value, index) => (index === 0 ? address : '192.0.2.9')).join(', ');
      expect(passed(limit, [header, alone])).toBe(1);
    });

    test('two callers behind one gateway have a bucket each, and the gateway none', () => {
      const limit = createAddressLimit({ perMinute: 1, hops: 2 });
      expect(passed(limit, ['203.0.113.7, 192.0.2.1', '203.0.113.8, 192.0.2.1', '203.0.113.7, 192.0.2.2'])).toBe(2);
    });

    test('what a client puts before that entry changes nothing', () => {
      const limit = createAddressLimit({ perMinute: 1, hops: 2 });
      expect(passed(limit, ['1.1.1.1, 203.0.113.7, 192.0.2.1', '2.2.2.2, 203.0.113.7, 192.0.2.1', 'x,,203.0.113.7,192.0.2.1'])).toBe(1);
    });

    test('fewer entries than hops are no address, and share one bucket', () => {
      const limit = createAddressLimit({ perMinute: 1, hops: 3 });
      expect(passed(limit, ['203.0.113.7, 192.0.2.1', '203.0.113.8', undefined])).toBe(1);
    });

    test('without hops the header counts for nothing', () => {
      const limit = createAddressLimit({ perMinute: 2, hops: 0 });
      expect(passed(limit, ['203.0.113.7', '203.0.113.8', '203.0.113.9, 192.0.2.1', undefined])).toBe(2);
    });
  });

  test('counts an IPv6 network of 64 bits as one address, and a mapped IPv4 address as itself', () => {
    const limit = createAddressLimit({ perMinute: 2, hops: 1 });
    expect(passed(limit, ['2001:db8:1:2::1', '[2001:db8:1:2:ffff::9]:443', '2001:DB8:1:2:3::', '[2001:db8:1:3::1]:443'])).toBe(3);
    expect(passed(limit, ['::ffff:203.0.113.7', '203.0.113.7:80', '[::ffff:203.0.113.7]:1'])).toBe(2);
  });

  test('keeps one bucket for all that is no address: made-up names gain nothing', () => {
    const limit = createAddressLimit({ perMinute: 2, hops: 1 });
    expect(passed(limit, [undefined, 'unknown', '', '1.2.3', '0x7f.1', '999.1.1.1', '[::1', 'a'.repeat(5_000)])).toBe(2);
  });

  test('remembers 5,000 addresses and forgets the one that was quiet for longest', () => {
    const limit = createAddressLimit({ perMinute: 1, hops: 1 });
    const address = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
    expect(
      passed(
        limit,
        Array.from({ length: 5_000 }, (_, index) => address(index)),
      ),
    ).toBe(5_000);
    expect(passed(limit, [address(1), address(4_999), address(0)])).toBe(0);
    expect(passed(limit, [address(6_000), address(2)])).toBe(2);
  });
});
