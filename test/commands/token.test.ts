import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/config.ts';
import { loadKeys } from '../../src/config/keys.ts';
import { createAuthenticator } from '../../src/workspaces/index.ts';
import { plainArguments, scriptArguments } from '../kit/script-arguments.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const script = 'src/commands/token.ts';

/** Runs the command with this environment and no other. */
async function runToken(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return run([...(await scriptArguments(script)), ...args], env);
}

function run(command: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { cwd: root, env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

describe('npm run token', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stockaj-token-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('prints only a token, which a server with the same environment accepts', async () => {
    const args = ['--workspace', 'acme', '--scope', 'webhooks:read platform', '--hours', '1'];
    const { code, stdout, stderr } = await run([...plainArguments(script), ...args], {
      DATA_DIR: folder,
    });
    expect([code, stderr]).toEqual([0, '']);
    const { tokenKey } = await loadKeys(loadConfig({ DATA_DIR: folder }));
    const claims = await createAuthenticator(tokenKey).authenticate(`Bearer ${stdout.trimEnd()}`);
    expect(claims?.workspaceId).toBe('acme');
    expect(claims?.scopes).toEqual(new Set(['webhooks:read', 'platform']));
  });

  test('says what is wrong with its arguments, without a stack, and exits with 1', async () => {
    const { code, stdout, stderr } = await runToken(['--workspace', 'acme'], { DATA_DIR: folder });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^--scope must be .+\n\n {2}npm run token .+\n$/);
  });

  test('names every error of the configuration and exits with 1', async () => {
    const env = { PORT: 'a', LEASE_SECONDS: '1', LOG_LEVEL: 'loud' };
    const args = ['--workspace', 'acme', '--scope', 'platform'];
    const { code, stderr } = await runToken(args, env);
    expect(code).toBe(1);
    for (const name of Object.keys(env)) expect(stderr).toContain(`  ${name}: `);
    expect(stderr).not.toContain('    at ');
  });

  test('says that it cannot sign with the public keys of an issuer', async () => {
    const env = { DATA_DIR: folder, AUTH_JWKS_URL: 'https://auth.example.com/jwks.json' };
    const { code, stderr } = await runToken(['--workspace', 'acme', '--scope', 'platform'], env);
    expect(code).toBe(1);
    expect(stderr).toContain('AUTH_JWKS_URL');
  });
});
