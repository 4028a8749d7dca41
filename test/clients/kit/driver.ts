import type { Fields } from '../../e2e/kit/operation.ts';

/** A delivery as a page shows it. */
export interface Row {
  id: string;
  status: string;
}

/** A page that shows the delivery log, newest first, and follows it. */
export interface OpenLog {
  rows(): readonly Row[];
  hasMore(): boolean;
  loadMore(): Promise<void>;
  /** The error that the page shows, for the list is not followed any more; null while it is. */
  problem(): unknown;
  close(): Promise<void> | void;
}

/** A frontend that uses one client library in the way that `docs/examples/` shows. */
export interface Driver {
  /** Whether it gets live updates; otherwise it asks again and again. */
  isLive: boolean;
  /** Sends an operation of `docs/examples/`, over HTTP. A query may be answered by a cache, unless `isFresh`. */
  send(example: string, variables: Fields, isFresh?: boolean): Promise<Fields>;
  /** Opens a page with this many entries; more are loaded by `loadMore`. */
  openLog(first: number): Promise<OpenLog>;
  /** All that the client keeps, as text; null if it keeps nothing. */
  readCache(): Promise<string> | string | null;
}

/** Creates the driver for an address of the API; `getToken` is asked when the client needs a token. */
export type CreateDriver = (url: string, getToken: () => Promise<string>) => Promise<Driver>;
