import type { CauseCode } from './causes.ts';
import type { Difference } from './first-difference.ts';
import type { Scheme } from './key-variants.ts';

/** The input of a person to the lab. */
export interface LabInput {
  headers: string;
  body: string;
  secret: string;
  /** The text that was signed, as the log has it; empty if it is not known. */
  signedContent: string;
  /** A signature that the code of the person has made; empty for none. */
  computed: string;
  /** The last characters of the secret of the webhook; null if they are not known. */
  secretHint: string | null;
  /** The time of the service. */
  nowMs: number;
}

/**
 * `stale`: the signature is right, and receivers refuse it all the same, since its timestamp is more than 5 minutes away
 * from now.
 */
export type Verdict = 'verified' | 'stale' | 'failed';

/** The result of the lab for one signature. */
export interface SignatureReport {
  subject: Scheme | 'computed';
  verdict: Verdict;
  /** The reasons, the first one first; also remarks on a signature that verifies. */
  causes: CauseCode[];
  /** The first differing byte, when both texts are known. */
  difference: Difference | null;
  /** The headers that are missing. */
  missing: string[];
  /** The signature that these parts must have; null if a part is missing. */
  expected: string | null;
  given: string[];
  /** When the request was signed, in ms; null if this is not known. */
  signedAtMs: number | null;
}
