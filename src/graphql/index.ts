export type { Readiness } from './http/health.ts';
export { createResolvers, type ResolverParts } from './create-resolvers.ts';
export { buildGraphqlSchema } from './schema.ts';
export {
  createGraphqlServer,
  type GraphqlServer,
  type GraphqlServerOptions,
  type Listening,
} from './server.ts';
