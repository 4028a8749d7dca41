import type { AttemptFacts } from '../../deliveries/index.ts';
import type { OpenHeaders } from '../../webhooks/index.ts';

/** Shorter values would hide parts of ordinary words, and can be guessed anyway. */
const hiddenCharactersMin = 8;

/**
 * Hides the values of secret headers in what the log keeps of an answer: a receiver may repeat its request, as those for
 * trying out webhooks do. A value that the receiver writes differently is not found.
 */
export function hideSecrets(facts: AttemptFacts, custom: OpenHeaders | null): AttemptFacts {
  if (custom === null) return facts;
  const hidden = Object.entries(custom.masks)
    .map(([name, mask]) => ({ value: custom.sent[name] ?? '', mask }))
    .filter(({ value }) => value.length >= hiddenCharactersMin);
  if (hidden.length === 0) return facts;
  const hide = (text: string) =>
    hidden.reduce((rest, { value, mask }) => rest.replaceAll(value, mask), text);
  const { responseBody, responseHeaders, errorMessage } = facts;
  return {
    ...facts,
    responseBody: responseBody === null ? null : hide(responseBody),
    responseHeaders:
      responseHeaders === null
        ? null
        : Object.fromEntries(Object.entries(responseHeaders).map(([name, it]) => [name, hide(it)])),
    errorMessage: errorMessage === null ? null : hide(errorMessage),
  };
}
