import type { Clock, SecretBox } from '../kernel/index.ts';
import {
  openDeliveryHeaders,
  openDeliveryUrl,
  openSecrets,
  type DeliverySettings,
  type OpenHeaders,
  type WebhookFormat,
} from '../webhooks/index.ts';
import { createSigningSecret, type SigningSecret } from './http/sign-request.ts';

/** Settings of a webhook for one request. */
export interface RequestSettings {
  /** Where to send; a credential for a chat format. */
  url: string;
  /** The URL that logs may show. */
  shownUrl: string;
  /** The URL as it is stored: it differs for each URL that the webhook had. */
  storedUrl: string;
  format: WebhookFormat;
  /** The text of chat messages; null for the notice of the event. */
  messageText: string | null;
  timeoutSeconds: number;
  secrets: SigningSecret[];
  /** The headers that the webhook adds; null if there are none. */
  customHeaders: OpenHeaders | null;
  /** Whether the last known outcome of the receiver is a failure. */
  isFailing: boolean;
}

/**
 * Returns a function that opens the settings of a webhook. It decrypts at the first call, and again when a secret has
 * expired. It throws an Error when a secret, the URL or a header cannot be opened.
 */
export function createOpener(
  settings: DeliverySettings,
  { secretBox, clock }: { secretBox: SecretBox; clock: Clock },
): () => RequestSettings {
  let opened: RequestSettings | undefined;
  let endsAt: Date | null = null;

  function open(): RequestSettings {
    const { url: shownUrl, sealedUrl, format, messageText, timeoutSeconds, isFailing } = settings;
    const secrets = openSecrets(settings, secretBox, clock.now()).map(createSigningSecret);
    const url = openDeliveryUrl(settings, secretBox);
    const customHeaders = openDeliveryHeaders(settings, secretBox);
    const urls = { url, shownUrl, storedUrl: sealedUrl ?? shownUrl };
    const { previous } = settings.sealedSecrets;
    endsAt = secrets.length > 1 && previous ? previous.endsAt : null;
    return { ...urls, format, messageText, timeoutSeconds, isFailing, customHeaders, secrets };
  }

  return () => {
    if (opened === undefined || (endsAt && clock.now() >= endsAt)) opened = open();
    return opened;
  };
}
