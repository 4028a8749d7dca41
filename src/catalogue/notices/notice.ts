/** Feeling of a notice, which a service may show as a colour. */
export type NoticeTone = 'GOOD' | 'NEUTRAL' | 'WARNING' | 'BAD';

/** One property of the object that an event is about, in words. */
export interface NoticeFact {
  name: string;
  value: string;
}

/**
 * An event in words, for people; in no service's format. All texts are on one line, without control characters and
 * direction marks, but not escaped: names in them come from users.
 */
export interface Notice {
  /** A few words of the catalogue, such as "New rent"; nothing from the data. */
  title: string;
  /** One sentence that says what happened; at most 400 characters. */
  sentence: string;
  /** At most eight, in reading order; a value has 1 to 200 characters. */
  facts: readonly NoticeFact[];
  tone: NoticeTone;
  /** URL of the object in Stockaj's app; null without an app URL, and for an object that was deleted. */
  link: string | null;
}

/** A notice before the address of the app is known. */
export interface NoticeText extends Omit<Notice, 'link'> {
  /** Path of the object in Stockaj's app, such as `rents/rnt_…`; null if there is none. */
  path: string | null;
}
