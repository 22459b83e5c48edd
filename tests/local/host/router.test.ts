import { describe, expect, test } from '@jest/globals';
import { createRouter } from '../../../infra/local/host/router.ts';

function functionAt(name: string, route: string, methods = ['GET']) {
  const bindings = { trigger: { type: 'httpTrigger', direction: 'in', route, methods } };
  return { metadata: { name, bindings }, handler: () => undefined };
}

describe('the router', () => {
  const route = createRouter(
    [
      functionAt('rest', 'a/{*rest}'),
      functionAt('free', 'a/{b}'),
      functionAt('Number', 'a/{b:int}'),
      functionAt('early', 'a/b'),
      functionAt('writer', 'a/b', ['POST']),
    ],
    'api',
  );
  const nameAt = (method: string, path: string) => route(method, path)?.target.metadata.name;

  test('D13: tries functions in the order of their names, whatever their routes', () => {
    // "free" comes before "Number", which its template would also take.
    expect(['/api/a/b', '/api/a/1', '/api/a/x', '/api/a/x/y'].map((path) => nameAt('GET', path))).toEqual([
      'early',
      'free',
      'free',
      'rest',
    ]);
    const rest = createRouter([functionAt('z', 'a/b'), functionAt('A', '{*rest}')], '');
    expect(rest('GET', '/a/b')?.target.metadata.name).toBe('A');
  });

  test('tells functions of the same route apart by method', () => {
    expect(nameAt('POST', '/api/a/b')).toBe('writer');
    expect(nameAt('DELETE', '/api/a/b')).toBeUndefined();
  });

  test('decodes segments but leaves an encoded slash and what cannot be decoded as they are', () => {
    expect(route('GET', '/api/a/x%20y')?.params.get('b')).toBe('x y');
    expect(route('GET', '/api/a/x%2Fy')?.params.get('b')).toBe('x%2Fy');
    expect(route('GET', '/api/a/%zz')?.params.get('b')).toBe('%zz');
  });

  test('ignores one slash at the end and knows nothing outside of the prefix', () => {
    expect(nameAt('GET', '/api/a/b/')).toBe('early');
    expect(nameAt('GET', '/a/b')).toBeUndefined();
  });

  test.each(['admin/x', 'runtime/x', 'administration', 'Runtimes/{x}'])(
    'D13: refuses %s, because it begins as the platform’s',
    (reserved) => {
      expect(() => createRouter([functionAt('bad', reserved)], 'api')).toThrow(`Function "bad": route "${reserved}"`);
    },
  );

  test('D13: refuses one route for two functions with a method in common', () => {
    const two = (first: string[], second: string[]) => () =>
      createRouter([functionAt('one', 'a/{b}', first), functionAt('two', 'A/{b}/', second)], '');
    expect(two(['GET', 'POST'], ['POST'])).toThrow('Function "two": its route is also that of function "one".');
    expect(two(['GET'], ['POST'])).not.toThrow();
    const all = { metadata: { name: 'all', bindings: { trigger: { type: 'httpTrigger', route: 'x' } } }, handler: () => undefined };
    expect(() => createRouter([all, functionAt('some', 'x')], '')).toThrow('Function "some"');
  });
});
