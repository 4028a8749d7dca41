import { driveApollo } from './drive-apollo.ts';
import { driveCurl, findCurlProblem } from './drive-curl.ts';
import { driveFetch } from './drive-fetch.ts';
import { driveRelay } from './drive-relay.ts';
import { driveUrql } from './drive-urql.ts';
import type { Journey } from './list-runnable.ts';
import { findCompilerProblem } from './relay-compiler.ts';

const methods = ['POST'];

/** The clients of `docs/api.md` that get live updates. */
export const liveClients: readonly Journey[] = [
  { name: 'Apollo Client', create: driveApollo, methods },
  { name: 'urql', create: driveUrql, methods: ['GET', 'POST'] },
  { name: 'fetch and graphql-ws', create: driveFetch, methods },
  { name: 'Relay', create: driveRelay, methods, findProblem: findCompilerProblem },
];

/** All clients of `docs/api.md`. */
export const clients: readonly Journey[] = [
  ...liveClients,
  { name: 'curl', create: driveCurl, methods: [], findProblem: findCurlProblem },
];
