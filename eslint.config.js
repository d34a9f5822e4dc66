import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const PAGES = ['apps/web/**/*.svelte', 'apps/web/**/*.svelte.ts', 'apps/web/**/*.ts', 'apps/web/**/*.js'];
const ON_NODE = [
  'packages/**/*.ts',
  'db/**/*.ts',
  'apps/server/**/*.ts',
  'tests/**/*.ts',
  'vitest.config.ts',
];
const TESTS = ['**/*.test.ts', '**/testing/**/*.ts', 'tests/**/*.ts'];

// A name that begins with _ says that it is there for its place only.
const UNUSED = ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }];

export default defineConfig(
  {
    ignores: [
      '**/node_modules/',
      '**/.svelte-kit/',
      '**/build/',
      '**/coverage/',
      '.cache/',
      'data/',
      'test-results/',
      'apps/web/src/lib/paraglide/',
      'apps/web/project.inlang/',
      'db/migrations/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    // Runs on Node and knows its types: a promise nobody waits for is found here.
    files: ON_NODE,
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': UNUSED,
      // Interfaces are spelled as methods and kept by closures: there is no \`this\` to lose.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Text of Yjs says what it holds when turned into a string, though its types do not tell.
      '@typescript-eslint/no-base-to-string': ['error', { ignoredTypeNames: ['YText', 'YXmlFragment'] }],
      // Fastify's handlers and hooks are async whether or not they wait for something.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: TESTS,
    rules: {
      // Answers of HTTP and what is read out of a document by a test have no type of their own.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: PAGES,
    extends: [ts.configs.recommended, svelte.configs.recommended],
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      '@typescript-eslint/no-unused-vars': UNUSED,
      // TypeScript knows names better, the browser's included.
      'no-undef': 'off',
      // Served at the root of its address, always: paths are written as they are.
      'svelte/no-navigation-without-resolve': 'off',
      // One schema brings all of zod to the browser: its types are free, lists and limits lie beside it.
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@heping/protocol', importNames: ['schemas'], message: 'Import the type or the list.' },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/web/**/*.svelte', 'apps/web/**/*.svelte.ts'],
    languageOptions: {
      // The same object that apps/web/vite.config.ts hands to SvelteKit.
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
    rules: {
      // Knows that what comes out of $props is not ours to make const.
      'prefer-const': 'off',
      // The wide space U+3000 is a character of Chinese text.
      'no-irregular-whitespace': 'off',
      'svelte/prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.svelte', '**/*.mjs', '**/*.js'],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
);
