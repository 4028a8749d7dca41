import { decodeText, type ShownText } from './decode-text.ts';
import type { BodyCollector, ReadHeaders } from './read-response.ts';
import { listEncodings, unpackBody, type Unpacked } from './unpack-body.ts';

/** A body as the log shows it. */
export interface ShownBody extends ShownText {
  /** Why it is not what was sent; null when it is. */
  error: string | null;
}

const notShown = 'The body is compressed and is not shown.';
const broken = 'The body is compressed and broken; only its start is shown.';

/**
 * Shows a body as text by what its headers say of it. Only a compressed body, which we do not ask for, takes
 * a promise. It never fails.
 */
export function showBody(
  body: BodyCollector,
  headers: ReadHeaders,
): ShownBody | Promise<ShownBody> {
  const { contentType, contentEncoding } = headers;
  const { bytes, isCut } = body.read();
  const encodings = listEncodings(contentEncoding);
  if (encodings.length === 0 || bytes.length === 0) {
    return { ...decodeText(bytes, isCut, contentType), error: null };
  }
  return unpackBody(bytes, isCut, encodings).then((unpacked) => {
    if (unpacked === null || isBrokenAtOnce(unpacked)) return showAsItIs(bytes, isCut, contentType);
    const error = unpacked.isBroken ? broken : null;
    return { ...decodeText(unpacked.bytes, unpacked.isCut, contentType), error };
  });
}

function isBrokenAtOnce({ bytes, isBroken }: Unpacked): boolean {
  return isBroken && bytes.length === 0;
}

/** Text that is only called compressed is shown. */
function showAsItIs(bytes: Buffer, isCut: boolean, contentType: string | null): ShownBody {
  const shown = decodeText(bytes, isCut, contentType);
  // No text has these, and packed bytes hardly do without.
  const isText = !/[\0-\x08\x0e-\x1f\ufffd]/.test(shown.text);
  return isText ? { ...shown, error: null } : { text: '', isCut: false, error: notShown };
}
