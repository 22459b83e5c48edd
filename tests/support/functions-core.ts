/** What the Functions worker supplies to the library, as far as a unit test needs it: nothing is registered. */
export const version = '0.0.0';
export const hostVersion = '4.0.0';
export const registerHook = () => ({ dispose: () => undefined });
export const registerFunction = () => ({ dispose: () => undefined });
export const setProgrammingModel = () => undefined;
export const getProgrammingModel = () => undefined;
export const log = () => undefined;
