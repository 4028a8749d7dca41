import { graphql } from '../../api/graphql/index.ts';

export const pauseDocument = graphql(/* GraphQL */ `
  mutation WebhookPause($input: PauseWebhookInput!) {
    pauseWebhook(input: $input) {
      webhook {
        ...WebhookFacts
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Resumes a webhook; in a dry run it only counts what waits. */
export const resumeDocument = graphql(/* GraphQL */ `
  mutation WebhookResume($input: ResumeWebhookInput!) {
    resumeWebhook(input: $input) {
      waitingCount
      oldestWaitingAt
      webhook {
        ...WebhookFacts
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const enableDocument = graphql(/* GraphQL */ `
  mutation WebhookEnable($input: EnableWebhookInput!) {
    enableWebhook(input: $input) {
      webhook {
        ...WebhookFacts
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const deleteDocument = graphql(/* GraphQL */ `
  mutation WebhookDelete($input: DeleteWebhookInput!) {
    deleteWebhook(input: $input) {
      deletedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
