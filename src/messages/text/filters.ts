import { formatDay, formatInstant, formatTime, truncateText } from '../../kernel/index.ts';

/** A step that changes a value on its way into a message. */
export interface Filter {
  name: FilterName;
  argument: string | number | null;
}

interface FilterRule {
  /** The end of a sentence that begins with the placeholder. */
  rule: string;
  isArgument: (argument: string | number | null | undefined) => boolean;
  /** Answers a value that the filter is not for as it is. */
  apply: (value: unknown, argument: string | number | null) => unknown;
}

/** Most characters that `truncate` may keep. */
const truncateMax = 500;

const dateForms: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  full: formatInstant,
  day: formatDay,
  time: formatTime,
};

const filters = {
  date: {
    rule: 'has a wrong argument: write date, date:"day" or date:"time".',
    isArgument: (argument) => argument === null || Object.hasOwn(dateForms, argument ?? ''),
    apply: (value, argument) => dateForms[argument ?? 'full']?.(value) ?? value,
  },
  number: {
    rule: 'has a wrong argument: number takes none.',
    isArgument: (argument) => argument === null,
    apply: (value) => (typeof value === 'number' ? value.toLocaleString('en-US') : value),
  },
  default: {
    rule: 'has a wrong argument: write default:"a text".',
    isArgument: (argument) => typeof argument === 'string',
    apply: (value, argument) => (value == null || value === '' ? argument : value),
  },
  truncate: {
    rule: `has a wrong argument: write truncate and a number from 1 to ${truncateMax}, such as truncate:40.`,
    isArgument: (argument) =>
      typeof argument === 'number' && argument >= 1 && argument <= truncateMax,
    apply: (value, argument) =>
      typeof value === 'string' ? truncateText(value, Number(argument)) : value,
  },
} satisfies Record<string, FilterRule>;

export type FilterName = keyof typeof filters;

/** Whether there is a filter with this name. */
export function isFilterName(name: string): name is FilterName {
  return Object.hasOwn(filters, name);
}

/** Finds what is wrong with the argument of a filter: undefined, or the end of a sentence. */
export function findFilterError(
  name: FilterName,
  argument: string | number | null | undefined,
): string | undefined {
  return filters[name].isArgument(argument) ? undefined : filters[name].rule;
}

/** Applies filters from left to right. */
export function applyFilters(value: unknown, steps: readonly Filter[]): unknown {
  return steps.reduce<unknown>(
    (result, { name, argument }) => filters[name].apply(result, argument),
    value,
  );
}
