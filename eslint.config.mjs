import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const environment =
  'Only src/config/config.ts reads the environment; take what you need as an argument.';
const realParts = 'No mocks of modules: pass the part in, or use a real one from test/kit.';
const testsRun = 'Every committed test runs: no .only, no .skip.';

/** `process.env` in all its spellings that a reader could miss in a review. */
const environmentSyntax = [
  {
    selector: 'MemberExpression[object.property.name="process"][property.name="env"]',
    message: environment,
  },
  { selector: 'ImportDeclaration[source.value=/^(node:)?process$/]', message: environment },
];
const environmentProperty = [{ object: 'process', property: 'env', message: environment }];

/** One style: an object may be changed by whoever made it, and nobody else; `readonly` stands on lists that are taken in. */
const styleSyntax = [
  {
    selector: 'TSPropertySignature[readonly=true]',
    message:
      'No readonly on the properties of a type: it is said of lists (readonly T[]) and of class fields.',
  },
];

const testSyntax = [
  {
    selector:
      'MemberExpression[object.name="jest"][property.name=/^(mock|doMock|unstable_mockModule)$/]',
    message: realParts,
  },
  {
    selector:
      ':matches(MemberExpression[object.name=/^(describe|test|it)$/], MemberExpression[object.object.name=/^(describe|test|it)$/])' +
      ':matches([property.name=/^(only|skip)$/], [property.value=/^(only|skip)$/])',
    message: testsRun,
  },
  { selector: 'Identifier[name=/^(fdescribe|fit|xdescribe|xit|xtest)$/]', message: testsRun },
  {
    selector: 'CallExpression[callee.name=/^(describe|test|it)$/] > Literal[value=/\\bshould\\b/]',
    message: 'A title states the guarantee in the present tense, without "should".',
  },
];

/** Functions have 50 lines at most, factories `create…` 100, since their functions are written inside them. */
const functionLength = {
  create: (context) => ({
    FunctionDeclaration(node) {
      const max = node.id?.name.startsWith('create') ? 100 : 50;
      const comments = context.sourceCode
        .getCommentsInside(node)
        .reduce((sum, { loc }) => sum + loc.end.line - loc.start.line + 1, 0);
      const code = context.sourceCode
        .getText(node)
        .split('\n')
        .filter((line) => line.trim() !== '');
      const length = code.length - comments;
      if (length <= max) return;
      context.report({
        node: node.id ?? node,
        message: `${length} lines, and ${max} are allowed.`,
      });
    },
  }),
};

export default defineConfig(
  {
    ignores: [
      'node_modules/',
      'coverage/',
      'dist/',
      '.data/',
      'test/kit/graphql/',
      'src/dashboard/api/graphql/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-async-promise-executor': 'error',
      'no-cond-assign': 'error',
      'no-console': 'error',
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-debugger': 'error',
      'no-duplicate-case': 'error',
      'no-empty': 'error',
      'no-promise-executor-return': ['error', { allowVoid: true }],
      'no-self-assign': 'error',
      'no-self-compare': 'error',
      'no-sparse-arrays': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-optional-chaining': 'error',
      'no-restricted-properties': ['error', ...environmentProperty],
      'no-restricted-syntax': ['error', ...environmentSyntax, ...styleSyntax],
      'no-duplicate-imports': ['error', { includeExports: false }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Classes without members carry decorators here (resolvers, input types).
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeCheckedOnly],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'typeLike', format: ['PascalCase'] },
        { selector: 'variable', format: ['camelCase', 'PascalCase'], leadingUnderscore: 'allow' },
        { selector: 'variable', modifiers: ['destructured'], format: null },
        { selector: 'function', format: ['camelCase', 'PascalCase'] },
      ],
      // A plain object of the right shape is how type-graphql's object types are answered.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/require-await': 'off',
      // Our objects are closures, without `this`: their functions may be taken out.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    rules: {
      'max-lines': ['error', { max: 250 }],
      'house/function-length': 'error',
    },
    plugins: { house: { rules: { 'function-length': functionLength } } },
  },
  {
    files: ['src/dashboard/**', 'src/explorer/**'],
    extends: [reactHooks.configs.flat['recommended-latest']],
  },
  {
    // A person reads what these print.
    files: [
      'src/demo/**',
      'src/commands/migrate.ts',
      'src/commands/reseal-secrets.ts',
      'src/commands/token.ts',
      'src/graphql/emit-schema.ts',
      '.ci/**',
      'test/bench/**',
      'test/screenshots/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      'no-restricted-syntax': ['error', ...environmentSyntax, ...styleSyntax, ...testSyntax],
      // A wrong guess fails the test, and that is what a test is for.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // The one place of the tests that reads the environment: which database, where to put counts.
    files: ['src/config/config.ts', 'test/kit/**'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/kit/**'],
    rules: { 'no-restricted-syntax': ['error', ...styleSyntax, ...testSyntax] },
  },
);
