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
    "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  mutation WebhookPause($input: PauseWebhookInput!) {\n    pauseWebhook(input: $input) {\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.WebhookPauseDocument,
    "\n  mutation WebhookResume($input: ResumeWebhookInput!) {\n    resumeWebhook(input: $input) {\n      waitingCount\n      oldestWaitingAt\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.WebhookResumeDocument,
    "\n  mutation WebhookEnable($input: EnableWebhookInput!) {\n    enableWebhook(input: $input) {\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.WebhookEnableDocument,
    "\n  mutation WebhookDelete($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.WebhookDeleteDocument,
    "\n  subscription WebhookLive($webhookId: ID) {\n    webhookUpdated(webhookId: $webhookId) {\n      isStart\n      gap\n      deletedId\n      webhook {\n        ...WebhookFacts\n      }\n    }\n  }\n": typeof types.WebhookLiveDocument,
    "\n  fragment WebhookFacts on Webhook {\n    id\n    name\n    url\n    description\n    events\n    status\n    statusReason\n    pausedAt\n    disabledAt\n    createdAt\n    updatedAt\n    version\n    health {\n      statusMessage\n      failingSince\n      coolingDownUntil\n      lastSuccessAt\n      lastFailure {\n        deliveryId\n        errorCode\n        errorMessage\n        responseStatus\n        startedAt\n      }\n    }\n    deliveryCounts {\n      total\n      succeeded\n      failed\n      pending {\n        count\n        isExact\n      }\n    }\n    failureRate24h\n    lastDeliveryAt\n  }\n": typeof types.WebhookFactsFragmentDoc,
    "\n  query WebhookHead($id: ID!) {\n    webhook(id: $id) {\n      ...WebhookFacts\n    }\n  }\n": typeof types.WebhookHeadDocument,
    "\n  query WebhooksPage(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $search: String\n    $statuses: [WebhookStatus!]\n    $orderBy: WebhookOrder\n  ) {\n    webhooks(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      search: $search\n      statuses: $statuses\n      orderBy: $orderBy\n    ) {\n      nodes {\n        ...WebhookFacts\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n": typeof types.WebhooksPageDocument,
    "\n  query WebhooksActivity(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $search: String\n    $statuses: [WebhookStatus!]\n    $orderBy: WebhookOrder\n    $since: DateTime!\n  ) {\n    webhooks(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      search: $search\n      statuses: $statuses\n      orderBy: $orderBy\n    ) {\n      nodes {\n        id\n        deliveryStats(bucket: HOUR, since: $since) {\n          buckets {\n            startsAt\n            succeededCount\n            failedCount\n          }\n        }\n      }\n    }\n  }\n": typeof types.WebhooksActivityDocument,
    "\n  query WebhooksUsage {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      webhookCounts {\n        active\n        paused\n        disabled\n        suspended\n        failing\n        total\n      }\n      nextPlan {\n        plan\n        webhookLimit\n      }\n    }\n  }\n": typeof types.WebhooksUsageDocument,
};
const documents: Documents = {
    "\n  fragment DeliveryRow on Delivery {\n    id\n    status\n    statusReason\n    trigger\n    eventType\n    webhookId\n    webhook {\n      id\n      name\n    }\n    errorCode\n    errorMessage\n    responseStatus\n    responseTimeMs\n    attemptCount\n    maxAttempts\n    nextAttemptAt\n    createdAt\n    completedAt\n    updatedAt\n  }\n": types.DeliveryRowFragmentDoc,
    "\n  subscription FollowEvent($eventId: ID!, $after: String) {\n    deliveryUpdated(filter: { eventId: $eventId }, after: $after) {\n      cursor\n      isStart\n      gap\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": types.FollowEventDocument,
    "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n": types.ViewerDocument,
    "\n  mutation WebhookPause($input: PauseWebhookInput!) {\n    pauseWebhook(input: $input) {\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.WebhookPauseDocument,
    "\n  mutation WebhookResume($input: ResumeWebhookInput!) {\n    resumeWebhook(input: $input) {\n      waitingCount\n      oldestWaitingAt\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.WebhookResumeDocument,
    "\n  mutation WebhookEnable($input: EnableWebhookInput!) {\n    enableWebhook(input: $input) {\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.WebhookEnableDocument,
    "\n  mutation WebhookDelete($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.WebhookDeleteDocument,
    "\n  subscription WebhookLive($webhookId: ID) {\n    webhookUpdated(webhookId: $webhookId) {\n      isStart\n      gap\n      deletedId\n      webhook {\n        ...WebhookFacts\n      }\n    }\n  }\n": types.WebhookLiveDocument,
    "\n  fragment WebhookFacts on Webhook {\n    id\n    name\n    url\n    description\n    events\n    status\n    statusReason\n    pausedAt\n    disabledAt\n    createdAt\n    updatedAt\n    version\n    health {\n      statusMessage\n      failingSince\n      coolingDownUntil\n      lastSuccessAt\n      lastFailure {\n        deliveryId\n        errorCode\n        errorMessage\n        responseStatus\n        startedAt\n      }\n    }\n    deliveryCounts {\n      total\n      succeeded\n      failed\n      pending {\n        count\n        isExact\n      }\n    }\n    failureRate24h\n    lastDeliveryAt\n  }\n": types.WebhookFactsFragmentDoc,
    "\n  query WebhookHead($id: ID!) {\n    webhook(id: $id) {\n      ...WebhookFacts\n    }\n  }\n": types.WebhookHeadDocument,
    "\n  query WebhooksPage(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $search: String\n    $statuses: [WebhookStatus!]\n    $orderBy: WebhookOrder\n  ) {\n    webhooks(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      search: $search\n      statuses: $statuses\n      orderBy: $orderBy\n    ) {\n      nodes {\n        ...WebhookFacts\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n": types.WebhooksPageDocument,
    "\n  query WebhooksActivity(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $search: String\n    $statuses: [WebhookStatus!]\n    $orderBy: WebhookOrder\n    $since: DateTime!\n  ) {\n    webhooks(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      search: $search\n      statuses: $statuses\n      orderBy: $orderBy\n    ) {\n      nodes {\n        id\n        deliveryStats(bucket: HOUR, since: $since) {\n          buckets {\n            startsAt\n            succeededCount\n            failedCount\n          }\n        }\n      }\n    }\n  }\n": types.WebhooksActivityDocument,
    "\n  query WebhooksUsage {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      webhookCounts {\n        active\n        paused\n        disabled\n        suspended\n        failing\n        total\n      }\n      nextPlan {\n        plan\n        webhookLimit\n      }\n    }\n  }\n": types.WebhooksUsageDocument,
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
export function graphql(source: "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WebhookPause($input: PauseWebhookInput!) {\n    pauseWebhook(input: $input) {\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation WebhookPause($input: PauseWebhookInput!) {\n    pauseWebhook(input: $input) {\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WebhookResume($input: ResumeWebhookInput!) {\n    resumeWebhook(input: $input) {\n      waitingCount\n      oldestWaitingAt\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation WebhookResume($input: ResumeWebhookInput!) {\n    resumeWebhook(input: $input) {\n      waitingCount\n      oldestWaitingAt\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WebhookEnable($input: EnableWebhookInput!) {\n    enableWebhook(input: $input) {\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation WebhookEnable($input: EnableWebhookInput!) {\n    enableWebhook(input: $input) {\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WebhookDelete($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation WebhookDelete($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WebhookLive($webhookId: ID) {\n    webhookUpdated(webhookId: $webhookId) {\n      isStart\n      gap\n      deletedId\n      webhook {\n        ...WebhookFacts\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription WebhookLive($webhookId: ID) {\n    webhookUpdated(webhookId: $webhookId) {\n      isStart\n      gap\n      deletedId\n      webhook {\n        ...WebhookFacts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WebhookFacts on Webhook {\n    id\n    name\n    url\n    description\n    events\n    status\n    statusReason\n    pausedAt\n    disabledAt\n    createdAt\n    updatedAt\n    version\n    health {\n      statusMessage\n      failingSince\n      coolingDownUntil\n      lastSuccessAt\n      lastFailure {\n        deliveryId\n        errorCode\n        errorMessage\n        responseStatus\n        startedAt\n      }\n    }\n    deliveryCounts {\n      total\n      succeeded\n      failed\n      pending {\n        count\n        isExact\n      }\n    }\n    failureRate24h\n    lastDeliveryAt\n  }\n"): (typeof documents)["\n  fragment WebhookFacts on Webhook {\n    id\n    name\n    url\n    description\n    events\n    status\n    statusReason\n    pausedAt\n    disabledAt\n    createdAt\n    updatedAt\n    version\n    health {\n      statusMessage\n      failingSince\n      coolingDownUntil\n      lastSuccessAt\n      lastFailure {\n        deliveryId\n        errorCode\n        errorMessage\n        responseStatus\n        startedAt\n      }\n    }\n    deliveryCounts {\n      total\n      succeeded\n      failed\n      pending {\n        count\n        isExact\n      }\n    }\n    failureRate24h\n    lastDeliveryAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhookHead($id: ID!) {\n    webhook(id: $id) {\n      ...WebhookFacts\n    }\n  }\n"): (typeof documents)["\n  query WebhookHead($id: ID!) {\n    webhook(id: $id) {\n      ...WebhookFacts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhooksPage(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $search: String\n    $statuses: [WebhookStatus!]\n    $orderBy: WebhookOrder\n  ) {\n    webhooks(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      search: $search\n      statuses: $statuses\n      orderBy: $orderBy\n    ) {\n      nodes {\n        ...WebhookFacts\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n"): (typeof documents)["\n  query WebhooksPage(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $search: String\n    $statuses: [WebhookStatus!]\n    $orderBy: WebhookOrder\n  ) {\n    webhooks(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      search: $search\n      statuses: $statuses\n      orderBy: $orderBy\n    ) {\n      nodes {\n        ...WebhookFacts\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhooksActivity(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $search: String\n    $statuses: [WebhookStatus!]\n    $orderBy: WebhookOrder\n    $since: DateTime!\n  ) {\n    webhooks(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      search: $search\n      statuses: $statuses\n      orderBy: $orderBy\n    ) {\n      nodes {\n        id\n        deliveryStats(bucket: HOUR, since: $since) {\n          buckets {\n            startsAt\n            succeededCount\n            failedCount\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query WebhooksActivity(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $search: String\n    $statuses: [WebhookStatus!]\n    $orderBy: WebhookOrder\n    $since: DateTime!\n  ) {\n    webhooks(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      search: $search\n      statuses: $statuses\n      orderBy: $orderBy\n    ) {\n      nodes {\n        id\n        deliveryStats(bucket: HOUR, since: $since) {\n          buckets {\n            startsAt\n            succeededCount\n            failedCount\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhooksUsage {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      webhookCounts {\n        active\n        paused\n        disabled\n        suspended\n        failing\n        total\n      }\n      nextPlan {\n        plan\n        webhookLimit\n      }\n    }\n  }\n"): (typeof documents)["\n  query WebhooksUsage {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      webhookCounts {\n        active\n        paused\n        disabled\n        suspended\n        failing\n        total\n      }\n      nextPlan {\n        plan\n        webhookLimit\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;