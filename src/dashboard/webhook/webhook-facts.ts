import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from '../api/graphql/index.ts';

/** The fields that the list, the head of a webhook and its live updates have. */
export const webhookFacts = graphql(/* GraphQL */ `
  fragment WebhookFacts on Webhook {
    id
    name
    url
    format
    description
    events
    filter
    messageText
    headers {
      name
      value
      isSecret
    }
    status
    statusReason
    pausedAt
    disabledAt
    createdAt
    updatedAt
    version
    health {
      statusMessage
      failingSince
      coolingDownUntil
      lastSuccessAt
      lastFailure {
        deliveryId
        errorCode
        errorMessage
        responseStatus
        startedAt
      }
    }
    deliveryCounts {
      total
      succeeded
      failed
      pending {
        count
        isExact
      }
    }
    failureRate24h
    lastDeliveryAt
  }
`);

/** A webhook as lists, its head and live updates have it. */
export type WebhookFacts = ResultOf<typeof webhookFacts>;

/** One webhook. */
export const webhookDocument = graphql(/* GraphQL */ `
  query WebhookHead($id: ID!) {
    webhook(id: $id) {
      ...WebhookFacts
    }
  }
`);
