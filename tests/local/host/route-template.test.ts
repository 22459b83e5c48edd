import { describe, expect, test } from '@jest/globals';
import { parseRouteTemplate } from '../../../infra/local/host/route-template.ts';

function match(template: string, path: string): Record<string, string> | undefined {
  const values = parseRouteTemplate(template).match(path.split('/').filter((segment) => segment !== ''));
  return values && Object.fromEntries(values);
}

describe('a route template', () => {
  test.each([
    ['a/b', 'a/b', {}],
    ['a/b', 'A/B', {}],
    ['a/{b}', 'a/1', { b: '1' }],
    ['a/{b?}', 'a', {}],
    ['a/{b?}', 'a/1', { b: '1' }],
    ['a/{b=7}', 'a', { b: '7' }],
    ['a/{b:int}', 'a/-12', { b: '-12' }],
    ['a/{b:guid}', 'a/0f8fad5b-d9cb-469f-a165-70867728950e', { b: '0f8fad5b-d9cb-469f-a165-70867728950e' }],
    ['a/{b:regex(^[a-z]{{2}}$)}', 'a/xy', { b: 'xy' }],
    ['a/{b:regex(^[a-z]{2}$)}', 'a/xy', { b: 'xy' }],
    ['a/{b:alpha:length(2,3)}', 'a/abc', { b: 'abc' }],
    ['a/{*rest}', 'a', {}],
    ['a/{*rest}', 'a/b/c', { rest: 'b/c' }],
    ['{name}.{ext}', 'report.pdf', { name: 'report', ext: 'pdf' }],
    ['files/v{major}', 'files/v2', { major: '2' }],
    ['{ignored:maxlength(0)?}', '', {}],
  ])('%s matches %s', (template, path, values) => {
    expect(match(template, path)).toEqual(values);
  });

  test.each([
    ['a/b', 'a'],
    ['a/b', 'a/b/c'],
    ['a/{b}', 'a'],
    ['a/{b:int}', 'a/x'],
    ['a/{b:int}', 'a/2147483648'],
    ['a/{b:bool}', 'a/yes'],
    ['a/{b:range(1,5)}', 'a/6'],
    ['a/{b:min(3)}', 'a/2'],
    ['a/{b:minlength(3)}', 'a/ab'],
    ['{ignored:maxlength(0)?}', 'x'],
    ['files/v{major}', 'files/2'],
  ])('%s does not match %s', (template, path) => {
    expect(match(template, path)).toBeUndefined();
  });

  test.each([
    ['/a', "cannot start with '/'"],
    ['a/{b:even}', 'unknown constraint "even"'],
    ['a/{b:min(x)}', 'makes no sense'],
    ['a/{*rest}/b', 'must be the last segment'],
    ['a/x{b?}', 'must be a segment of its own'],
    ['a/{b', 'braces do not pair'],
  ])('refuses %s', (template, message) => {
    expect(() => parseRouteTemplate(template)).toThrow(message);
  });
});
