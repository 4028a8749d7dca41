/** One thing that is wrong with the `data` of an event. */
export interface DataError {
  /** Where, as keys and indexes joined by dots (`rent.lines.0.quantity`); empty for `data` itself. */
  path: string;
  /** What is wrong, as the end of a sentence that begins with the path. Never repeats the value. */
  message: string;
}

/** The longest path that is told, in UTF-16 units: keys come from the producer and may be huge. */
const pathLengthMax = 200;

/** Joins keys and indexes to a path, cut with an ellipsis when it is longer than 200 UTF-16 units. */
export function joinPath(segments: readonly (string | number)[]): string {
  const path = segments.join('.');
  return path.length <= pathLengthMax ? path : `${path.slice(0, pathLengthMax).toWellFormed()}…`;
}
