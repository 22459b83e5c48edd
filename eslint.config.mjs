import { readdirSync } from 'node:fs';
import eslint from '@eslint/js';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

const rooms = readdirSync('shared', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** Who may import whom: functions → shared, tools; tools → shared/tool; shared never imports either; infra imports nothing of the app. */
const zones = [
  { target: './shared', from: ['./functions', './tools', './infra', './tests'] },
  { target: './functions', from: ['./infra', './tests'] },
  { target: './tools', from: ['./functions', './infra', './tests'] },
  { target: './tools', from: './shared', except: ['./tool/index.ts'], message: 'A tool knows shared/tool only.' },
  { target: './infra', from: ['./functions', './shared', './tools', './tests'] },
  // A room's door is its index.ts: nothing reaches past it.
  ...rooms.flatMap((room) => [
    {
      target: ['./functions', './tools', ...rooms.filter((other) => other !== room).map((other) => `./shared/${other}`)],
      from: `./shared/${room}`,
      except: ['./index.ts', './pages/index.ts'],
      message: `Import shared/${room}/index.ts.`,
    },
  ]),
];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/'] },
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
  { files: ['infra/**', 'tests/**'], rules: { 'no-console': 'off' } },
  {
    files: ['tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: { console: 'readonly', process: 'readonly' } } },
);
