import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from '../api/graphql/index.ts';

/** A page of webhooks. */
export const listDocument = graphql(/* GraphQL */ `
  query WebhooksPage(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $search: String
    $statuses: [WebhookStatus!]
    $orderBy: WebhookOrder
  ) {
    webhooks(
      first: $first
      after: $after
      last: $last
      before: $before
      search: $search
      statuses: $statuses
      orderBy: $orderBy
    ) {
      nodes {
        ...WebhookFacts
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount {
        count
        isExact
      }
    }
  }
`);

/** The last 24 hours of the webhooks of the same page. */
export const activityDocument = graphql(/* GraphQL */ `
  query WebhooksActivity(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $search: String
    $statuses: [WebhookStatus!]
    $orderBy: WebhookOrder
    $since: DateTime!
  ) {
    webhooks(
      first: $first
      after: $after
      last: $last
      before: $before
      search: $search
      statuses: $statuses
      orderBy: $orderBy
    ) {
      nodes {
        id
        deliveryStats(bucket: HOUR, since: $since) {
          buckets {
            startsAt
            succeededCount
            failedCount
          }
        }
      }
    }
  }
`);

/** The page that `listDocument` loads. */
export type WebhookPage = ResultOf<typeof listDocument>['webhooks'];

/** The results of one hour. */
export type HourOfActivity = NonNullable<
  ResultOf<typeof activityDocument>['webhooks']['nodes'][number]['deliveryStats']
>['buckets'][number];
