import { graphql } from '../api/graphql/index.ts';

export const regenerateDocument = graphql(/* GraphQL */ `
  mutation SecretRegenerate($input: RegenerateSecretInput!) {
    regenerateSecret(input: $input) {
      secret
      webhook {
        ...WebhookSettings
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const endPreviousDocument = graphql(/* GraphQL */ `
  mutation SecretEndPrevious($input: EndPreviousSecretInput!) {
    endPreviousSecret(input: $input) {
      webhook {
        ...WebhookSettings
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
