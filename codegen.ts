import type { CodegenConfig } from '@graphql-codegen/cli';
import { scalars } from './docs/examples/codegen-scalars.ts';

/** The typed documents of all `graphql(…)` calls in these files. */
const documentsOf = (documents: string[], skipTypename = false) => ({
  documents,
  preset: 'client' as const,
  presetConfig: { fragmentMasking: false },
  config: {
    // Node, jest, Vite and tsc all read the sources as they are, so the real ending is the right one.
    importExtension: '.ts' as const,
    useTypeImports: true,
    enumType: 'string-literal' as const,
    strictScalars: true,
    scalars,
    skipTypename,
  },
});

/**
 * Makes the typed documents of the tests and of the dashboard: every `graphql(…)` call gets the types of its variables
 * and result from the committed `schema.graphql`, so a change of the contract breaks the compilation of what uses it.
 * `npm run codegen` writes, `npm run check` compares.
 */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  ignoreNoDocuments: true,
  generates: {
    'test/kit/graphql/': documentsOf(['test/**/*.ts', '!test/kit/graphql/**']),
    'src/dashboard/api/graphql/': documentsOf(
      ['src/dashboard/**/*.{ts,tsx}', '!src/dashboard/api/graphql/**'],
      true,
    ),
  },
};

export default config;
