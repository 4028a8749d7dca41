/** A published event. Rows are never changed. */
export interface Event {
  id: string;
  type: string;
  /** The exact text that is sent and signed. */
  body: string;
  /** To the second. */
  occurredAt: Date;
}
