import type { Run } from './parse-marks.ts';

/** A message of a chat service in its parts, as far as they matter to a reader. */
export interface MessageParts {
  title: readonly Run[];
  paragraphs: readonly (readonly Run[])[];
  facts: readonly { name: string; value: readonly Run[] }[];
  /** Small text at the end. */
  footer: readonly Run[];
  /** A colour at the edge, `#` and six digits; null for none. */
  colour: string | null;
}

/** The parts of an empty message. */
export const noParts: MessageParts = {
  title: [],
  paragraphs: [],
  facts: [],
  footer: [],
  colour: null,
};
