import { joinPath, type DataError } from './data-error.ts';

/** The deepest level of `data`: its schemas reach 4 (`rent.lines.0.quantity`), the rest is an attack. */
const depthMax = 16;

/** The most values in `data`: a rent of 100 lines with its previous ones has about 600. */
const valuesMax = 10_000;

const loneSurrogate = 'half of a surrogate pair, which is not valid Unicode';

type Path = readonly (string | number)[];

/**
 * The first reason why `data` cannot be checked or sent as it is: it is too deep (which a circle is
 * as well) or too large to be worth checking, or it holds what JSON would drop or change (undefined,
 * NaN, a Date, a function) or text that is not valid Unicode, which parsers of several languages refuse
 * (RFC 8259, section 8.2). Undefined when there is none. Looks at 10,000 values at most.
 */
export function findUnfit(data: unknown): DataError | undefined {
  let valuesLeft = valuesMax;

  function visit(value: unknown, path: Path): DataError | undefined {
    valuesLeft -= 1;
    if (valuesLeft < 0) return { path: '', message: `has more than ${valuesMax} values` };
    if (path.length > depthMax) return { path: joinPath(path), message: 'is nested too deeply' };
    if (!isJsonValue(value)) {
      return { path: joinPath(path), message: 'must be a value that JSON can carry' };
    }
    if (typeof value === 'string' && !value.isWellFormed()) {
      return { path: joinPath(path), message: `must not hold ${loneSurrogate}` };
    }
    return visitChildren(value, path);
  }

  function visitChildren(value: unknown, path: Path): DataError | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    // Not entries(): an array with holes of 2^32 places must cost no more than the limit.
    const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
    for (const key of keys) {
      if (typeof key === 'string' && !key.isWellFormed()) {
        return { path: joinPath(path), message: `must not have a key with ${loneSurrogate}` };
      }
      const error = visit((value as Record<string | number, unknown>)[key], [...path, key]);
      if (error) return error;
    }
    return undefined;
  }

  return visit(data, []);
}

function isJsonValue(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  return typeof value === 'object' && (Array.isArray(value) || isPlainObject(value));
}

/** Compares no identity: an object that JSON.parse made in another realm is plain as well. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
