/** Converts a value to its stored form; undefined if it is invalid. */
export type Rule = (value: never) => unknown;

/**
 * Reads the fields of an input that have a rule. Skips missing fields, and null unless the field is
 * removable. Undefined if a value is invalid.
 */
export function readFacts(
  input: Readonly<Record<string, unknown>>,
  rules: Readonly<Record<string, Rule>>,
  removable: readonly string[] = [],
): Record<string, unknown> | undefined {
  const facts: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = input[name];
    if (value === undefined || (value === null && !removable.includes(name))) continue;
    const read = value === null ? null : rule(value as never);
    if (read === undefined) return undefined;
    facts[name] = read;
  }
  return facts;
}

/** One line of text, without surrounding spaces. */
export function text(lengthMax: number): (value: string) => string | undefined {
  return (value) => {
    const trimmed = value.trim();
    if (trimmed.length === 0 || trimmed.length > lengthMax) return undefined;
    return trimmed.isWellFormed() && !trimmed.includes('\u0000') ? trimmed : undefined;
  };
}

/** A number of pieces. */
export function pieces(minimum: number): (value: number) => number | undefined {
  return (value) =>
    Number.isInteger(value) && value >= minimum && value <= integerMax ? value : undefined;
}

/** Maximum number of pieces. */
export const integerMax = 2_147_483_647;
