// The import rules of the source tree. A folder may import the folders listed beside it; every
// list is what stands below it, so the table reads from the ground up.
const kernel = [];
const db = ['kernel'];
const workspaces = ['kernel', 'db'];
const metrics = ['kernel', 'db'];
const catalogue = ['kernel', 'db'];
const filters = ['kernel', 'catalogue'];
const messages = ['kernel', 'catalogue'];
const webhooks = [...workspaces, 'workspaces', 'catalogue', 'filters', 'messages'];
const deliveries = [...webhooks, 'webhooks'];
const events = [...deliveries, 'deliveries'];
const inventory = [...events, 'events'];
const retention = [...inventory, 'inventory'];
const dispatcher = [...deliveries, 'deliveries'];
const live = [...deliveries, 'deliveries'];
// Assembly of what has resolvers; the dispatcher has none.
const graphql = [...retention, 'retention', 'live'];
// What belongs to the process and not to the product.
const config = ['kernel', 'db', 'webhooks', 'workspaces'];
const process = [...graphql, 'graphql', 'config'];
const commands = [...process, 'process'];

const BELOW = {
  kernel,
  db,
  metrics,
  workspaces,
  catalogue,
  filters,
  messages,
  webhooks,
  deliveries,
  events,
  inventory,
  retention,
  dispatcher,
  live,
  graphql,
  config,
  process,
  commands,
};

/** The folders of the process itself. */
const PROCESS = ['config', 'process', 'commands'];

/** The folders that hold a part of the product; kernel and db hold nothing of one. */
const FEATURES = Object.keys(BELOW).filter(
  (name) => !['kernel', 'db', 'graphql', ...PROCESS].includes(name),
);

const either = (names) => `(${names.join('|')})`;

const direction = Object.entries(BELOW).map(([folder, below]) => ({
  name: `direction-${folder}`,
  comment: `src/${folder} may import ${below.length ? below.join(', ') : 'nothing else of ours'}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    path: '^src/',
    // The list of entities stands at the root, since it names every feature.
    pathNot: `^src/(${either([folder, ...below])}/${PROCESS.includes(folder) ? '|entities\\.ts$' : ''})`,
  },
}));

module.exports = {
  forbidden: [
    ...direction,
    {
      name: 'unknown-folder',
      comment: 'A new folder under src/ gets its place in the table of .dependency-cruiser.cjs.',
      severity: 'error',
      from: {
        path: '^src/[^/]+/',
        pathNot: `^src/${either([...Object.keys(BELOW), 'demo', 'dashboard', 'explorer'])}/`,
      },
      to: {},
    },
    {
      name: 'only-app-composes',
      comment: 'The demo starts the product through src/app.ts; nobody imports the demo.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(demo|commands)/' },
      to: { path: '^src/(demo/|main\\.ts$|commands/)' },
    },
    {
      name: 'dashboard-apart',
      comment:
        'The dashboard runs in a browser and uses nothing of the server but the schema; nobody imports it but tests.',
      severity: 'error',
      from: { path: '^src/dashboard/' },
      to: { path: '^src/', pathNot: '^src/dashboard/' },
    },
    {
      name: 'explorer-apart',
      comment: 'The explorer runs in a browser and knows the API by its address alone.',
      severity: 'error',
      from: { path: '^src/explorer/' },
      to: { path: '^src/', pathNot: '^src/explorer/' },
    },
    {
      name: 'nobody-imports-pages',
      comment: 'The node serves the built dashboard and the built explorer as files.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(dashboard|explorer)/' },
      to: { path: '^src/(dashboard|explorer)/' },
    },
    {
      name: 'features-meet-through-index',
      comment: 'From another folder, import a feature through its index.ts.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/graphql/' },
      to: {
        path: `^src/${either(FEATURES)}/`,
        pathNot: ['^src/$1/', `^src/${either(FEATURES)}/index\\.ts$`],
      },
    },
    {
      name: 'graphql-sees-resolvers',
      comment: 'The GraphQL assembly imports a feature through its index.ts or its resolvers.',
      severity: 'error',
      from: { path: '^src/graphql/' },
      to: {
        path: `^src/${either(FEATURES)}/`,
        pathNot: `^src/${either(FEATURES)}/(index|.*\\.resolver)\\.ts$`,
      },
    },
    {
      name: 'http-knows-no-delivery',
      comment:
        'The HTTP client of the dispatcher knows requests and responses, and nothing above webhooks.',
      severity: 'error',
      from: { path: '^src/dispatcher/http/' },
      to: { path: '^src/', pathNot: '^src/(kernel|webhooks|dispatcher/http)/' },
    },
    {
      name: 'domain-without-graphql',
      comment:
        'On the server, GraphQL is known to *.resolver.ts, *.type.ts and the two graphql folders only.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '\\.(resolver|type)\\.ts$',
          '^src/graphql/',
          '^src/kernel/graphql/',
          '^src/(dashboard|explorer)/', // clients
        ],
      },
      to: { path: '(^|/)node_modules/(graphql|type-graphql)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-tests-in-sources',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-development-packages-in-sources',
      comment: 'What runs in production is a dependency, not a devDependency.',
      severity: 'error',
      // What the pages import is built into their files.
      from: { path: '^src/', pathNot: '^src/(dashboard|explorer)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '/node_modules/@types/',
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      // That package has types and no code, which is not looked for.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(test/kit|src/dashboard/api)/graphql/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
};
