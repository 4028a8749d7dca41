export type { Readiness } from './health.ts';
export { NodeResolver } from './node.resolver.ts';
export { resolverClasses } from './resolver-classes.ts';
export { buildGraphqlSchema } from './schema.ts';
export {
  createGraphqlServer,
  type GraphqlServer,
  type GraphqlServerOptions,
  type Listening,
} from './server.ts';
