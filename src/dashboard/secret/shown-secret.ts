/** A secret as the service has shown it, once. */
export interface ShownSecret {
  secret: string;
  webhook: { id: string; name: string; url: string };
}

/** Said before a person leaves while a secret is shown. */
export const secretLoss =
  'The secret is shown only here. Without it, requests to the webhook cannot be verified.';
