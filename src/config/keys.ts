import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseSecretKeys, type Config, type TokenKey } from './config.ts';
import { UnwritableFolderError, type SecretKey } from '../kernel/index.ts';

/** The keys of a process. */
export interface Keys {
  tokenKey: TokenKey;
  /** At least one; the first encrypts, all decrypt. */
  secretKeys: readonly SecretKey[];
}

/**
 * Loads the keys of the configuration. Missing keys (allowed only without a database URL) are made at the first
 * start and stored in the data directory, readable only by its owner. Processes that start at the same time all
 * get the same keys.
 *
 * @throws Error naming the file when a key cannot be stored, or when a stored key is damaged
 */
export async function loadKeys(config: Config): Promise<Keys> {
  const { dataDirectory } = config;
  return {
    tokenKey: config.tokenKey ?? (await keepTokenKey(dataDirectory)),
    secretKeys:
      config.secretKeys.length > 0 ? config.secretKeys : await keepSecretKeys(dataDirectory),
  };
}

async function keepTokenKey(dataDirectory: string): Promise<TokenKey> {
  const path = join(dataDirectory, 'auth-jwt-secret');
  const secret = await keepText(path, () => randomBytes(32).toString('base64url'));
  if (Buffer.byteLength(secret) < 32) throw damaged(path, 'AUTH_JWT_SECRET');
  return { secret };
}

async function keepSecretKeys(dataDirectory: string): Promise<readonly SecretKey[]> {
  const path = join(dataDirectory, 'secret-keys');
  const text = await keepText(path, () => `kept:${randomBytes(32).toString('base64')}`);
  const keys = parseSecretKeys(text);
  if (!keys) throw damaged(path, 'SECRET_KEYS');
  return keys;
}

/** Reads the file, or makes it with the text from `make`. */
async function keepText(path: string, make: () => string): Promise<string> {
  const kept = await readIfThere(path);
  if (kept !== null) return kept;
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeUnlessThere(path, make());
  } catch (cause) {
    throw new UnwritableFolderError(folder, 'DATA_DIR', cause);
  }
  // Read it back: another process may have been first.
  return (await readFile(path, 'utf8')).trim();
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ENOTDIR')) return null;
    throw error;
  }
}

/** Writes the whole file or nothing, and never over an existing one: a link, unlike a rename, fails when its target exists. */
async function writeUnlessThere(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeDurably(draft, `${text}\n`);
    await link(draft, path);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

/** Flushes the file to disk before it gets its name: secrets sealed with the key must not outlive it. */
async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function isSystemError(error: unknown, code: string): boolean {
  return (error as { code?: unknown }).code === code;
}

function damaged(path: string, variable: string): Error {
  return new Error(
    `${path} holds no valid key. Restore it from a backup, or set ${variable}; ` +
      'stored secrets and issued tokens need the same key as before.',
  );
}
