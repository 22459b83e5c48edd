/**
 * Throws for what is not an SPDX expression.
 * @see https://github.com/jslicense/spdx-satisfies.js
 */
declare module 'spdx-satisfies' {
  export default function satisfies(expression: string, approved: readonly string[]): boolean;
}
