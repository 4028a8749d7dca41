import type { BenchReceiver } from './receiver.ts';

/** Where a figure is measured: an empty, durable database and a receiver, both its own. */
export interface Place {
  databaseUrl: string;
  receiver: BenchReceiver;
}

/** A row of the table of figures to reach. */
export interface Figure {
  /** What is set against what, with the goal. */
  title: string;
  /** How often each side is measured, unless told otherwise. */
  rounds: number;
  /** How many requests, claims or waiting deliveries a round is about, unless told otherwise. */
  count: number;
  /**
   * Measures and prints.
   *
   * @throws Error when what was sent, received and recorded does not add up.
   */
  measure(place: Place, rounds: number, count: number): Promise<void>;
}
