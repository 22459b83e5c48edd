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
      functionAt('number', 'a/{b:int}'),
      functionAt('literal', 'a/b'),
      functionAt('writer', 'a/b', ['POST']),
    ],
    'api',
  );
  const nameAt = (method: string, path: string) => route(method, path)?.target.metadata.name;

  test('prefers a literal to a constrained parameter, that to a free one, and that to a catch-all', () => {
    expect(['/api/a/b', '/api/a/1', '/api/a/x', '/api/a/x/y'].map((path) => nameAt('GET', path))).toEqual([
      'literal',
      'number',
      'free',
      'rest',
    ]);
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
    expect(nameAt('GET', '/api/a/b/')).toBe('literal');
    expect(nameAt('GET', '/a/b')).toBeUndefined();
  });

  test.each(['admin/x', 'runtime/x', '.auth/login'])('refuses %s, which belongs to the platform', (reserved) => {
    expect(() => createRouter([functionAt('bad', reserved)], '')).toThrow(`Function "bad": route "${reserved}"`);
  });
});
