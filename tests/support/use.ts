import { afterAll, beforeAll } from '@jest/globals';

interface Stoppable {
  stop?(): void | Promise<void>;
}

/**
 * Makes something before the tests of the file (or of the `describe`) and stops it after them, where it has a `stop()`. What was made first
 * is stopped first.
 *
 * @returns what was made, for use in tests and in hooks.
 */
export function use<Thing extends object>(make: () => Thing | Promise<Thing>): Thing {
  let made: (Thing & Stoppable) | undefined;
  beforeAll(async () => void (made = await make()), 60_000);
  afterAll(async () => made?.stop?.());
  const thing = () => {
    if (made === undefined) throw new Error('Use it in tests and in hooks only.');
    return made;
  };
  // The target is never looked at.
  return new Proxy({} as Thing, {
    get(_target, name) {
      const value: unknown = Reflect.get(thing(), name);
      return typeof value === 'function' ? value.bind(thing()) : value;
    },
    set: (_target, name, value) => Reflect.set(thing(), name, value),
    has: (_target, name) => Reflect.has(thing(), name),
    ownKeys: () => Reflect.ownKeys(thing()),
    getOwnPropertyDescriptor: (_target, name) => ({ value: Reflect.get(thing(), name), enumerable: true, configurable: true }),
  });
}
