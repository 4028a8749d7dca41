import type { AttemptFacts } from '../../deliveries/index.ts';
import type { RequestSettings } from '../request-settings.ts';

/** Shorter values would hide parts of ordinary words, and can be guessed anyway. */
const hiddenCharactersMin = 8;
/** Shorter parts of a value may be words such as `webhooks` or `token`. The keys of all chat services are longer. */
const partCharactersMin = 16;

const urlMask = '****';

/** A text that the log may not show, and what it shows in its place. */
interface Hidden {
  value: string;
  mask: string;
}

/**
 * Hides the values of secret headers, and the URL of a chat format, in what the log keeps of an answer: a receiver may
 * repeat its request, as those for trying out webhooks do, name the key that it does not know, or redirect to the same
 * path. A value is found as it was sent and as JSON writes it, and in no other form.
 */
export function hideSecrets(
  facts: AttemptFacts,
  { customHeaders, format, url }: Pick<RequestSettings, 'customHeaders' | 'format' | 'url'>,
): AttemptFacts {
  if (customHeaders === null && format === 'JSON') return facts; // nearly always
  const listed = [...listHeaders(customHeaders), ...(format === 'JSON' ? [] : listUrlParts(url))];
  if (listed.length === 0) return facts;
  // A value may begin another one.
  const hidden = listed.toSorted((one, other) => other.value.length - one.value.length);
  const hide = (text: string) =>
    hidden.reduce((rest, { value, mask }) => rest.replaceAll(value, mask), text);
  const { responseBody, responseBodyError, responseHeaders, errorMessage } = facts;
  const body = responseBody === null ? null : hide(responseBody);
  return {
    ...facts,
    // Set for every body that is not whole.
    responseBody: body !== null && responseBodyError !== null ? hideBeginning(body, hidden) : body,
    responseHeaders:
      responseHeaders === null
        ? null
        : Object.fromEntries(Object.entries(responseHeaders).map(([name, it]) => [name, hide(it)])),
    errorMessage: errorMessage === null ? null : hideCutParts(hide(errorMessage), hidden),
  };
}

/** An ellipsis shows where an error message was cut. */
function hideCutParts(message: string, hidden: readonly Hidden[]): string {
  const parts = message.split('…');
  const last = parts.pop() ?? '';
  return [...parts.map((part) => hideBeginning(part, hidden)), last].join('…');
}

/** Hides the beginning of a value at the end of a text that was cut there. */
function hideBeginning(text: string, hidden: readonly Hidden[]): string {
  for (const { value, mask } of hidden) {
    for (let length = value.length - 1; length >= hiddenCharactersMin; length -= 1) {
      if (text.endsWith(value.slice(0, length))) return `${text.slice(0, -length)}${mask}`;
    }
  }
  return text;
}

/** The values, what follows a scheme such as `Bearer`, and the long words in them. */
function listHeaders(custom: RequestSettings['customHeaders']): Hidden[] {
  return Object.entries(custom?.masks ?? {}).flatMap(([name, mask]) => {
    const sent = custom?.sent[name] ?? '';
    const words = sent.split(/[\s"'=:,;]+/).filter((it) => it.length >= partCharactersMin);
    const credentials = sent.replace(/^\S+\s+/, '');
    return [...new Set([sent, JSON.stringify(sent).slice(1, -1), credentials, ...words])]
      .filter((value) => value.length >= hiddenCharactersMin)
      .map((value) => ({ value, mask }));
  });
}

/** All after the origin, and each long part of it by itself, encoded as it was sent and decoded. */
function listUrlParts(url: string): Hidden[] {
  const { pathname, search, searchParams } = new URL(url);
  const whole = [`${pathname}${search}`, pathname].filter((it) => it.length >= hiddenCharactersMin);
  const parts = [
    ...pathname.split('/'),
    ...search.slice(1).split(/[&=]/),
    ...searchParams.values(),
  ];
  const long = parts.filter((it) => it.length >= partCharactersMin);
  return [...whole, ...long].map((value) => ({ value, mask: urlMask }));
}
