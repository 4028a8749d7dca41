import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from '../api/graphql/index.ts';

export const chartStats = graphql(/* GraphQL */ `
  fragment ChartStats on DeliveryStats {
    buckets {
      startsAt
      endsAt
      succeededCount
      failedCount
      retriedCount
      responseTime {
        p50Ms
        p95Ms
        p99Ms
      }
    }
    total {
      succeededCount
      failedCount
      retriedCount
      responseTime {
        p50Ms
        p95Ms
        p99Ms
      }
    }
  }
`);

/** Results over time. */
export type ChartStats = ResultOf<typeof chartStats>;

export const workspaceChartsDocument = graphql(/* GraphQL */ `
  query ChartsOfWorkspace($since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {
    workspace {
      id
      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {
        ...ChartStats
      }
    }
  }
`);

export const webhookChartsDocument = graphql(/* GraphQL */ `
  query ChartsOfWebhook($id: ID!, $since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {
    webhook(id: $id) {
      id
      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {
        ...ChartStats
      }
    }
  }
`);

export const workspaceFactsDocument = graphql(/* GraphQL */ `
  query ChartsFacts {
    workspace {
      id
      plan
      webhookCount
      webhookLimit
      failureRate24h
      webhookCounts {
        active
        failing
        paused
        disabled
        suspended
        total
      }
    }
  }
`);
