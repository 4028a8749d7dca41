import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/config.ts';
import { loadKeys } from '../../src/config/keys.ts';

describe('keys that are not configured', () => {
  let folder: string;
  let dataDirectory: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stockaj-keys-'));
    dataDirectory = join(folder, 'deeper', 'data');
  });
  afterEach(() => rm(folder, { recursive: true }));

  function loadKept() {
    return loadKeys(loadConfig({ DATA_DIR: dataDirectory }));
  }

  test('are made once and reused', async () => {
    const made = await loadKept();
    expect(made.secretKeys).toHaveLength(1);
    expect(made.secretKeys[0]?.key).toHaveLength(32);
    expect(await loadKept()).toEqual(made);
  });

  test('are different in another data directory', async () => {
    const made = await loadKept();
    dataDirectory = join(folder, 'other');
    const others = await loadKept();
    expect(others.tokenKey).not.toEqual(made.tokenKey);
    expect(others.secretKeys).not.toEqual(made.secretKeys);
  });

  test('are the same for all processes that start together, and leave no drafts', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, loadKept));
    for (const keys of all) expect(keys).toEqual(all[0]);
    expect((await readdir(dataDirectory)).sort()).toEqual(['auth-jwt-secret', 'secret-keys']);
  });

  test('can be read only by their owner', async () => {
    await loadKept();
    for (const name of await readdir(dataDirectory)) {
      expect((await stat(join(dataDirectory, name))).mode & 0o777).toBe(0o600);
    }
  });

  test('are never replaced: a file without a valid key is an error that names it', async () => {
    await loadKept();
    for (const name of ['auth-jwt-secret', 'secret-keys']) {
      const path = join(dataDirectory, name);
      const kept = await readFile(path);
      await writeFile(path, 'damaged');
      await expect(loadKept()).rejects.toThrow(`${path} holds no valid key`);
      expect(await readFile(path, 'utf8')).toBe('damaged');
      await writeFile(path, kept);
    }
  });

  test('that cannot be stored are an error that names DATA_DIR', async () => {
    const dataDir = join(import.meta.filename, 'data'); // a file holds no folder
    await expect(loadKeys(loadConfig({ DATA_DIR: dataDir }))).rejects.toThrow(
      `${dataDir} cannot be written to (ENOTDIR): set DATA_DIR to`,
    );
  });

  test('are not made when the environment sets them', async () => {
    const secret = 'x'.repeat(32);
    const key = Buffer.alloc(32, 1);
    const config = loadConfig({
      DATA_DIR: dataDirectory,
      AUTH_JWT_SECRET: secret,
      SECRET_KEYS: `a:${key.toString('base64')}`,
    });
    expect(await loadKeys(config)).toEqual({
      tokenKey: { secret },
      secretKeys: [{ id: 'a', key }],
    });
    await expect(stat(dataDirectory)).rejects.toThrow('ENOENT');
  });
});
