import type { BenchReceiver } from './receiver.ts';

/** The environment of one figure: an empty, durable database and a receiver. */
export interface Place {
  databaseUrl: string;
  /** Process id of the PostgreSQL server. */
  serverPid: number;
  receiver: BenchReceiver;
}

/** One figure with a goal. */
export interface Figure {
  /** The compared sides and the goal. */
  title: string;
  /** Default number of rounds. */
  rounds: number;
  /** Default number of requests, claims or waiting deliveries in a round. */
  count: number;
  /** Rounds and count with `--quick`; 2 rounds with a tenth of the count when left out. */
  quick?: { rounds: number; count: number };
  /**
   * Measures and prints.
   *
   * @throws Error when the numbers sent, received and recorded do not match.
   */
  measure(place: Place, rounds: number, count: number): Promise<void>;
}
