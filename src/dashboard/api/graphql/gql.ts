/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment DeliveryRow on Delivery {\n    id\n    status\n    statusReason\n    trigger\n    eventType\n    webhookId\n    webhook {\n      id\n      name\n    }\n    errorCode\n    errorMessage\n    responseStatus\n    responseTimeMs\n    attemptCount\n    maxAttempts\n    nextAttemptAt\n    createdAt\n    completedAt\n    updatedAt\n  }\n": typeof types.DeliveryRowFragmentDoc,
    "\n  subscription FollowEvent($eventId: ID!, $after: String) {\n    deliveryUpdated(filter: { eventId: $eventId }, after: $after) {\n      cursor\n      isStart\n      gap\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": typeof types.FollowEventDocument,
    "\n  fragment ChartStats on DeliveryStats {\n    buckets {\n      startsAt\n      endsAt\n      succeededCount\n      failedCount\n      retriedCount\n      responseTime {\n        p50Ms\n        p95Ms\n        p99Ms\n      }\n    }\n    total {\n      succeededCount\n      failedCount\n      retriedCount\n      responseTime {\n        p50Ms\n        p95Ms\n        p99Ms\n      }\n    }\n  }\n": typeof types.ChartStatsFragmentDoc,
    "\n  query ChartsOfWorkspace($since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {\n    workspace {\n      id\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...ChartStats\n      }\n    }\n  }\n": typeof types.ChartsOfWorkspaceDocument,
    "\n  query ChartsOfWebhook($id: ID!, $since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {\n    webhook(id: $id) {\n      id\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...ChartStats\n      }\n    }\n  }\n": typeof types.ChartsOfWebhookDocument,
    "\n  query ChartsFacts {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      failureRate24h\n      webhookCounts {\n        active\n        failing\n        paused\n        disabled\n        suspended\n        total\n      }\n    }\n  }\n": typeof types.ChartsFactsDocument,
    "\n  query DeliveriesWebhookName($id: ID!) {\n    webhook(id: $id) {\n      id\n      name\n    }\n  }\n": typeof types.DeliveriesWebhookNameDocument,
    "\n  query DeliveriesEventTypes {\n    eventTypes {\n      name\n    }\n  }\n": typeof types.DeliveriesEventTypesDocument,
    "\n  query DeliveriesWebhooks($search: String) {\n    webhooks(first: 10, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": typeof types.DeliveriesWebhooksDocument,
    "\n  query DeliveriesPage(\n    $filter: DeliveryFilter\n    $orderBy: DeliveryOrder\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    deliveries(\n      filter: $filter\n      orderBy: $orderBy\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n": typeof types.DeliveriesPageDocument,
    "\n  query DeliveriesShown($filter: DeliveryFilter, $first: Int, $after: String, $id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n": typeof types.DeliveriesShownDocument,
    "\n  query DeliveriesCount($filter: DeliveryFilter) {\n    deliveries(filter: $filter, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n": typeof types.DeliveriesCountDocument,
    "\n  subscription DeliveriesLive($filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(filter: $filter, after: $after) {\n      cursor\n      isStart\n      gap\n      isMatch\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": typeof types.DeliveriesLiveDocument,
    "\n  fragment DeliveryAttempt on Attempt {\n    number\n    url\n    startedAt\n    durationMs\n    lookUpMs\n    connectMs\n    tlsMs\n    firstByteMs\n    isConnectionReused\n    remoteAddress\n    requestHeaders\n    responseStatus\n    responseHeaders\n    responseBody\n    responseBodyCut\n    responseBodyError\n    errorCode\n    errorMessage\n  }\n": typeof types.DeliveryAttemptFragmentDoc,
    "\n  query DeliveryScreen($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      requestPayload\n      event {\n        id\n        erasedAt\n      }\n      webhook {\n        id\n        status\n      }\n      attempts {\n        ...DeliveryAttempt\n      }\n    }\n  }\n": typeof types.DeliveryScreenDocument,
    "\n  query DeliveryRelated($eventId: ID!, $webhookId: ID!) {\n    deliveries(filter: { eventId: $eventId, webhookIds: [$webhookId] }, first: 20) {\n      nodes {\n        ...DeliveryRow\n      }\n    }\n  }\n": typeof types.DeliveryRelatedDocument,
    "\n  query DeliveryMade($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      webhook {\n        id\n        status\n      }\n    }\n  }\n": typeof types.DeliveryMadeDocument,
    "\n  query DeliverySigned($id: ID!) {\n    delivery(id: $id) {\n      id\n      attempts {\n        number\n        signedContent\n      }\n    }\n  }\n": typeof types.DeliverySignedDocument,
    "\n  mutation DeliveryResend($input: ResendDeliveryInput!) {\n    resendDelivery(input: $input) {\n      delivery {\n        ...DeliveryRow\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n": typeof types.DeliveryResendDocument,
    "\n  query EventScreen($id: ID!) {\n    event(id: $id) {\n      id\n      type\n      occurredAt\n      erasedAt\n      payload\n    }\n  }\n": typeof types.EventScreenDocument,
    "\n  query EventDeliveries($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      deliveries(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          ...DeliveryRow\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.EventDeliveriesDocument,
    "\n  query EventWebhooks($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      webhooks(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n          webhookId\n          webhookName\n          reason\n          webhook {\n            id\n            events\n            status\n            createdAt\n          }\n          delivery {\n            ...DeliveryRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.EventWebhooksDocument,
    "\n  query EventsTypes {\n    eventTypes {\n      name\n    }\n  }\n": typeof types.EventsTypesDocument,
    "\n  query Events($filter: EventFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    events(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      searchedUntil\n      nodes {\n        id\n        type\n        occurredAt\n        erasedAt\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": typeof types.EventsDocument,
    "\n  fragment RecoveryRow on Recovery {\n    id\n    status\n    filter\n    searchedUntil\n    expectedCount {\n      count\n      isExact\n    }\n    recoveredCount\n    skippedCounts {\n      reason\n      count\n    }\n    createdAt\n    updatedAt\n    endedAt\n  }\n": typeof types.RecoveryRowFragmentDoc,
    "\n  query Recoveries($after: String) {\n    recoveries(first: 20, after: $after) {\n      nodes {\n        ...RecoveryRow\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.RecoveriesDocument,
    "\n  query Recovery($id: ID!) {\n    recovery(id: $id) {\n      ...RecoveryRow\n    }\n  }\n": typeof types.RecoveryDocument,
    "\n  subscription RecoveryFollow($id: ID!) {\n    recoveryUpdated(id: $id) {\n      ...RecoveryRow\n    }\n  }\n": typeof types.RecoveryFollowDocument,
    "\n  mutation RecoveryStart($input: RecoverDeliveriesInput!) {\n    recoverDeliveries(input: $input) {\n      recovery {\n        ...RecoveryRow\n      }\n      count {\n        count\n        isExact\n      }\n      skippedCounts {\n        reason\n        count\n      }\n      oldestAt\n      estimatedSeconds\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n": typeof types.RecoveryStartDocument,
    "\n  mutation RecoveryCancel($input: CancelRecoveryInput!) {\n    cancelRecovery(input: $input) {\n      recovery {\n        ...RecoveryRow\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n": typeof types.RecoveryCancelDocument,
    "\n  query RecoveryOutcome(\n    $succeeded: DeliveryFilter!\n    $failed: DeliveryFilter!\n    $pending: DeliveryFilter!\n  ) {\n    succeeded: deliveries(filter: $succeeded, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n    failed: deliveries(filter: $failed, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n    pending: deliveries(filter: $pending, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n": typeof types.RecoveryOutcomeDocument,
    "\n  query RecoveryChoices {\n    eventTypes {\n      name\n    }\n    webhooks(first: 100, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": typeof types.RecoveryChoicesDocument,
    "\n  query RecoveryWebhooks($search: String!) {\n    webhooks(first: 20, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": typeof types.RecoveryWebhooksDocument,
    "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  query Webhooks {\n    webhooks(first: 50) {\n      nodes {\n        id\n        name\n        url\n        status\n        health {\n          failingSince\n          statusMessage\n        }\n      }\n    }\n  }\n": typeof types.WebhooksDocument,
};
const documents: Documents = {
    "\n  fragment DeliveryRow on Delivery {\n    id\n    status\n    statusReason\n    trigger\n    eventType\n    webhookId\n    webhook {\n      id\n      name\n    }\n    errorCode\n    errorMessage\n    responseStatus\n    responseTimeMs\n    attemptCount\n    maxAttempts\n    nextAttemptAt\n    createdAt\n    completedAt\n    updatedAt\n  }\n": types.DeliveryRowFragmentDoc,
    "\n  subscription FollowEvent($eventId: ID!, $after: String) {\n    deliveryUpdated(filter: { eventId: $eventId }, after: $after) {\n      cursor\n      isStart\n      gap\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": types.FollowEventDocument,
    "\n  fragment ChartStats on DeliveryStats {\n    buckets {\n      startsAt\n      endsAt\n      succeededCount\n      failedCount\n      retriedCount\n      responseTime {\n        p50Ms\n        p95Ms\n        p99Ms\n      }\n    }\n    total {\n      succeededCount\n      failedCount\n      retriedCount\n      responseTime {\n        p50Ms\n        p95Ms\n        p99Ms\n      }\n    }\n  }\n": types.ChartStatsFragmentDoc,
    "\n  query ChartsOfWorkspace($since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {\n    workspace {\n      id\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...ChartStats\n      }\n    }\n  }\n": types.ChartsOfWorkspaceDocument,
    "\n  query ChartsOfWebhook($id: ID!, $since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {\n    webhook(id: $id) {\n      id\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...ChartStats\n      }\n    }\n  }\n": types.ChartsOfWebhookDocument,
    "\n  query ChartsFacts {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      failureRate24h\n      webhookCounts {\n        active\n        failing\n        paused\n        disabled\n        suspended\n        total\n      }\n    }\n  }\n": types.ChartsFactsDocument,
    "\n  query DeliveriesWebhookName($id: ID!) {\n    webhook(id: $id) {\n      id\n      name\n    }\n  }\n": types.DeliveriesWebhookNameDocument,
    "\n  query DeliveriesEventTypes {\n    eventTypes {\n      name\n    }\n  }\n": types.DeliveriesEventTypesDocument,
    "\n  query DeliveriesWebhooks($search: String) {\n    webhooks(first: 10, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": types.DeliveriesWebhooksDocument,
    "\n  query DeliveriesPage(\n    $filter: DeliveryFilter\n    $orderBy: DeliveryOrder\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    deliveries(\n      filter: $filter\n      orderBy: $orderBy\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n": types.DeliveriesPageDocument,
    "\n  query DeliveriesShown($filter: DeliveryFilter, $first: Int, $after: String, $id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n": types.DeliveriesShownDocument,
    "\n  query DeliveriesCount($filter: DeliveryFilter) {\n    deliveries(filter: $filter, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n": types.DeliveriesCountDocument,
    "\n  subscription DeliveriesLive($filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(filter: $filter, after: $after) {\n      cursor\n      isStart\n      gap\n      isMatch\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": types.DeliveriesLiveDocument,
    "\n  fragment DeliveryAttempt on Attempt {\n    number\n    url\n    startedAt\n    durationMs\n    lookUpMs\n    connectMs\n    tlsMs\n    firstByteMs\n    isConnectionReused\n    remoteAddress\n    requestHeaders\n    responseStatus\n    responseHeaders\n    responseBody\n    responseBodyCut\n    responseBodyError\n    errorCode\n    errorMessage\n  }\n": types.DeliveryAttemptFragmentDoc,
    "\n  query DeliveryScreen($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      requestPayload\n      event {\n        id\n        erasedAt\n      }\n      webhook {\n        id\n        status\n      }\n      attempts {\n        ...DeliveryAttempt\n      }\n    }\n  }\n": types.DeliveryScreenDocument,
    "\n  query DeliveryRelated($eventId: ID!, $webhookId: ID!) {\n    deliveries(filter: { eventId: $eventId, webhookIds: [$webhookId] }, first: 20) {\n      nodes {\n        ...DeliveryRow\n      }\n    }\n  }\n": types.DeliveryRelatedDocument,
    "\n  query DeliveryMade($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      webhook {\n        id\n        status\n      }\n    }\n  }\n": types.DeliveryMadeDocument,
    "\n  query DeliverySigned($id: ID!) {\n    delivery(id: $id) {\n      id\n      attempts {\n        number\n        signedContent\n      }\n    }\n  }\n": types.DeliverySignedDocument,
    "\n  mutation DeliveryResend($input: ResendDeliveryInput!) {\n    resendDelivery(input: $input) {\n      delivery {\n        ...DeliveryRow\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n": types.DeliveryResendDocument,
    "\n  query EventScreen($id: ID!) {\n    event(id: $id) {\n      id\n      type\n      occurredAt\n      erasedAt\n      payload\n    }\n  }\n": types.EventScreenDocument,
    "\n  query EventDeliveries($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      deliveries(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          ...DeliveryRow\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": types.EventDeliveriesDocument,
    "\n  query EventWebhooks($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      webhooks(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n          webhookId\n          webhookName\n          reason\n          webhook {\n            id\n            events\n            status\n            createdAt\n          }\n          delivery {\n            ...DeliveryRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": types.EventWebhooksDocument,
    "\n  query EventsTypes {\n    eventTypes {\n      name\n    }\n  }\n": types.EventsTypesDocument,
    "\n  query Events($filter: EventFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    events(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      searchedUntil\n      nodes {\n        id\n        type\n        occurredAt\n        erasedAt\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": types.EventsDocument,
    "\n  fragment RecoveryRow on Recovery {\n    id\n    status\n    filter\n    searchedUntil\n    expectedCount {\n      count\n      isExact\n    }\n    recoveredCount\n    skippedCounts {\n      reason\n      count\n    }\n    createdAt\n    updatedAt\n    endedAt\n  }\n": types.RecoveryRowFragmentDoc,
    "\n  query Recoveries($after: String) {\n    recoveries(first: 20, after: $after) {\n      nodes {\n        ...RecoveryRow\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.RecoveriesDocument,
    "\n  query Recovery($id: ID!) {\n    recovery(id: $id) {\n      ...RecoveryRow\n    }\n  }\n": types.RecoveryDocument,
    "\n  subscription RecoveryFollow($id: ID!) {\n    recoveryUpdated(id: $id) {\n      ...RecoveryRow\n    }\n  }\n": types.RecoveryFollowDocument,
    "\n  mutation RecoveryStart($input: RecoverDeliveriesInput!) {\n    recoverDeliveries(input: $input) {\n      recovery {\n        ...RecoveryRow\n      }\n      count {\n        count\n        isExact\n      }\n      skippedCounts {\n        reason\n        count\n      }\n      oldestAt\n      estimatedSeconds\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n": types.RecoveryStartDocument,
    "\n  mutation RecoveryCancel($input: CancelRecoveryInput!) {\n    cancelRecovery(input: $input) {\n      recovery {\n        ...RecoveryRow\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n": types.RecoveryCancelDocument,
    "\n  query RecoveryOutcome(\n    $succeeded: DeliveryFilter!\n    $failed: DeliveryFilter!\n    $pending: DeliveryFilter!\n  ) {\n    succeeded: deliveries(filter: $succeeded, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n    failed: deliveries(filter: $failed, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n    pending: deliveries(filter: $pending, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n": types.RecoveryOutcomeDocument,
    "\n  query RecoveryChoices {\n    eventTypes {\n      name\n    }\n    webhooks(first: 100, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": types.RecoveryChoicesDocument,
    "\n  query RecoveryWebhooks($search: String!) {\n    webhooks(first: 20, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": types.RecoveryWebhooksDocument,
    "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n": types.ViewerDocument,
    "\n  query Webhooks {\n    webhooks(first: 50) {\n      nodes {\n        id\n        name\n        url\n        status\n        health {\n          failingSince\n          statusMessage\n        }\n      }\n    }\n  }\n": types.WebhooksDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeliveryRow on Delivery {\n    id\n    status\n    statusReason\n    trigger\n    eventType\n    webhookId\n    webhook {\n      id\n      name\n    }\n    errorCode\n    errorMessage\n    responseStatus\n    responseTimeMs\n    attemptCount\n    maxAttempts\n    nextAttemptAt\n    createdAt\n    completedAt\n    updatedAt\n  }\n"): (typeof documents)["\n  fragment DeliveryRow on Delivery {\n    id\n    status\n    statusReason\n    trigger\n    eventType\n    webhookId\n    webhook {\n      id\n      name\n    }\n    errorCode\n    errorMessage\n    responseStatus\n    responseTimeMs\n    attemptCount\n    maxAttempts\n    nextAttemptAt\n    createdAt\n    completedAt\n    updatedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowEvent($eventId: ID!, $after: String) {\n    deliveryUpdated(filter: { eventId: $eventId }, after: $after) {\n      cursor\n      isStart\n      gap\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription FollowEvent($eventId: ID!, $after: String) {\n    deliveryUpdated(filter: { eventId: $eventId }, after: $after) {\n      cursor\n      isStart\n      gap\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ChartStats on DeliveryStats {\n    buckets {\n      startsAt\n      endsAt\n      succeededCount\n      failedCount\n      retriedCount\n      responseTime {\n        p50Ms\n        p95Ms\n        p99Ms\n      }\n    }\n    total {\n      succeededCount\n      failedCount\n      retriedCount\n      responseTime {\n        p50Ms\n        p95Ms\n        p99Ms\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment ChartStats on DeliveryStats {\n    buckets {\n      startsAt\n      endsAt\n      succeededCount\n      failedCount\n      retriedCount\n      responseTime {\n        p50Ms\n        p95Ms\n        p99Ms\n      }\n    }\n    total {\n      succeededCount\n      failedCount\n      retriedCount\n      responseTime {\n        p50Ms\n        p95Ms\n        p99Ms\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChartsOfWorkspace($since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {\n    workspace {\n      id\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...ChartStats\n      }\n    }\n  }\n"): (typeof documents)["\n  query ChartsOfWorkspace($since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {\n    workspace {\n      id\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...ChartStats\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChartsOfWebhook($id: ID!, $since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {\n    webhook(id: $id) {\n      id\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...ChartStats\n      }\n    }\n  }\n"): (typeof documents)["\n  query ChartsOfWebhook($id: ID!, $since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {\n    webhook(id: $id) {\n      id\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...ChartStats\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChartsFacts {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      failureRate24h\n      webhookCounts {\n        active\n        failing\n        paused\n        disabled\n        suspended\n        total\n      }\n    }\n  }\n"): (typeof documents)["\n  query ChartsFacts {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      failureRate24h\n      webhookCounts {\n        active\n        failing\n        paused\n        disabled\n        suspended\n        total\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveriesWebhookName($id: ID!) {\n    webhook(id: $id) {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query DeliveriesWebhookName($id: ID!) {\n    webhook(id: $id) {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveriesEventTypes {\n    eventTypes {\n      name\n    }\n  }\n"): (typeof documents)["\n  query DeliveriesEventTypes {\n    eventTypes {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveriesWebhooks($search: String) {\n    webhooks(first: 10, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeliveriesWebhooks($search: String) {\n    webhooks(first: 10, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveriesPage(\n    $filter: DeliveryFilter\n    $orderBy: DeliveryOrder\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    deliveries(\n      filter: $filter\n      orderBy: $orderBy\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n"): (typeof documents)["\n  query DeliveriesPage(\n    $filter: DeliveryFilter\n    $orderBy: DeliveryOrder\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    deliveries(\n      filter: $filter\n      orderBy: $orderBy\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveriesShown($filter: DeliveryFilter, $first: Int, $after: String, $id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n"): (typeof documents)["\n  query DeliveriesShown($filter: DeliveryFilter, $first: Int, $after: String, $id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveriesCount($filter: DeliveryFilter) {\n    deliveries(filter: $filter, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeliveriesCount($filter: DeliveryFilter) {\n    deliveries(filter: $filter, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DeliveriesLive($filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(filter: $filter, after: $after) {\n      cursor\n      isStart\n      gap\n      isMatch\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription DeliveriesLive($filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(filter: $filter, after: $after) {\n      cursor\n      isStart\n      gap\n      isMatch\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeliveryAttempt on Attempt {\n    number\n    url\n    startedAt\n    durationMs\n    lookUpMs\n    connectMs\n    tlsMs\n    firstByteMs\n    isConnectionReused\n    remoteAddress\n    requestHeaders\n    responseStatus\n    responseHeaders\n    responseBody\n    responseBodyCut\n    responseBodyError\n    errorCode\n    errorMessage\n  }\n"): (typeof documents)["\n  fragment DeliveryAttempt on Attempt {\n    number\n    url\n    startedAt\n    durationMs\n    lookUpMs\n    connectMs\n    tlsMs\n    firstByteMs\n    isConnectionReused\n    remoteAddress\n    requestHeaders\n    responseStatus\n    responseHeaders\n    responseBody\n    responseBodyCut\n    responseBodyError\n    errorCode\n    errorMessage\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveryScreen($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      requestPayload\n      event {\n        id\n        erasedAt\n      }\n      webhook {\n        id\n        status\n      }\n      attempts {\n        ...DeliveryAttempt\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeliveryScreen($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      requestPayload\n      event {\n        id\n        erasedAt\n      }\n      webhook {\n        id\n        status\n      }\n      attempts {\n        ...DeliveryAttempt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveryRelated($eventId: ID!, $webhookId: ID!) {\n    deliveries(filter: { eventId: $eventId, webhookIds: [$webhookId] }, first: 20) {\n      nodes {\n        ...DeliveryRow\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeliveryRelated($eventId: ID!, $webhookId: ID!) {\n    deliveries(filter: { eventId: $eventId, webhookIds: [$webhookId] }, first: 20) {\n      nodes {\n        ...DeliveryRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveryMade($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      webhook {\n        id\n        status\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeliveryMade($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      webhook {\n        id\n        status\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliverySigned($id: ID!) {\n    delivery(id: $id) {\n      id\n      attempts {\n        number\n        signedContent\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeliverySigned($id: ID!) {\n    delivery(id: $id) {\n      id\n      attempts {\n        number\n        signedContent\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeliveryResend($input: ResendDeliveryInput!) {\n    resendDelivery(input: $input) {\n      delivery {\n        ...DeliveryRow\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeliveryResend($input: ResendDeliveryInput!) {\n    resendDelivery(input: $input) {\n      delivery {\n        ...DeliveryRow\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventScreen($id: ID!) {\n    event(id: $id) {\n      id\n      type\n      occurredAt\n      erasedAt\n      payload\n    }\n  }\n"): (typeof documents)["\n  query EventScreen($id: ID!) {\n    event(id: $id) {\n      id\n      type\n      occurredAt\n      erasedAt\n      payload\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventDeliveries($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      deliveries(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          ...DeliveryRow\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query EventDeliveries($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      deliveries(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          ...DeliveryRow\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventWebhooks($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      webhooks(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n          webhookId\n          webhookName\n          reason\n          webhook {\n            id\n            events\n            status\n            createdAt\n          }\n          delivery {\n            ...DeliveryRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query EventWebhooks($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      webhooks(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n          webhookId\n          webhookName\n          reason\n          webhook {\n            id\n            events\n            status\n            createdAt\n          }\n          delivery {\n            ...DeliveryRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventsTypes {\n    eventTypes {\n      name\n    }\n  }\n"): (typeof documents)["\n  query EventsTypes {\n    eventTypes {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Events($filter: EventFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    events(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      searchedUntil\n      nodes {\n        id\n        type\n        occurredAt\n        erasedAt\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Events($filter: EventFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    events(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      searchedUntil\n      nodes {\n        id\n        type\n        occurredAt\n        erasedAt\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RecoveryRow on Recovery {\n    id\n    status\n    filter\n    searchedUntil\n    expectedCount {\n      count\n      isExact\n    }\n    recoveredCount\n    skippedCounts {\n      reason\n      count\n    }\n    createdAt\n    updatedAt\n    endedAt\n  }\n"): (typeof documents)["\n  fragment RecoveryRow on Recovery {\n    id\n    status\n    filter\n    searchedUntil\n    expectedCount {\n      count\n      isExact\n    }\n    recoveredCount\n    skippedCounts {\n      reason\n      count\n    }\n    createdAt\n    updatedAt\n    endedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Recoveries($after: String) {\n    recoveries(first: 20, after: $after) {\n      nodes {\n        ...RecoveryRow\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Recoveries($after: String) {\n    recoveries(first: 20, after: $after) {\n      nodes {\n        ...RecoveryRow\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Recovery($id: ID!) {\n    recovery(id: $id) {\n      ...RecoveryRow\n    }\n  }\n"): (typeof documents)["\n  query Recovery($id: ID!) {\n    recovery(id: $id) {\n      ...RecoveryRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RecoveryFollow($id: ID!) {\n    recoveryUpdated(id: $id) {\n      ...RecoveryRow\n    }\n  }\n"): (typeof documents)["\n  subscription RecoveryFollow($id: ID!) {\n    recoveryUpdated(id: $id) {\n      ...RecoveryRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RecoveryStart($input: RecoverDeliveriesInput!) {\n    recoverDeliveries(input: $input) {\n      recovery {\n        ...RecoveryRow\n      }\n      count {\n        count\n        isExact\n      }\n      skippedCounts {\n        reason\n        count\n      }\n      oldestAt\n      estimatedSeconds\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RecoveryStart($input: RecoverDeliveriesInput!) {\n    recoverDeliveries(input: $input) {\n      recovery {\n        ...RecoveryRow\n      }\n      count {\n        count\n        isExact\n      }\n      skippedCounts {\n        reason\n        count\n      }\n      oldestAt\n      estimatedSeconds\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RecoveryCancel($input: CancelRecoveryInput!) {\n    cancelRecovery(input: $input) {\n      recovery {\n        ...RecoveryRow\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RecoveryCancel($input: CancelRecoveryInput!) {\n    cancelRecovery(input: $input) {\n      recovery {\n        ...RecoveryRow\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecoveryOutcome(\n    $succeeded: DeliveryFilter!\n    $failed: DeliveryFilter!\n    $pending: DeliveryFilter!\n  ) {\n    succeeded: deliveries(filter: $succeeded, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n    failed: deliveries(filter: $failed, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n    pending: deliveries(filter: $pending, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n"): (typeof documents)["\n  query RecoveryOutcome(\n    $succeeded: DeliveryFilter!\n    $failed: DeliveryFilter!\n    $pending: DeliveryFilter!\n  ) {\n    succeeded: deliveries(filter: $succeeded, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n    failed: deliveries(filter: $failed, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n    pending: deliveries(filter: $pending, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecoveryChoices {\n    eventTypes {\n      name\n    }\n    webhooks(first: 100, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query RecoveryChoices {\n    eventTypes {\n      name\n    }\n    webhooks(first: 100, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecoveryWebhooks($search: String!) {\n    webhooks(first: 20, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query RecoveryWebhooks($search: String!) {\n    webhooks(first: 20, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Webhooks {\n    webhooks(first: 50) {\n      nodes {\n        id\n        name\n        url\n        status\n        health {\n          failingSince\n          statusMessage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Webhooks {\n    webhooks(first: 50) {\n      nodes {\n        id\n        name\n        url\n        status\n        health {\n          failingSince\n          statusMessage\n        }\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;