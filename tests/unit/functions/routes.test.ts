import { expect, test } from '@jest/globals';
import { FUNCTIONS, PAGES, type FunctionName } from '../../../functions/function-names.ts';
import { ROUTES } from '../../../functions/routes.ts';

test('the function that takes every address is the last by name, which is how the host may try them', () => {
  const names = Object.keys(FUNCTIONS).map((name) => name.toUpperCase());
  expect([...names].sort().at(-1)).toBe('UNKNOWN-ADDRESS');
  expect(Object.entries(FUNCTIONS).filter(([, route]) => route.startsWith('{*'))).toEqual([['unknown-address', '{*path}']]);
});

test('every page that is suggested is a route that a browser can open', () => {
  const names = new Map<string, FunctionName>((Object.keys(FUNCTIONS) as FunctionName[]).map((name) => [`/${FUNCTIONS[name]}`, name]));
  for (const page of PAGES) {
    const name = names.get(page);
    const methods = name && ROUTES[name].methods;
    expect([page, methods === 'any' || methods?.includes('GET')]).toEqual([page, true]);
  }
});
