/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** An event type of the catalogue. Plain data that is shared and must not be changed. */
export interface EventTypeDefinition {
  /** `noun.past_tense`; the value of `event` in the body. */
  name: string;
  /** One sentence for people that says when the event fires. */
  description: string;
  /** JSON Schema (draft-07) of `data`. */
  schema: JsonSchema;
  /** An example of `data`, valid against `schema`; test events send exactly this. */
  sample: Readonly<Record<string, unknown>>;
}
