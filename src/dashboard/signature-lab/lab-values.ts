import { formatHeaders } from './parse-headers.ts';

/** The values of the form of the lab. */
export interface LabValues {
  headers: string;
  body: string;
  secret: string;
  signedContent: string;
  computed: string;
}

/** The navigation state with which a delivery opens the lab: `navigate('/signature-lab', { state })`. */
export interface LabState {
  /** As sent, by their names. */
  headers: unknown;
  body: string | null;
  signedContent: string | null;
  /** The last characters of the secret of the webhook. */
  secretHint?: string | null;
}

const nothing: LabValues = { headers: '', body: '', secret: '', signedContent: '', computed: '' };

/** Returns what the form begins with. */
export function readLabState(state: unknown): LabValues & { secretHint: string | null } {
  const { headers, body, signedContent, secretHint } = (state ?? {}) as Partial<LabState>;
  return {
    ...nothing,
    headers: typeof headers === 'string' ? headers : formatHeaders(headers ?? {}),
    body: body ?? '',
    signedContent: signedContent ?? '',
    secretHint: secretHint ?? null,
  };
}

/** The request that docs/integrators.md shows, with real signatures. */
export const example: LabValues = {
  ...nothing,
  headers: `webhook-id: evt_01jhmr6k20ek1sywd84wxnv5px
webhook-timestamp: 1736937001
webhook-signature: v1,B2vcOeZJjLJlDD35VJJ0Fiwt9R6YuE/U5M7o2AUUBA8=
x-stockaj-signature: sha256=6d9fc6d86e20e2ffdd0eebab431936436eef041f3ecb99be1d4577be66733c98`,
  body: '{"event":"item.low_stock","data":{"item":{"id":"itm_01jgxa1f00exbvtg6awhxs3mk2","name":"Cordless drill 18 V","sku":"DRILL-18V","quantityInStock":2,"minimumQuantity":3,"version":3,"createdAt":"2025-01-06T08:00:00.332Z","updatedAt":"2025-01-15T10:30:00.667Z"}},"timestamp":"2025-01-15T10:30:00Z"}',
  secret: 'whsec_b25seSBhbiBleGFtcGxlLCBub3QgYSBzZWNyZXQgISE=',
};
