import { createRequire } from 'node:module';
import type { Reaper } from './die-at-point.ts';

type Query = (this: object, ...parameters: unknown[]) => unknown;
type Kind = 'claim' | 'publish' | 'record' | 'takeover';

/** Watched statements, by the names under which they are prepared. */
const names: readonly [Kind, string][] = [
  ['claim', 'claim deliveries'],
  ['publish', 'insert events'],
  ['record', 'record attempts'],
];

/**
 * Wraps the driver, of which MikroORM has a copy of its own, to see the statements that claim, publish,
 * record and take over, or the COMMIT that makes them true: before each is sent, when it was sent, and
 * when it was answered.
 */
export function watchStatements(reaper: Reaper): void {
  const ours = createRequire(import.meta.url);
  const theirs = createRequire(ours.resolve('@mikro-orm/postgresql'));
  const drivers = new Set([ours, theirs].map((load) => load('pg') as PgModule));
  for (const { Client } of drivers) Client.prototype.query = watch(Client.prototype.query, reaper);
}

interface PgModule {
  Client: { prototype: { query: Query } };
}

function watch(query: Query, reaper: Reaper): Query {
  /** Connections in a transaction, with the statement to be committed. */
  const open = new WeakMap<object, Kind | null>();
  return function watched(...parameters) {
    const kind = whatBecomesTrue(open, this, parameters);
    if (kind) reaper.pass(`before ${kind}`);
    const answer = query.apply(this, parameters);
    if (!kind) return answer;
    reaper.pass(`${kind} sent`);
    if (answer instanceof Promise) {
      answer.then(
        () => reaper.pass(`after ${kind}`),
        () => undefined,
      );
    }
    return answer;
  };
}

/** A statement in a transaction takes effect at COMMIT, others at once. */
function whatBecomesTrue(
  open: WeakMap<object, Kind | null>,
  client: object,
  parameters: unknown[],
): Kind | null {
  const { text, values } = readQuery(parameters);
  if (text === undefined) return null;
  if (/^(begin|start transaction)/i.test(text)) {
    open.set(client, null);
  } else if (/^(commit|rollback)$/i.test(text)) {
    const kind = open.get(client) ?? null;
    open.delete(client);
    return text.toLowerCase() === 'commit' ? kind : null;
  } else {
    const kind = kindOf(text, values);
    if (!open.has(client)) return kind;
    if (kind) open.set(client, kind);
  }
  return null;
}

/** The text of a statement; a prepared one is passed as an object. */
function readQuery([query, values]: unknown[]): { text?: string; values?: unknown } {
  if (typeof query === 'string') return { text: query, values };
  return typeof query === 'object' && query !== null ? query : {};
}

function kindOf(text: string, values: unknown): Kind | null {
  const [kind = null] = names.find(([, name]) => text.includes(`prepared: ${name} `)) ?? [];
  const isTakeover = kind === 'record' && JSON.stringify(values).includes('OUTCOME_UNKNOWN');
  return isTakeover ? 'takeover' : kind;
}
