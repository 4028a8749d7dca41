import type { LogFilter } from '../log/log-view.ts';

/** A part of the filter. */
export interface FacetPartProps {
  filter: LogFilter;
  onChange: (change: Partial<LogFilter>) => void;
}
