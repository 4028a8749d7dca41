import { joinPath, type DataError } from './data-error.ts';

/** Maximum depth of `data`. The schemas need 4 (`rent.lines.0.quantity`). */
const depthMax = 16;

/** Maximum number of values in `data`. A rent of 100 lines, with 100 previous ones, has about 600. */
const valuesMax = 10_000;

const loneSurrogate = 'half of a surrogate pair, which is not valid Unicode';

/**
 * Finds the first reason why `data` cannot be sent as JSON: it is nested too deeply (or circular), too
 * large, contains values that JSON would drop or change (undefined, NaN, a Date, a function), or text
 * that is not valid Unicode, which parsers of several languages reject (RFC 8259, section 8.2). Undefined
 * if there is none. Looks at no more than 10,000 values.
 */
export function findJsonError(data: unknown): DataError | undefined {
  let valuesLeft = valuesMax;
  /** The keys that lead to the value being visited. One array, since a copy for each value is slow. */
  const path: (string | number)[] = [];
  const errorHere = (message: string): DataError => ({ path: joinPath(path), message });

  function visit(value: unknown): DataError | undefined {
    valuesLeft -= 1;
    if (valuesLeft < 0) return { path: '', message: `has more than ${valuesMax} values` };
    if (path.length > depthMax) return errorHere('is nested too deeply');
    if (!isJsonValue(value)) return errorHere('must be a JSON value');
    if (typeof value === 'string' && !value.isWellFormed()) {
      return errorHere(`must not contain ${loneSurrogate}`);
    }
    return visitChildren(value);
  }

  function visitChildren(value: unknown): DataError | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        const error = visitChild(index, value[index]);
        if (error) return error;
      }
      return undefined;
    }
    for (const key of Object.keys(value)) {
      if (!key.isWellFormed()) return errorHere(`must not have a key with ${loneSurrogate}`);
      const error = visitChild(key, (value as Record<string, unknown>)[key]);
      if (error) return error;
    }
    return undefined;
  }

  function visitChild(key: string | number, value: unknown): DataError | undefined {
    path.push(key);
    const error = visit(value);
    if (!error) path.pop();
    return error;
  }

  return visit(data);
}

function isJsonValue(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  return typeof value === 'object' && (Array.isArray(value) || isPlainObject(value));
}

/** Does not compare with `Object.prototype`: objects from JSON.parse in another realm are plain too. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
