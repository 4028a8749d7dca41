/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What the catalogue holds for one event type. It is data: sharing it is safe, changing it is an error. */
export interface EventTypeDefinition {
  /** `noun.past_tense`, the value of `event` in the body that a receiver gets. */
  name: string;
  /** One sentence for people, which states when the event fires. */
  description: string;
  /** JSON Schema (draft-07) of `data`. */
  schema: JsonSchema;
  /** An example of `data` that is valid against `schema`; a test event sends exactly this. */
  sample: Readonly<Record<string, unknown>>;
}
