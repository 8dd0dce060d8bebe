import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Imports go down this list only: a layer may import itself and those above it. */
const layers = [
  ['tensor', 'geometry', 'precision', 'invalid-argument', 'argument-codes', 'version', 'limits', 'domain'],
  ['draw', 'kernels'],
  ['ops'],
  ['conventions'],
  ['library', 'reference', 'law', 'every-op'],
  ['arbitraries', 'properties'],
  ['judge'],
  ['diagnosis', 'report'],
  ['engine'],
  ['search'],
  ['browser'],
  ['models', 'queue'],
  ['suite', 'cli', 'index'],
];

const paths = (name) => (name === 'properties' ? ['./properties'] : [`./src/${name}`, `./src/${name}.ts`]);

const zones = layers.flatMap((layer, i) =>
  layer.flatMap((name) =>
    layers
      .slice(i + 1)
      .flatMap((later) =>
        later.flatMap((from) => paths(name).flatMap((target) => paths(from).map((source) => ({ target, from: source })))),
      ),
  ),
);

export default tseslint.config(
  { ignores: ['dist', 'build', 'node_modules', 'reports', '.stryker-tmp'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**', 'src/search/**', 'src/browser/**', 'src/queue/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['node:*', 'semver', 'write-file-atomic', 'zod'], message: 'src runs in browsers, outside cli, search, browser and queue' },
          ],
        },
      ],
    },
  },
  {
    files: ['src/libraries/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/(arbitraries|conventions|diagnosis|draw|engine|judge|kernels|ops|report|search|suite)/|/(law|reference|suite)\\.js$',
              allowTypeImports: true,
              message: 'an adapter translates: it imports the ground and src/library.ts, and never asks the reference',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['properties/**/*.ts', 'src/arbitraries/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['MemberExpression[property.name="limits"]', 'ObjectPattern > Property[key.name="limits"]'].map((selector) => ({
          selector,
          message: "A law never reads a library's limits: it asks `takes`, or says `alsoCalls`",
        })),
      ],
    },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
);
