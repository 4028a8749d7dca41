import { tsImport } from 'tsx/esm/api';

/** Runs once, before all test files: jest itself cannot load TypeScript here. */
export default async function setUp() {
  const { startTestServer } = await tsImport('./test-server.ts', import.meta.url);
  const server = await startTestServer(process.env.TEST_DATABASE_URL);
  Object.assign(process.env, server.environment); // the workers inherit it
  globalThis.stopTestServer = server.stop; // the only thing that setup and teardown share
}
