import type { LogFilter } from '../deliveries/log/log-view.ts';
import type { FieldErrors } from './errors-of-fields.ts';

/** A part of the form of a new recovery. */
export interface FilterPartProps {
  filter: LogFilter;
  errors: FieldErrors;
  onChange: (part: Partial<LogFilter>) => void;
}
