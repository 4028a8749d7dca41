/** Something that the lab can find out about a signature. */
export type CauseCode = keyof typeof causes;

interface Cause {
  title: string;
  advice: string;
}

const rawBody =
  'Verify the raw bytes, before anything parses them: `express.raw()` in Express, `request.get_data()` in Flask, `request.body` in Django.';

/** Each cause in words, with what helps. */
export const causes = {
  'header-missing': {
    title: 'A header is missing',
    advice: 'Copy all headers of the request. A proxy in front of your server may remove them.',
  },
  'serialised-again': {
    title: 'The body was parsed and serialised again',
    advice: `The values are the same, but not the text. ${rawBody}`,
  },
  'string-in-string': {
    title: 'The body is a JSON string that contains the body',
    advice: `The text was serialised once more. ${rawBody}`,
  },
  'line-break-added': {
    title: 'The body has a line break at its end that was not signed',
    advice: 'Editors and `echo` add one. Take the bytes as they arrived, `printf %s` in a shell.',
  },
  'line-break-removed': {
    title: 'The line break at the end of the body is missing',
    advice: 'It was signed. Do not trim the body before you verify it.',
  },
  'line-breaks-changed': {
    title: 'The line breaks of the body were changed',
    advice: 'CRLF and LF are different bytes. Read the body as bytes, not as lines of text.',
  },
  'byte-order-mark': {
    title: 'The body begins with a byte order mark',
    advice: 'It was added when the body was stored or read as a text file. Verify the raw bytes.',
  },
  'space-around-body': {
    title: 'There is space around the body that was not signed',
    advice: 'Take the bytes as they arrived, with nothing before or after them.',
  },
  'wrong-encoding': {
    title: 'The body was decoded as something other than UTF-8',
    advice:
      'Letters such as “é” have become “Ã©” or “�”. Verify the bytes, and decode them as UTF-8.',
  },
  'body-cut': {
    title: 'The end of the body is missing',
    advice: 'Read the whole body: `content-length` says how many bytes it has.',
  },
  'body-changed': {
    title: 'The body is not the one that was signed',
    advice: 'It belongs to another request, or something has changed it on its way.',
  },
  'other-attempt': {
    title: 'The headers are of another attempt',
    advice:
      'Each attempt has its own `webhook-timestamp` and signature. Compare the headers and the signed text of the same attempt.',
  },
  'space-around-secret': {
    title: 'There is space or a quotation mark around the secret',
    advice: 'Store the secret without it. Files and environment variables often add a line break.',
  },
  'prefix-missing': {
    title: 'The secret lacks its prefix',
    advice: 'The secret is the whole text, from `whsec_` on.',
  },
  'padding-missing': {
    title: 'The secret lacks the “=” at its end',
    advice:
      'The secret is the whole text with the “=” at the end. A double click often leaves it out.',
  },
  'key-not-decoded': {
    title: 'The text of the secret was used as the key',
    advice:
      'For Standard Webhooks, the key is what follows `whsec_`, decoded from base64 into bytes.',
  },
  'prefix-decoded': {
    title: 'The prefix was decoded together with the key',
    advice: 'Remove `whsec_` before you decode the rest from base64.',
  },
  'key-decoded': {
    title: 'The decoded bytes were used as the key',
    advice: 'For the plain scheme, the key is the whole text of the secret, `whsec_` included.',
  },
  'prefix-cut-off': {
    title: 'The key lacks the prefix of the secret',
    advice: 'For the plain scheme, the key is the whole text of the secret, `whsec_` included.',
  },
  'content-incomplete': {
    title: 'Not everything was signed',
    advice: 'Sign `webhook-id`, a dot, `webhook-timestamp`, a dot, and the body.',
  },
  'time-signed-too': {
    title: 'Too much was signed',
    advice: 'The plain scheme signs only the body.',
  },
  'wrong-form': {
    title: 'The value is right, but not its form',
    advice:
      'Standard Webhooks writes `v1,` and base64; the plain scheme `sha256=` and hexadecimal digits in lower case.',
  },
  'secret-malformed': {
    title: 'This is not the secret of a webhook',
    advice: 'A secret is `whsec_` and base64. It is shown once, when it is created.',
  },
  'secret-of-other': {
    title: 'The secret is not the one of this webhook',
    advice: 'Its last characters differ from those that the webhook shows.',
  },
  'secret-wrong': {
    title: 'The secret is wrong',
    advice:
      'Compare its last characters with those that the webhook shows. It may be of another webhook, or one that has ended.',
  },
  'secret-or-body': {
    title: 'The secret is wrong, or the body was changed',
    advice:
      'Compare the last characters of the secret with those that the webhook shows. If they are the same, open the delivery in the log and come here from there: then the first differing byte is shown.',
  },
  'id-or-time-changed': {
    title: '`webhook-id`, `webhook-timestamp` or the signature was changed',
    advice:
      'The other scheme verifies, so the secret and the body are right. Copy these three headers from the same request.',
  },
  'header-changed': {
    title: '`x-stockaj-signature` was changed',
    advice:
      'The other scheme verifies, so the secret and the body are right. Copy this header again.',
  },
  'timestamp-old': {
    title: 'The timestamp is more than 5 minutes old',
    advice:
      'A receiver refuses it now. That is normal for a request that you look at later. If your server refuses new requests, its clock is wrong, or a queue holds the requests up.',
  },
  'timestamp-ahead': {
    title: 'The timestamp is more than 5 minutes ahead',
    advice: 'A receiver refuses it. The clock of the sender or of the receiver is wrong.',
  },
  'timestamp-malformed': {
    title: '`webhook-timestamp` is not a number of seconds',
    advice: 'It has the seconds since 1970, in digits only. Milliseconds are refused.',
  },
  'newest-secret': {
    title: 'The request has two signatures, and the first one matches',
    advice: 'This is the present secret. The second signature is by the previous one.',
  },
  'previous-secret': {
    title: 'The request has two signatures, and only the second one matches',
    advice: 'This is the previous secret. Give your server the new one before this one ends.',
  },
  'computed-unknown': {
    title: 'Your code has signed something else',
    advice:
      'No usual mistake leads from this secret and body to that signature. Print the text that your code signs, and compare it with what was signed.',
  },
} as const satisfies Record<string, Cause>;
