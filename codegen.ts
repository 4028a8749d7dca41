import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * Makes the typed documents of the tests: every `graphql(…)` call in `test/` gets the types of its
 * variables and result from the committed `schema.graphql`, so a change of the contract breaks
 * the compilation of the tests that use it. `npm run codegen` writes, `npm run check` compares.
 */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['test/**/*.ts', '!test/kit/graphql/**'],
  ignoreNoDocuments: true,
  generates: {
    'test/kit/graphql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        // Node, jest and tsc all read the sources as they are, so the real ending is the right one.
        importExtension: '.ts',
        useTypeImports: true,
        enumType: 'string-literal',
        strictScalars: true,
        // What JSON carries, not what the server holds.
        scalars: {
          ID: 'string',
          DateTime: 'string',
          JSON: 'unknown',
          SafeInt: 'number',
          URL: 'string',
        },
      },
    },
  },
};

export default config;
