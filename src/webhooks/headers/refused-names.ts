/** Names that a webhook may not set, each with the reason that a person is told. */
interface Refusal {
  /** Names in lower case; `x-*` stands for all that begin with `x-`. */
  names: readonly string[];
  reason: string;
}

const refusals: readonly Refusal[] = [
  {
    // Two of our headers would contradict each other, and the receiver might believe the other one.
    names: ['webhook-*', 'x-stockaj-*', 'user-agent', 'accept', 'accept-encoding'],
    reason: 'Every request has its own header with this name.',
  },
  {
    // Verifiers look for these first, and a value that stays the same does not fit the body.
    names: ['svix-*', 'signature', 'signature-input', 'digest', 'repr-digest'],
    reason:
      'It is read as a signature or a digest of the body, which is different in each request.',
  },
  {
    names: ['content-*'],
    reason: 'It describes the body, which is different in each request.',
  },
  {
    // RFC 9110, section 7.6.1. They end or change the connection, or the framing of the body (request smuggling).
    names: [
      ...['connection', 'keep-alive', 'proxy-*', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
      ...['http2-settings', 'close'],
    ],
    reason: 'It belongs to the connection and not to the request.',
  },
  {
    names: ['host'],
    reason: 'It is taken from the URL.',
  },
  {
    names: ['cookie', 'cookie2', 'set-cookie', 'set-cookie2'],
    reason: 'Cookies are not sent, because they belong to the session of a browser.',
  },
  {
    // `expect` waits for 100 Continue; the others make a receiver answer 206, 304, 412 or 425 instead of 2xx.
    names: ['expect', 'range', 'if-*', 'early-data', 'max-forwards'],
    reason: 'It asks for another answer than one to the event.',
  },
  {
    // A proxy or framework would turn our POST into another request.
    names: [
      ...['x-http-method', 'x-http-method-override', 'x-method-override'],
      ...['x-original-url', 'x-rewrite-url', 'x-original-host', 'x-host'],
    ],
    reason: 'It would turn the request into another one.',
  },
  {
    // Receivers behind a proxy trust these, and lists of allowed addresses are checked against them.
    names: [
      ...[
        'forwarded',
        'x-forwarded',
        'x-forwarded-*',
        'x-real-ip',
        'x-client-ip',
        'x-cluster-client-ip',
      ],
      ...['true-client-ip', 'cf-connecting-ip', 'fastly-client-ip', 'via'],
    ],
    reason: 'It says where a request comes from, which only a proxy may say.',
  },
  {
    names: ['date'],
    reason: 'The time of a request is in webhook-timestamp, which is signed.',
  },
  {
    // JavaScript takes it for something else: receivers in it would not see the header.
    names: ['__proto__'],
    reason: 'Many receivers cannot read it.',
  },
];

const reasons = new Map(
  refusals.flatMap(({ names, reason }) => names.map((name) => [name, reason])),
);

/**
 * Says why a webhook may not set a header; null if it may. Servers that hand headers over as variables (CGI and its
 * descendants) do not distinguish `-` from `_` and `.`, so neither does this.
 *
 * @param name in any case
 */
export function explainRefusedName(name: string): string | null {
  const lowerCase = name.toLowerCase();
  const canonical = lowerCase.replace(/[^a-z0-9]/g, '-');
  const [first = ''] = canonical.split('-', 1);
  const parts = canonical.split('-');
  const family = parts.length > 1 ? `${first}-*` : '';
  const longFamily = parts.length > 2 ? `${first}-${parts[1]}-*` : '';
  return (
    [lowerCase, canonical, family, longFamily]
      .map((candidate) => reasons.get(candidate))
      .find((reason) => reason !== undefined) ?? null
  );
}
