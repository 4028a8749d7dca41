import type { AttemptFacts } from '../../deliveries/index.ts';
import type { RequestSettings } from '../request-settings.ts';

/** Shorter values would hide parts of ordinary words, and can be guessed anyway. */
const hiddenCharactersMin = 8;
/** Shorter parts of a URL may be words such as `webhooks`. The keys of all chat services are longer. */
const urlPartCharactersMin = 16;

const urlMask = '****';

/** A text that the log may not show, and what it shows in its place. */
interface Hidden {
  value: string;
  mask: string;
}

/**
 * Hides the values of secret headers, and the URL of a chat format, in what the log keeps of an answer: a receiver may
 * repeat its request, as those for trying out webhooks do, or redirect to the same path. A value that the receiver writes
 * differently is not found.
 */
export function hideSecrets(
  facts: AttemptFacts,
  { customHeaders, format, url }: Pick<RequestSettings, 'customHeaders' | 'format' | 'url'>,
): AttemptFacts {
  const hidden = [...listHeaders(customHeaders), ...(format === 'JSON' ? [] : listUrlParts(url))];
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

function listHeaders(custom: RequestSettings['customHeaders']): Hidden[] {
  return Object.entries(custom?.masks ?? {})
    .map(([name, mask]) => ({ value: custom?.sent[name] ?? '', mask }))
    .filter(({ value }) => value.length >= hiddenCharactersMin);
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
  const long = parts.filter((it) => it.length >= urlPartCharactersMin);
  return [...whole, ...long].map((value) => ({ value, mask: urlMask }));
}
