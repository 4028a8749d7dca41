import { toWords } from '../words/to-words.ts';

/** Says how an attempt ended: the status code, or the error in words. */
export function describeAttempt(attempt: {
  responseStatus: number | null;
  errorCode: string | null;
}): string {
  if (attempt.responseStatus !== null) return String(attempt.responseStatus);
  return attempt.errorCode === null ? 'Succeeded' : toWords(attempt.errorCode);
}
