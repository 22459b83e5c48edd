import { readdirSync } from 'node:fs';
import eslint from '@eslint/js';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** What each wing of shared/ may import beside itself; `health` asks them all. Kept in step with shared/README.md. */
const WINGS = {
  platform: [],
  telnyx: ['platform'],
  identity: ['platform'],
  guard: ['identity', 'platform'],
  inbox: ['identity', 'telnyx', 'platform'],
  mcp: ['guard', 'inbox', 'identity', 'telnyx', 'platform'],
  pages: ['guard', 'inbox', 'identity', 'platform'],
  health: ['identity', 'telnyx', 'platform'],
};

/** Too little to look for in a text with hashes, ids or sealed values, which may hold it by chance. */
const BY_CHANCE = [String.raw`value=/^(\w{1,3}|[0-9a-f]{1,5})$/`, String.raw`regex.pattern=/(^|[|])[0-9a-f]{1,5}($|[|])/`].map(
  (literal) => ({
    selector: `CallExpression[callee.property.name=/^to(Contain|Match)$/][callee.object.property.name='not'] > Literal[${literal}]`,
    message: 'Random text may hold this by chance: look for more of it.',
  }),
);

const folders = (parent) =>
  readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

/** A folder's door is its index.ts: from outside nothing reaches past it. */
const door = (target, folder) => ({ target, from: `./${folder}`, except: ['./index.ts'], message: `Import ${folder}/index.ts.` });

const zones = [
  { target: './shared', from: ['./functions', './tools', './infra', './tests'] },
  { target: './functions', from: ['./infra', './tests'] },
  { target: './tools', from: ['./functions', './infra', './tests'] },
  { target: './tools', from: './shared', except: ['./mcp/tool/index.ts'], message: 'A tool imports shared/mcp/tool/index.ts alone.' },
  { target: './infra', from: ['./functions', './tools', './tests'] },
  { target: ['./infra/!(build)/**', './infra/build/!(operations)', './infra/build/!(operations)/**'], from: './shared' },
  // It writes the index that this room reads.
  { target: './infra/build/operations', from: './shared', except: ['./telnyx/operations'] },
  ...folders('shared').flatMap((wing) => {
    const others = folders('shared').filter((other) => other !== wing);
    const forbidden = others.filter((other) => !WINGS[wing].includes(other));
    const rooms = folders(`shared/${wing}`);
    return [
      ...forbidden.map((other) => ({ target: `./shared/${wing}`, from: `./shared/${other}`, message: `${wing} never imports ${other}.` })),
      door(['./functions', ...others.map((other) => `./shared/${other}`)], `shared/${wing}`),
      ...rooms.flatMap((room) =>
        rooms.filter((other) => other !== room).map((other) => door(`./shared/${wing}/${other}`, `shared/${wing}/${room}`)),
      ),
    ];
  }),
];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.package/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js'] })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_$' }],
      'no-console': 'error',
    },
  },
  {
    // Outside text meets these: each takes linear time, wherever a match may begin.
    files: ['functions/**', 'shared/**', 'tools/**', 'infra/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: false, ignorePartial: false }],
    },
  },
  {
    files: ['infra/local/host/**'],
    rules: {
      'no-restricted-imports': ['error', { name: 'zod', message: 'It takes half of the time that the host itself takes to start.' }],
    },
  },
  { files: ['infra/**', 'tests/**'], rules: { 'no-console': 'off' } },
  {
    files: ['tests/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...BY_CHANCE],
      'no-restricted-imports': [
        'error',
        { name: 'fast-check', message: 'Import tests/support/fast-check.ts: CI has the same cases each time.' },
      ],
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['tests/support/fast-check.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: { console: 'readonly', process: 'readonly', URL: 'readonly', setInterval: 'readonly', clearInterval: 'readonly' },
    },
  },
);
