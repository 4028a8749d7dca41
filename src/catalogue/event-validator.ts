import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { DataError } from './data-error.ts';
import { describeSchemaError } from './describe-schema-error.ts';
import { findEventType, type EventTypeName } from './event-types.ts';
import { findUnfit } from './find-unfit.ts';

/** The most errors told at once: enough to mend a payload, too few to swell an answer. */
const errorsMax = 10;

/** Checks the `data` of events against the catalogue. */
export interface EventValidator {
  /**
   * The errors of `data` as the data of event type `name`: none when it is valid, 10 at most, one a
   * path. Whatever JSON can carry, it does not throw, and its work is bounded by 10,000 values.
   */
  validateEventData(name: EventTypeName, data: unknown): readonly DataError[];
}

/** A validator that compiles the schema of an event type when it first meets one, and once only. */
export function createEventValidator(): EventValidator {
  const ajv = createAjv();
  const compiled = new Map<EventTypeName, ValidateFunction>();

  function compileOnce(name: EventTypeName): ValidateFunction {
    const known = compiled.get(name);
    if (known) return known;
    const validate = ajv.compile(findEventType(name).schema);
    compiled.set(name, validate);
    return validate;
  }

  return {
    validateEventData(name, data) {
      const unfit = findUnfit(data);
      if (unfit) return [unfit];
      const validate = compileOnce(name);
      return validate(data) ? [] : listErrors(validate);
    },
  };
}

function createAjv(): Ajv {
  // All errors are safe to ask for because what is too large was refused before ajv sees it.
  const ajv = new Ajv({ strict: true, allErrors: true, verbose: true, ownProperties: true });
  formats.default(ajv, ['date-time', 'email']);
  return ajv;
}

/** The first error of each path: a second one there mostly says the same in other words. */
function listErrors(validate: ValidateFunction): readonly DataError[] {
  const errors = new Map<string, DataError>();
  for (const found of validate.errors ?? []) {
    const error = describeSchemaError(found);
    if (!errors.has(error.path)) errors.set(error.path, error);
    if (errors.size === errorsMax) break;
  }
  return [...errors.values()];
}
