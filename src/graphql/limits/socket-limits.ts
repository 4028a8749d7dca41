/** Bytes of a WebSocket frame, query text and variables together. */
export const frameBytesMax = 128 * 1024;

/** Characters of the id of an operation, which each of its messages repeats. Clients use UUIDs or numbers. */
export const operationIdMax = 128;

/** Limits on the number of WebSockets and on each of them; see `createSocketServer`. */
export interface SocketLimits {
  /** Sockets of one workspace on a node. */
  perWorkspace: number;
  /** Sockets on a node. */
  ofAll: number;
  /** Milliseconds between opening two sockets. */
  openGapMs: number;
  /** Sockets waiting to be opened; any further socket is refused. */
  openWaitingMax: number;
  /** Milliseconds between two refusals of sockets beyond the limit of their workspace. */
  refusedGapMs: number;
  /** Sockets without a known token on a node; beyond it the oldest of them is closed. */
  unknownMax: number;
  /** Sockets waiting for their refusal; any further one is cut. */
  refusedWaitingMax: number;
  /** Characters of a message before the token is known. */
  unknownBytesMax: number;
  /** Messages before the token is known. */
  unknownMessagesMax: number;
  /** Messages in a tenth of a second; beyond it reading pauses for as long. */
  messagesPerPause: number;
  /** Characters in a tenth of a second; beyond it reading pauses for as long. */
  bytesPerPause: number;
  /** Messages that arrive in a tenth of a second despite the pause; beyond it the socket is closed. */
  messagesMax: number;
  /** Subscriptions of one workspace on a node. */
  subscriptionsPerWorkspace: number;
  /** Operations in progress on one socket, subscriptions included. */
  operationsMax: number;
  /** Bytes of messages queued behind the one that the client is taking. */
  waitingBytesMax: number;
  /** Milliseconds in which a client must take a message. */
  stalledAfterMs: number;
  /** Milliseconds between two pings; if one is not answered before the next, the socket is cut. */
  pingEveryMs: number;
}

/**
 * A log page of 16 MiB takes 30 s at 4 Mbit/s; proxies commonly cut connections that are silent for 30 to 60 s.
 *
 * A dashboard tab has one socket, with one subscription for the page that it shows, or one for each of 100 rows and some
 * operations beside them. A workspace may have a hundred open tabs on one node, five of them with a subscription a row. An update costs 0.2 ms of the thread or more for each distinct subscription, and 2 µs
 * for each subscriber. An idle socket needs 20 to 40 KiB, 2,000 of them 80 MiB. Opening one takes 0.8 ms of the
 * thread, so at most a fifth of it; 500 that arrive at once, after a restart, are open in 2 s. Closed clients
 * reconnect, so sockets beyond the limit stay open for a while without a response.
 */
export const socketLimits: SocketLimits = {
  perWorkspace: 100,
  ofAll: 2_000,
  openGapMs: 4,
  openWaitingMax: 500,
  refusedGapMs: 50,
  refusedWaitingMax: 100,
  unknownBytesMax: 16 * 1024,
  unknownMessagesMax: 10,
  messagesPerPause: 50,
  bytesPerPause: 64 * 1024,
  messagesMax: 2_000,
  unknownMax: 200,
  subscriptionsPerWorkspace: 500,
  operationsMax: 120,
  waitingBytesMax: 4 * 1024 * 1024,
  stalledAfterMs: 30_000,
  pingEveryMs: 15_000,
};
