import { expect, test } from '@jest/globals';
import { PAGES, ROUTES } from '../../../functions/routes.ts';

test('the function that takes every address is the last by name, which is how the host may try them', () => {
  const names = ROUTES.map(({ name }) => name.toUpperCase());
  expect([...names].sort().at(-1)).toBe('UNKNOWN-ADDRESS');
  expect(ROUTES.filter(({ route }) => route.startsWith('{*')).map(({ name }) => name)).toEqual(['unknown-address']);
});

test('every page that is suggested is a route that a browser can open', () => {
  for (const page of PAGES) {
    const route = ROUTES.find((each) => `/${each.route}` === page);
    expect([page, route?.methods === 'any' || route?.methods.includes('GET')]).toEqual([page, true]);
  }
});
