import { Client } from 'pg';
import type { Place } from './figure.ts';

/** Creates another database on the same server. */
export async function addDatabase(place: Place, name: string): Promise<Place> {
  await run(place.databaseUrl, `create database ${name}`);
  const url = new URL(place.databaseUrl);
  url.pathname = `/${name}`;
  return { ...place, databaseUrl: url.href };
}

/** Gives PostgreSQL current statistics, and ends earlier work: dead rows, and pages not written yet. */
export async function settleDatabase(databaseUrl: string): Promise<void> {
  await run(databaseUrl, 'vacuum (analyze)');
  await run(databaseUrl, 'checkpoint');
}

async function run(databaseUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
