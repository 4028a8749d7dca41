/**
 * The most long texts that an operation may ask for, in MiB. A page of 100 deliveries with their payloads and all
 * responses may have 59.
 */
export const longTextsMibMax = 64;

/**
 * The same for one message of a subscription. A delivery with its payload, its event and all attempts with their signed
 * texts and responses, under two names, may have 7.
 */
export const updateTextsMibMax = 8;

/** The most KiB of a payload. */
export const payloadKib = 256;

/** The most KiB of a message for a chat service. */
export const messageKib = 32;

/** The most KiB that the log has of the headers of a response, and as much of its body. */
export const responseKib = 16;

/**
 * Describes how a field with a long text counts. The field also needs the extension `textKib`, and a list without pages
 * that has such fields `textCount`, the number of entries to count: see `graphql/limits/long-texts.ts`.
 */
export function describeLongText(kib: number): string {
  return `Counts as ${kib} KiB of the long texts that an operation may ask for: ${longTextsMibMax} MiB, or ${updateTextsMibMax} MiB in a message of a subscription.`;
}
