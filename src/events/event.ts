/** A published event. Rows are never changed, but their text may be erased. */
export interface Event {
  id: string;
  type: string;
  /** The exact text that is sent and signed; null once it was erased. */
  body: string | null;
  /** To the second. */
  occurredAt: Date;
  /** When its text was erased. */
  erasedAt: Date | null;
}
