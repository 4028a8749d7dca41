import { describe, expect, test } from '@jest/globals';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { completeDatabaseUrl, readDatabaseUrl } from '../../src/db/database-url.ts';

const ca = join(import.meta.dirname, '../kit/tls/ca.pem');
const base = 'postgres://ada:s%40fe@db.example.com:6432/rent';

describe('readDatabaseUrl', () => {
  test.each([
    [base, { host: 'db.example.com', port: 6432, user: 'ada', password: 's@fe', database: 'rent' }],
    ['postgresql://ada@[::1]/', { host: '::1', port: 5432, user: 'ada', database: 'ada' }],
    ['postgres://', { host: 'localhost', user: userInfo().username, ssl: false }],
    ['postgres://ada@/rent?host=/run/postgresql', { host: '/run/postgresql', database: 'rent' }],
    ['postgres://ada@%2Frun%2Fpostgresql/rent', { host: '/run/postgresql', database: 'rent' }],
    ['postgres:///?user=ada&dbname=rent&port=1', { user: 'ada', database: 'rent', port: 1 }],
    [`${base}?host=127.0.0.1&user=bob`, { host: '127.0.0.1', user: 'bob' }],
    [`${base}?options=-c%20search_path%3Da+b`, { options: '-c search_path=a+b' }],
    [`${base}?application_name=rent`, { application_name: 'rent' }],
    [base, { application_name: 'stockaj-webhooks', ssl: false }],
    [`${base}?sslmode=disable`, { ssl: false }],
    [`${base}?sslmode=require`, { ssl: { host: 'db.example.com', rejectUnauthorized: false } }],
    [`${base}?sslmode=verify-full`, { ssl: { host: 'db.example.com' } }],
    [`${base}?sslmode=verify-full&sslrootcert=system`, { ssl: { host: 'db.example.com' } }],
    [`${base}?sslmode=verify-full&host=/run`, { ssl: false }],
  ])('reads %s', (url, expected) => {
    expect(readDatabaseUrl(url)).toMatchObject(expected);
  });

  test('checks the authority, and with verify-full also the name', () => {
    const ssl = (mode: string) => readDatabaseUrl(`${base}?${mode}sslrootcert=${ca}`).ssl;
    const authority = expect.stringContaining('BEGIN CERTIFICATE');
    const full = { ca: authority, host: 'db.example.com' };
    expect(ssl('sslmode=verify-full&')).toEqual(full);
    expect(ssl('')).toEqual(full);
    const loose = { ...full, checkServerIdentity: expect.any(Function) };
    expect(ssl('sslmode=verify-ca&')).toEqual(loose);
    expect(ssl('sslmode=require&')).toEqual(loose);
  });

  test.each([
    ['mysql://db/rent', 'must be a postgres:// URL with one host'],
    ['postgres://one:1,two:2/rent', 'must be a postgres:// URL with one host'],
    ['postgres://one,two/rent', 'must have one host only'],
    [`${base}?port=1,2`, 'must have a port from 1 to 65535, and one only'],
    [`${base}?port=0`, 'must have a port from 1 to 65535, and one only'],
    ['postgres://ada:50%@db/rent', 'has a % that begins no code'],
    [`${base}?ssl=true&pgbouncer=1`, 'has parameters that are not supported: ssl, pgbouncer'],
    [`${base}?channel_binding=require`, 'has parameters that are not supported: channel_binding'],
    [`${base}?sslmode=prefer`, 'must have the sslmode disable, require, verify-ca or verify-full'],
    [`${base}?sslmode=no-verify`, 'must have the sslmode disable, require, verify-ca or'],
    [`${base}?sslmode=verify-ca`, 'needs a file as sslrootcert with sslmode=verify-ca'],
    [`${base}?sslrootcert=/nowhere`, 'names a file as sslrootcert that cannot be read (ENOENT)'],
  ])('refuses %s', (url, message) => {
    expect(() => readDatabaseUrl(url)).toThrow(message);
  });
});

describe('completeDatabaseUrl', () => {
  test('completes the URL from the variables of libpq', () => {
    const env = {
      PGHOST: '/run/postgresql',
      PGPORT: '6000',
      PGUSER: 'ada',
      PGPASSWORD: 's & p+%',
      PGDATABASE: 'rent',
      PGOPTIONS: '-c search_path=rent',
      PGAPPNAME: 'rent',
    };
    expect(readDatabaseUrl(completeDatabaseUrl('postgres://', env))).toEqual({
      host: '/run/postgresql',
      port: 6000,
      user: 'ada',
      password: 's & p+%',
      database: 'rent',
      options: '-c search_path=rent',
      application_name: 'rent',
      ssl: false,
    });
    const tls = { PGSSLMODE: 'verify-full', PGSSLROOTCERT: ca };
    expect(readDatabaseUrl(completeDatabaseUrl(base, tls)).ssl).toMatchObject({
      ca: expect.stringContaining('BEGIN CERTIFICATE'),
    });
  });

  test('prefers the URL to the variables', () => {
    const url = `${base}?sslmode=disable&options=-c%20a%3Db&application_name=a`;
    const env = {
      ...{ PGHOST: 'b', PGPORT: '1', PGUSER: 'b', PGPASSWORD: 'b', PGDATABASE: 'b' },
      ...{ PGOPTIONS: 'b', PGAPPNAME: 'b', PGSSLMODE: 'require' },
    };
    expect(completeDatabaseUrl(url, env)).toBe(url);
  });

  test('refuses unsupported variables and invalid values', () => {
    expect(() => completeDatabaseUrl(base, { PGSSLCRL: '/crl.pem', PGSERVICE: 'rent' })).toThrow(
      'cannot be used with PGSERVICE, PGSSLCRL: not supported',
    );
    expect(() => completeDatabaseUrl(base, { PGSSLMODE: 'prefer' })).toThrow('sslmode');
    expect(() => completeDatabaseUrl(`${base}?sslmode=allow`, {})).toThrow('sslmode');
  });
});
