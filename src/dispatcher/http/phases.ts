/**
 * The phases of one request, in whole ms. A phase that the request did not reach is null. One in which the
 * request ended lasts until its end. Together they are never longer than the request.
 */
export interface Phases {
  /** The name look-up and the check of its addresses; about 0 for an IP address. Null on a reused connection. */
  lookUpMs: number | null;
  /** Opening a TCP connection, over all addresses that were tried. Null on a reused connection. */
  connectMs: number | null;
  /** The TLS handshake. Null on a reused connection and for plain HTTP. */
  tlsMs: number | null;
  /** From the request being written to the first byte of a response. */
  firstByteMs: number | null;
  /** Null when no connection was needed or allowed. */
  isConnectionReused: boolean | null;
  /** The peer of the connection; without one, the address that was tried last. Never a refused one. */
  remoteAddress: string | null;
}

/**
 * When the phases of opening one connection began, on the monotonic clock of this process; null until they do.
 * Written by the address guard.
 */
export interface Opening {
  startedMs: number;
  connectingMs: number | null;
  securingMs: number | null;
  openMs: number | null;
  /** The checked address that is being tried, then that of the peer. */
  address: string | null;
}

/** Begins with the name look-up. */
export function beginOpening(): Opening {
  const startedMs = performance.now();
  return { startedMs, connectingMs: null, securingMs: null, openMs: null, address: null };
}

/** The marks of one request, on the same clock. */
export interface RequestMarks {
  startedMs: number;
  endedMs: number;
  /** The connection that was opened for this request alone. */
  opening: Opening | null;
  writtenMs: number | null;
  firstByteMs: number | null;
  /** The peer of the connection, if it is open. */
  address: string | null;
}

/** Reckons the phases from the marks. */
export function reckonPhases(marks: RequestMarks): Phases {
  const { opening, writtenMs } = marks;
  const between = createRuler(marks);
  const { connectingMs = null, securingMs = null, openMs = null } = opening ?? {};
  return {
    lookUpMs: between(opening?.startedMs ?? null, connectingMs),
    connectMs: between(connectingMs, securingMs ?? openMs),
    tlsMs: between(securingMs, openMs),
    firstByteMs: between(writtenMs, marks.firstByteMs),
    isConnectionReused: opening === null && writtenMs === null ? null : opening === null,
    remoteAddress: opening?.address ?? marks.address,
  };
}

/**
 * The phases of a request whose host has no address that may be used: a look-up and nothing else. They are the same
 * for a name that does not exist, a refused address and a refused URL, so that they do not reveal the cause.
 */
export function phasesWithoutAddress(durationMs: number): Phases {
  return {
    lookUpMs: durationMs,
    ...{ connectMs: null, tlsMs: null, firstByteMs: null },
    ...{ isConnectionReused: null, remoteAddress: null },
  };
}

/**
 * Returns a function that measures from one mark to another, or to the end of the request if that was not reached.
 * Rounds the marks and not their differences, so that the phases never add up to more than the request.
 */
function createRuler({ startedMs, endedMs }: RequestMarks) {
  const toWhole = (markMs: number): number => Math.round(markMs - startedMs);
  return (fromMs: number | null, toMs: number | null): number | null =>
    fromMs === null ? null : toWhole(toMs ?? endedMs) - toWhole(fromMs);
}
