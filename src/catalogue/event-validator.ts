import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { DataError } from './data-error.ts';
import { describeSchemaError } from './describe-schema-error.ts';
import { findEventType, type EventTypeName } from './event-types.ts';
import { findJsonError } from './find-json-error.ts';

/** Maximum number of errors per call: enough to fix a payload, and keeps responses small. */
const errorsMax = 10;

/** Checks the `data` of events against the catalogue. */
export interface EventValidator {
  /**
   * Returns the errors of `data` for event type `name`: empty if valid, at most 10, one per path. Never
   * throws and looks at no more than 10,000 values.
   */
  validateEventData(name: EventTypeName, data: unknown): readonly DataError[];
}

/** Creates a validator that compiles each schema once, on first use. */
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
      const jsonError = findJsonError(data);
      if (jsonError) return [jsonError];
      const validate = compileOnce(name);
      return validate(data) ? [] : listErrors(validate);
    },
  };
}

function createAjv(): Ajv {
  // `allErrors` is safe here, because data that is too large is refused before it gets to ajv.
  const ajv = new Ajv({ strict: true, allErrors: true, verbose: true, ownProperties: true });
  formats.default(ajv, ['date-time', 'email']);
  return ajv;
}

/** Returns the first error of each path; further ones mostly repeat it in other words. */
function listErrors(validate: ValidateFunction): readonly DataError[] {
  const errors = new Map<string, DataError>();
  for (const found of validate.errors ?? []) {
    const error = describeSchemaError(found);
    if (!errors.has(error.path)) errors.set(error.path, error);
    if (errors.size === errorsMax) break;
  }
  return [...errors.values()];
}
