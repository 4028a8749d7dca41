/** An error in the `data` of an event. */
export interface DataError {
  /** Keys and indexes joined by dots (`rent.lines.0.quantity`); empty for `data` itself. */
  path: string;
  /** The end of a sentence that begins with the path. Never repeats the value. */
  message: string;
}

/** Maximum length of a path in UTF-16 units; keys come from the producer and can be huge. */
const pathLengthMax = 200;

/** Joins keys and indexes into a path; a path over 200 UTF-16 units is cut and ends in an ellipsis. */
export function joinPath(segments: readonly (string | number)[]): string {
  const path = segments.join('.');
  return path.length <= pathLengthMax ? path : `${path.slice(0, pathLengthMax).toWellFormed()}…`;
}
