import { existsSync, readFileSync } from 'node:fs';

/** The test frameworks that `describeLaws` works with, as packages; node:test where none is there. */
const frameworks = ['vitest', 'jest', 'mocha'] as const;

export type Framework = (typeof frameworks)[number] | 'node:test';

/** How tests are run. */
const commands: Readonly<Record<Framework, (file: string) => string>> = {
  vitest: (file) => `npx vitest run ${file}`,
  jest: (file) => `NODE_OPTIONS=--experimental-vm-modules npx jest --testMatch '**/${file}'`,
  mocha: (file) => `npx mocha ${file}`,
  'node:test': (file) => `node --test ${file}`,
};

/** The framework that the package.json of the working directory names. */
export function frameworkHere(): Framework {
  if (!existsSync('package.json')) return 'node:test';
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Partial<
    Record<string, Record<string, string>>
  >;
  return frameworks.find((name) => devDependencies?.[name] !== undefined || dependencies?.[name] !== undefined) ?? 'node:test';
}

/** A test file of all laws on an adapter beside it, and how it is run. */
export function testFile(framework: Framework, adapter: string, file: string): { readonly text: string; readonly command: string } {
  const passed = framework === 'vitest' || framework === 'node:test';
  const text = [
    ...(passed ? [`import * as framework from '${framework}';`] : []),
    "import { describeLaws } from 'tensor-laws';",
    `import library from './${adapter}';`,
    '',
    `describeLaws(library${passed ? ', { framework }' : ''});`,
    '',
  ].join('\n');
  return { text, command: commands[framework](file) };
}
