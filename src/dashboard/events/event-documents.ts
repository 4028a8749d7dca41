import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from '../api/graphql/index.ts';

export const eventsDocument = graphql(/* GraphQL */ `
  query Events($filter: EventFilter, $first: Int, $after: String, $last: Int, $before: String) {
    events(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      searchedUntil
      nodes {
        id
        type
        occurredAt
        erasedAt
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

export const eventDocument = graphql(/* GraphQL */ `
  query EventScreen($id: ID!) {
    event(id: $id) {
      id
      type
      occurredAt
      erasedAt
      payload
    }
  }
`);

export const eventDeliveriesDocument = graphql(/* GraphQL */ `
  query EventDeliveries($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    event(id: $id) {
      id
      deliveries(first: $first, after: $after, last: $last, before: $before) {
        nodes {
          ...DeliveryRow
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  }
`);

export const eventWebhooksDocument = graphql(/* GraphQL */ `
  query EventWebhooks($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    event(id: $id) {
      id
      webhooks(first: $first, after: $after, last: $last, before: $before) {
        nodes {
          id
          webhookId
          webhookName
          reason
          clause
          webhook {
            id
            events
            status
            createdAt
          }
          delivery {
            ...DeliveryRow
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  }
`);

export type EventsPage = ResultOf<typeof eventsDocument>['events'];
export type EventDetails = NonNullable<ResultOf<typeof eventDocument>['event']>;
type WebhooksOfEvent = NonNullable<ResultOf<typeof eventWebhooksDocument>['event']>['webhooks'];
export type EventWebhook = NonNullable<WebhooksOfEvent>['nodes'][number];
