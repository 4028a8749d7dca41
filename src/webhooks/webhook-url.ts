import { isIP } from 'node:net';
import { domainToUnicode } from 'node:url';
import { isLocalhostName } from './host-name.ts';
import { isPublicAddress, type NetworkPolicy } from './network-policy.ts';
import { explainRefusedPort } from './refused-port.ts';

/** Maximum length of a URL in characters; many servers reject longer ones. */
const urlLengthMax = 2048;

/** Characters that may surround a pasted URL. */
const blank = /[\s\u200b\u2060]/;

/** The URL in the form to store and send to, or a sentence that says what is wrong with it. */
export type ParsedWebhookUrl = { url: string } | { error: string };

/**
 * Decides whether a webhook may have this URL. Makes no DNS lookup: an accepted name can still lead to a
 * refused address, which is checked at each connect.
 *
 * Surrounding blanks from pasting are removed. The rest of the raw text is checked before parsing, because
 * the WHATWG parser repairs it: it drops TAB and LF, turns `\` into `/`, decodes a percent-encoded host,
 * reads `0x7f.1` as an address and hides an empty userinfo. The raw text would then show a different host
 * from the one we send to. An accepted URL parses to exactly itself.
 */
export function parseWebhookUrl(typed: string, policy: NetworkPolicy): ParsedWebhookUrl {
  const raw = trimBlanks(typed);
  const rawError = explainRawText(raw, policy);
  if (rawError !== null) return { error: rawError };
  const url = URL.parse(raw);
  if (url === null) return { error: 'The URL is not valid.' };
  const error = explainHost(raw, url, policy) ?? explainPort(url, policy) ?? explainForm(url);
  return error === null ? { url: url.href } : { error };
}

/**
 * Removes white space at both ends (all of Unicode's, including line breaks and the byte order mark), and
 * the zero-width space and word joiner, which chats and documents insert. Linear in the length.
 */
function trimBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && blank.test(text.charAt(start))) start += 1;
  while (end > start && blank.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function explainRawText(raw: string, policy: NetworkPolicy): string | null {
  if (raw.length > urlLengthMax) return `The URL is longer than ${urlLengthMax} characters.`;
  if (/[\s\p{Cc}\\]/u.test(raw) || !raw.isWellFormed()) {
    return 'The URL must not contain spaces, control characters or backslashes.';
  }
  if (!(policy.allowsHttp ? /^https?:\/\//i : /^https:\/\//i).test(raw)) {
    return policy.allowsHttp
      ? 'The URL must start with https:// or http://.'
      : 'The URL must start with https://.';
  }
  if (raw.includes('#')) return 'The URL must not have a fragment (#).';
  return explainAuthority(readAuthority(raw));
}

function explainAuthority(authority: string): string | null {
  if (authority.includes('@')) return 'The URL must not contain a user name or password.';
  if (authority.includes('%')) return 'The host of the URL must not be percent-encoded.';
  if (authority === '' || authority.startsWith(':')) return 'The URL has no host.';
  return authority.endsWith(':') ? 'The URL has a colon without a port.' : null;
}

/** Returns the host and port as typed, between `//` and the path. */
function readAuthority(raw: string): string {
  return /^[^:]*:\/\/([^/?]*)/.exec(raw)?.[1] ?? '';
}

function explainHost(raw: string, url: URL, policy: NetworkPolicy): string | null {
  const typed = readAuthority(raw).replace(/:\d*$/, '');
  const literal = readLiteral(url);
  if (literal !== null) {
    if (isIP(literal) === 4 && typed !== literal)
      return 'The IP address must be written as four decimal numbers.';
    return policy.isAllowedAddress(literal) ? null : 'The address of the URL is not public.';
  }
  if (!isWrittenPlainly(typed, url.hostname)) {
    return 'The host of the URL contains characters that are converted to other characters.';
  }
  if (!hasValidALabels(url.hostname))
    return 'The host of the URL is not a valid international name (xn--).';
  return policy.allowsHostName(url.hostname)
    ? null
    : 'The host of the URL must be a public name, such as hooks.example.com.';
}

/**
 * Whether each label was typed in its ASCII or its Unicode spelling, so that it cannot be mistaken for
 * another name. Accepts only those mappings of UTS 46 that read the same: capitals, ideographic full
 * stops, and variation selectors for emoji.
 */
function isWrittenPlainly(typed: string, hostname: string): boolean {
  const labels = hostname.split('.');
  const unicodeLabels = domainToUnicode(hostname).split('.');
  const typedLabels = mapLikeReaders(typed).split('.');
  return (
    typedLabels.length === labels.length &&
    typedLabels.every((it, index) => it === labels[index] || it === unicodeLabels[index])
  );
}

function mapLikeReaders(typed: string): string {
  // Per character, as in UTS 46: otherwise a sigma at the end of a word becomes a final sigma.
  const lowerCase = Array.from(typed, (it) => it.toLowerCase()).join('');
  return lowerCase
    .replace(/[\u3002\uff0e\uff61]/g, '.')
    .replace(/(\p{Extended_Pictographic})[\ufe0e\ufe0f]|(?<=\d)\ufe0f(?=\u20e3)/gu, '$1')
    .normalize('NFC');
}

/** Whether every `xn--` label decodes to Unicode; the URL parser accepts invalid ones. */
function hasValidALabels(hostname: string): boolean {
  const unicodeLabels = domainToUnicode(hostname).split('.');
  return hostname
    .split('.')
    .every((it, index) => !it.startsWith('xn--') || it !== unicodeLabels[index]);
}

function explainPort(url: URL, policy: NetworkPolicy): string | null {
  if (isOpenedByOperator(url)) return null;
  const standardPorts = policy.allowsHttp ? [443, 80] : [443];
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port);
  return explainRefusedPort(port, standardPorts);
}

/** Whether the host is reachable only because the operator allowed it; every port may be used there. */
function isOpenedByOperator(url: URL): boolean {
  const literal = readLiteral(url);
  return literal === null ? isLocalhostName(url.hostname) : !isPublicAddress(literal);
}

function readLiteral(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? null : host;
}

function explainForm(url: URL): string | null {
  return url.href.length > urlLengthMax
    ? `The URL, after encoding its special characters, is longer than ${urlLengthMax} characters.`
    : null;
}
