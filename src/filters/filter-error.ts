/** A rule that a filter breaks. */
export interface FilterError {
  /** Where in the filter, such as `all.0.eq`; empty for the filter as a whole. */
  field: string;
  /** A sentence for people. */
  message: string;
}
