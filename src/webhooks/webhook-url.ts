import { isIP } from 'node:net';
import { domainToUnicode } from 'node:url';
import { isLocalhostName } from './host-name.ts';
import { isPublicAddress, type NetworkPolicy } from './network-policy.ts';
import { explainRefusedPort } from './refused-port.ts';

/** The longest URL that is accepted, in characters; most servers take no longer one. */
const urlLengthMax = 2048;

/** What may stand around a pasted URL. */
const blank = /[\s\u200b\u2060]/;

/** The URL in the form to store and to send to, or one sentence that says what is wrong with it. */
export type ParsedWebhookUrl = { url: string } | { error: string };

/**
 * Decides whether a webhook may have this URL. It looks nothing up: a name that is accepted here can
 * still lead to a refused address, which is found at each connect.
 *
 * Blanks around the URL are dropped, since they come with pasting. The rest of the raw text is checked
 * before it is parsed, because the WHATWG parser repairs: it drops TAB and LF, turns `\` into `/`,
 * decodes a percent-encoded host, reads `0x7f.1` as an address and hides an empty userinfo. Whoever reads
 * the raw text would then see another host than we send to. What is accepted parses again to exactly itself.
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
 * Drops white space at both ends (Unicode's, line breaks and the byte order mark included), and the
 * zero-width space and word joiner, which chats and documents put there. One pass, whatever the length.
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
    return 'The URL must not contain blanks, control characters or backslashes.';
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
  return authority.endsWith(':') ? 'The URL has a colon but no port.' : null;
}

/** What stands between `//` and the path: host and port as they were typed. */
function readAuthority(raw: string): string {
  return /^[^:]*:\/\/([^/?]*)/.exec(raw)?.[1] ?? '';
}

function explainHost(raw: string, url: URL, policy: NetworkPolicy): string | null {
  const typed = readAuthority(raw).replace(/:\d*$/, '');
  const literal = readLiteral(url);
  if (literal !== null) {
    if (isIP(literal) === 4 && typed !== literal) return 'Write the IP address as four numbers.';
    return policy.isAllowedAddress(literal) ? null : 'The address of the URL is not a public one.';
  }
  if (!isWrittenPlainly(typed, url.hostname)) {
    return 'The host of the URL contains characters that stand for others.';
  }
  if (!hasValidALabels(url.hostname)) return 'The host of the URL is not a valid name (xn--).';
  return policy.allowsHostName(url.hostname)
    ? null
    : 'The host of the URL must be the public name of a server, such as hooks.example.com.';
}

/**
 * Whether each label was typed as it is or in its Unicode spelling, so that nobody reads another. Of what
 * UTS 46 maps, only that passes which reads the same: capitals, the ideographic full stops, and the
 * selectors that ask for the coloured form of an emoji or the plain one.
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
  // One character at a time, as UTS 46 does: a sigma at the end of a word stays an ordinary one.
  const lowerCase = Array.from(typed, (it) => it.toLowerCase()).join('');
  return lowerCase
    .replace(/[\u3002\uff0e\uff61]/g, '.')
    .replace(/(\p{Extended_Pictographic})[\ufe0e\ufe0f]|(?<=\d)\ufe0f(?=\u20e3)/gu, '$1')
    .normalize('NFC');
}

/** Whether each label that claims to encode Unicode does; the parser lets a broken one pass. */
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

/** An address or name that only an allowed network lets through; there every port may be used. */
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
    ? `The URL, with its special characters encoded, is longer than ${urlLengthMax} characters.`
    : null;
}
