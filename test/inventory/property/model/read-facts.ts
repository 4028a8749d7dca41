/** Reads a value of a field as the product keeps it; undefined for what it must refuse. */
export type Rule = (value: never) => unknown;

/**
 * The fields of an input that have a rule. Left out means the same as null where nothing can be
 * removed. Undefined when a value breaks its rule.
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

/** A text of one line, without the blanks around it. */
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

/** The most pieces there can be. */
export const integerMax = 2_147_483_647;
