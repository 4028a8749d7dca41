import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from '../api/graphql/index.ts';

/** The settings of a webhook and what is known of its secret. */
export const webhookSettings = graphql(/* GraphQL */ `
  fragment WebhookSettings on Webhook {
    id
    name
    url
    format
    description
    events
    filter
    messageText
    timeoutSeconds
    headers {
      name
      value
      isSecret
    }
    version
    secretHint
    secretCreatedAt
    previousSecretEndsAt
  }
`);

export type WebhookSettings = ResultOf<typeof webhookSettings>;

/** An event type as one chooses it. */
export const eventTypeChoice = graphql(/* GraphQL */ `
  fragment EventTypeChoice on EventType {
    name
    description
    schema
    sample
  }
`);

export type EventTypeChoice = ResultOf<typeof eventTypeChoice>;

/** The data that a form for a new webhook needs. */
export const newWebhookDocument = graphql(/* GraphQL */ `
  query WebhookFormNew {
    eventTypes {
      ...EventTypeChoice
    }
    workspace {
      id
      plan
      webhookCount
      webhookLimit
      nextPlan {
        plan
        webhookLimit
      }
    }
  }
`);

/** The data that the settings of a webhook need. */
export const settingsDocument = graphql(/* GraphQL */ `
  query WebhookFormSettings($id: ID!) {
    eventTypes {
      ...EventTypeChoice
    }
    webhook(id: $id) {
      ...WebhookSettings
    }
  }
`);

export const createDocument = graphql(/* GraphQL */ `
  mutation WebhookFormCreate($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
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

export const updateDocument = graphql(/* GraphQL */ `
  mutation WebhookFormUpdate($input: UpdateWebhookInput!) {
    updateWebhook(input: $input) {
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

export const checkNewDocument = graphql(/* GraphQL */ `
  mutation WebhookFormCheckNew($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const checkChangeDocument = graphql(/* GraphQL */ `
  mutation WebhookFormCheckChange($input: UpdateWebhookInput!) {
    updateWebhook(input: $input) {
      userErrors {
        code
        field
        message
      }
    }
  }
`);
