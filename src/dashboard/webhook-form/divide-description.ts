/** The description of an event type in two parts. */
export interface DividedDescription {
  /** When the event fires. */
  first: string;
  /** The rest of the description; null if there is none. */
  rest: string | null;
}

/** Divides a description at its first semicolon, and makes a sentence of each part. */
export function divideDescription(description: string): DividedDescription {
  const [first = '', ...others] = description.split('; ');
  if (others.length === 0) return { first, rest: null };
  const rest = others.join('; ');
  return { first: `${first}.`, rest: rest.charAt(0).toUpperCase() + rest.slice(1) };
}
