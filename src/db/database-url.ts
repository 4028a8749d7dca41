/*
 * Reads a database URL as libpq does (PostgreSQL, "Connection Strings"), for all connections. The driver
 * silently ignores some parameters, so a request for TLS could be lost. Here an unsupported parameter is an
 * error that names the parameter, and never its value.
 */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { ConnectionOptions } from 'node:tls';
import type { ClientConfig } from 'pg';

/** The driver's settings for a connection. */
export type ConnectionConfig = ClientConfig & { user: string; database: string };

/** The URL is malformed or asks for something unsupported. The message is a clause such as "must …". */
export class DatabaseUrlError extends Error {
  override readonly name = 'DatabaseUrlError';
}

/** The supported parameters, and the environment variables that replace missing ones. */
const variables = {
  host: 'PGHOST',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  dbname: 'PGDATABASE',
  options: 'PGOPTIONS',
  application_name: 'PGAPPNAME',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
} as const;

type Parameter = keyof typeof variables;
type Parameters = Partial<Record<Parameter, string>>;

/** Variables of libpq that choose a server or the safety of the connection, and that the driver ignores. */
const unsupportedVariables = [
  ...['PGHOSTADDR', 'PGSERVICE', 'PGTARGETSESSIONATTRS', 'PGREQUIREPEER', 'PGREQUIREAUTH'],
  ...['PGCHANNELBINDING', 'PGSSLNEGOTIATION', 'PGSSLCRL', 'PGSSLCRLDIR', 'PGGSSENCMODE'],
];

/**
 * Returns the URL, completed from the `PG…` variables.
 *
 * @throws DatabaseUrlError
 */
export function completeDatabaseUrl(url: string, env: NodeJS.ProcessEnv): string {
  const given = parseUrl(url);
  const unsupported = unsupportedVariables.filter((name) => env[name]);
  if (unsupported.length > 0) {
    throw new DatabaseUrlError(`cannot be used with ${unsupported.join(', ')}: not supported`);
  }
  const added = Object.entries(variables).filter(
    ([name, variable]) => given[name as Parameter] === undefined && env[variable],
  );
  const more = added.map(
    ([name, variable]) => `${name}=${encodeURIComponent(env[variable] ?? '')}`,
  );
  const completed = [url, more.join('&')].filter(Boolean).join(url.includes('?') ? '&' : '?');
  readDatabaseUrl(completed);
  return completed;
}

/**
 * Returns all settings for the driver, so that it reads none from the environment.
 *
 * @throws DatabaseUrlError
 */
export function readDatabaseUrl(url: string): ConnectionConfig {
  const { host, port, password, dbname, options, ...given } = parseUrl(url);
  const address = host ?? 'localhost';
  const user = given.user ?? userInfo().username;
  return {
    host: address,
    port: readPort(port ?? '5432'),
    user,
    database: dbname ?? user,
    ...(password !== undefined && { password }),
    ...(options !== undefined && { options }),
    application_name: given.application_name ?? 'stockaj-webhooks',
    ssl: address.startsWith('/') ? false : readTls(address, given),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new DatabaseUrlError('must have a port from 1 to 65535, and one only');
}

/** As in libpq, `require` checks the certificate only when a certificate authority is given. */
function readTls(
  host: string,
  { sslmode, sslrootcert, sslcert, sslkey }: Parameters,
): false | ConnectionOptions {
  const mode = sslmode ?? ((sslrootcert ?? sslcert ?? sslkey) ? 'verify-full' : 'disable');
  if (mode === 'disable') return false;
  // pg passes no name to check, and TLS would take `localhost` for an address.
  const tls: ConnectionOptions = { host };
  if (sslrootcert !== undefined && sslrootcert !== 'system') {
    tls.ca = readFile('sslrootcert', sslrootcert);
  }
  if (sslcert !== undefined) tls.cert = readFile('sslcert', sslcert);
  if (sslkey !== undefined) tls.key = readFile('sslkey', sslkey);
  switch (mode) {
    case 'verify-full':
      return tls;
    case 'verify-ca':
      if (!tls.ca) throw new DatabaseUrlError('needs a file as sslrootcert with sslmode=verify-ca');
      return { ...tls, checkServerIdentity: () => undefined };
    case 'require':
      return tls.ca
        ? { ...tls, checkServerIdentity: () => undefined }
        : { ...tls, rejectUnauthorized: false };
    default:
      throw new DatabaseUrlError(
        'must have the sslmode disable, require, verify-ca or verify-full; others are not supported',
      );
  }
}

function readFile(name: Parameter, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DatabaseUrlError(`names a file as ${name} that cannot be read (${code})`);
  }
}

/** Placeholder for an empty host behind a user (`postgres://ada@/rent`), which libpq accepts and `URL` does not. */
const noHost = 'no-host.invalid';

/** A parameter after the `?` overrides the same value before it. */
function parseUrl(text: string): Parameters {
  const url = URL.parse(text.replace(/^(\w+:\/\/[^/?#]*@)(?=[/?#]|$)/, `$1${noHost}`));
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw new DatabaseUrlError('must be a postgres:// URL with one host');
  }
  const front = {
    host: url.hostname === noHost ? '' : decode(url.hostname).replace(/^\[(.*)\]$/, '$1'),
    port: url.port,
    user: decode(url.username),
    password: decode(url.password),
    dbname: decode(url.pathname.slice(1)),
  };
  const parameters: Parameters = Object.fromEntries<string>(
    [...Object.entries(front), ...listParameters(url.search)].filter(([, value]) => value !== ''),
  );
  const unknown = Object.keys(parameters).filter((name) => !Object.hasOwn(variables, name));
  if (unknown.length > 0) {
    throw new DatabaseUrlError(`has parameters that are not supported: ${unknown.join(', ')}`);
  }
  if (parameters.host?.includes(',')) throw new DatabaseUrlError('must have one host only');
  return parameters;
}

function listParameters(search: string): [string, string][] {
  const parts = search.slice(1).split('&').filter(Boolean);
  return parts.map((part) => {
    const [name = '', ...rest] = part.split('=');
    return [decode(name), decode(rest.join('='))];
  });
}

/** A plus is a plus here, unlike in a form. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new DatabaseUrlError('has a % that begins no code');
  }
}
