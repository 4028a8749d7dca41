import type { BodyCollector } from './body-collector.ts';
import { decodeText, type ShownText } from './decode-text.ts';
import type { ReadHeaders } from './read-headers.ts';
import { listEncodings, unpackBody, type Unpacked } from './unpack-body.ts';

/** A body as text to show. */
export interface ShownBody extends ShownText {
  /** Why the text differs from the body sent; null when it does not. */
  error: string | null;
}

const notShown = 'The body is compressed and is not shown.';
const broken = 'The body is compressed and broken; only its start is shown.';

/**
 * Shows a body as text, by the headers that describe it. Returns a promise only for a compressed body,
 * which we do not ask for. It never fails.
 */
export function showBody(
  body: BodyCollector,
  headers: Pick<ReadHeaders, 'contentType' | 'contentEncoding'>,
): ShownBody | Promise<ShownBody> {
  const { contentType, contentEncoding } = headers;
  const { bytes, isCut } = body.read();
  const encodings = listEncodings(contentEncoding);
  if (encodings.length === 0 || bytes.length === 0) {
    return { ...decodeText(bytes, isCut, contentType), error: null };
  }
  return unpackBody(bytes, isCut, encodings).then((unpacked) => {
    if (unpacked === null || isBrokenAtOnce(unpacked)) {
      return showIfText(bytes, isCut, contentType);
    }
    const error = unpacked.isBroken ? broken : null;
    return { ...decodeText(unpacked.bytes, unpacked.isCut, contentType), error };
  });
}

function isBrokenAtOnce({ bytes, isBroken }: Unpacked): boolean {
  return isBroken && bytes.length === 0;
}

/** Some receivers declare an encoding and send plain text; that text is shown. */
function showIfText(bytes: Buffer, isCut: boolean, contentType: string | null): ShownBody {
  const shown = decodeText(bytes, isCut, contentType);
  // Text has none of these characters; compressed bytes nearly always do.
  const isText = !/[\0-\x08\x0e-\x1f\ufffd]/.test(shown.text);
  return isText ? { ...shown, error: null } : { text: '', isCut: false, error: notShown };
}
