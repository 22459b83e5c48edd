/** https://github.com/jslicense/spdx-satisfies.js: throws where the expression is not one of SPDX. */
declare module 'spdx-satisfies' {
  export default function satisfies(expression: string, approved: readonly string[]): boolean;
}
