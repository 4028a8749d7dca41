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
    "\n  query DeliveriesWebhookName($id: ID!) {\n    webhook(id: $id) {\n      id\n      name\n    }\n  }\n": typeof types.DeliveriesWebhookNameDocument,
    "\n  query DeliveriesEventTypes {\n    eventTypes {\n      name\n    }\n  }\n": typeof types.DeliveriesEventTypesDocument,
    "\n  query DeliveriesWebhooks($search: String) {\n    webhooks(first: 10, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": typeof types.DeliveriesWebhooksDocument,
    "\n  query DeliveriesPage(\n    $filter: DeliveryFilter\n    $orderBy: DeliveryOrder\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    deliveries(\n      filter: $filter\n      orderBy: $orderBy\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n": typeof types.DeliveriesPageDocument,
    "\n  query DeliveriesShown($filter: DeliveryFilter, $first: Int, $after: String, $id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n": typeof types.DeliveriesShownDocument,
    "\n  query DeliveriesCount($filter: DeliveryFilter) {\n    deliveries(filter: $filter, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n": typeof types.DeliveriesCountDocument,
    "\n  subscription DeliveriesLive($filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(filter: $filter, after: $after) {\n      cursor\n      isStart\n      gap\n      isMatch\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": typeof types.DeliveriesLiveDocument,
    "\n  mutation SecretRegenerate($input: RegenerateSecretInput!) {\n    regenerateSecret(input: $input) {\n      secret\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SecretRegenerateDocument,
    "\n  mutation SecretEndPrevious($input: EndPreviousSecretInput!) {\n    endPreviousSecret(input: $input) {\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SecretEndPreviousDocument,
    "\n  query TestTarget($id: ID!) {\n    eventTypes {\n      name\n      description\n      sample\n    }\n    webhook(id: $id) {\n      id\n      name\n      url\n      events\n      status\n    }\n  }\n": typeof types.TestTargetDocument,
    "\n  mutation TestSend($input: SendTestInput!) {\n    sendTest(input: $input) {\n      delivery {\n        ...DeliveryRow\n        event {\n          id\n        }\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n": typeof types.TestSendDocument,
    "\n  query TestResult($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n  }\n": typeof types.TestResultDocument,
    "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  fragment WebhookSettings on Webhook {\n    id\n    name\n    url\n    description\n    events\n    timeoutSeconds\n    version\n    secretHint\n    secretCreatedAt\n    previousSecretEndsAt\n  }\n": typeof types.WebhookSettingsFragmentDoc,
    "\n  fragment EventTypeChoice on EventType {\n    name\n    description\n    sample\n  }\n": typeof types.EventTypeChoiceFragmentDoc,
    "\n  query WebhookFormNew {\n    eventTypes {\n      ...EventTypeChoice\n    }\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      nextPlan {\n        plan\n        webhookLimit\n      }\n    }\n  }\n": typeof types.WebhookFormNewDocument,
    "\n  query WebhookFormSettings($id: ID!) {\n    eventTypes {\n      ...EventTypeChoice\n    }\n    webhook(id: $id) {\n      ...WebhookSettings\n    }\n  }\n": typeof types.WebhookFormSettingsDocument,
    "\n  mutation WebhookFormCreate($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      secret\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.WebhookFormCreateDocument,
    "\n  mutation WebhookFormUpdate($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.WebhookFormUpdateDocument,
    "\n  mutation WebhookFormCheckNew($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.WebhookFormCheckNewDocument,
    "\n  mutation WebhookFormCheckChange($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.WebhookFormCheckChangeDocument,
    "\n  mutation WebhookPause($input: PauseWebhookInput!) {\n    pauseWebhook(input: $input) {\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.WebhookPauseDocument,
    "\n  mutation WebhookResume($input: ResumeWebhookInput!) {\n    resumeWebhook(input: $input) {\n      waitingCount\n      oldestWaitingAt\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.WebhookResumeDocument,
    "\n  mutation WebhookEnable($input: EnableWebhookInput!) {\n    enableWebhook(input: $input) {\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.WebhookEnableDocument,
    "\n  mutation WebhookDelete($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.WebhookDeleteDocument,
    "\n  subscription WebhookLive($webhookId: ID) {\n    webhookUpdated(webhookId: $webhookId) {\n      isStart\n      gap\n      deletedId\n      webhook {\n        ...WebhookFacts\n        ...WebhookSettings\n      }\n    }\n  }\n": typeof types.WebhookLiveDocument,
    "\n  fragment WebhookFacts on Webhook {\n    id\n    name\n    url\n    description\n    events\n    status\n    statusReason\n    pausedAt\n    disabledAt\n    createdAt\n    updatedAt\n    version\n    health {\n      statusMessage\n      failingSince\n      coolingDownUntil\n      lastSuccessAt\n      lastFailure {\n        deliveryId\n        errorCode\n        errorMessage\n        responseStatus\n        startedAt\n      }\n    }\n    deliveryCounts {\n      total\n      succeeded\n      failed\n      pending {\n        count\n        isExact\n      }\n    }\n    failureRate24h\n    lastDeliveryAt\n  }\n": typeof types.WebhookFactsFragmentDoc,
    "\n  query WebhookHead($id: ID!) {\n    webhook(id: $id) {\n      ...WebhookFacts\n    }\n  }\n": typeof types.WebhookHeadDocument,
    "\n  query WebhooksPage(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $search: String\n    $statuses: [WebhookStatus!]\n    $orderBy: WebhookOrder\n  ) {\n    webhooks(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      search: $search\n      statuses: $statuses\n      orderBy: $orderBy\n    ) {\n      nodes {\n        ...WebhookFacts\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n": typeof types.WebhooksPageDocument,
    "\n  query WebhooksActivity(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $search: String\n    $statuses: [WebhookStatus!]\n    $orderBy: WebhookOrder\n    $since: DateTime!\n  ) {\n    webhooks(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      search: $search\n      statuses: $statuses\n      orderBy: $orderBy\n    ) {\n      nodes {\n        id\n        deliveryStats(bucket: HOUR, since: $since) {\n          buckets {\n            startsAt\n            succeededCount\n            failedCount\n          }\n        }\n      }\n    }\n  }\n": typeof types.WebhooksActivityDocument,
    "\n  query WebhooksUsage {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      webhookCounts {\n        active\n        paused\n        disabled\n        suspended\n        failing\n        total\n      }\n      nextPlan {\n        plan\n        webhookLimit\n      }\n    }\n  }\n": typeof types.WebhooksUsageDocument,
};
const documents: Documents = {
    "\n  fragment DeliveryRow on Delivery {\n    id\n    status\n    statusReason\n    trigger\n    eventType\n    webhookId\n    webhook {\n      id\n      name\n    }\n    errorCode\n    errorMessage\n    responseStatus\n    responseTimeMs\n    attemptCount\n    maxAttempts\n    nextAttemptAt\n    createdAt\n    completedAt\n    updatedAt\n  }\n": types.DeliveryRowFragmentDoc,
    "\n  subscription FollowEvent($eventId: ID!, $after: String) {\n    deliveryUpdated(filter: { eventId: $eventId }, after: $after) {\n      cursor\n      isStart\n      gap\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": types.FollowEventDocument,
    "\n  query DeliveriesWebhookName($id: ID!) {\n    webhook(id: $id) {\n      id\n      name\n    }\n  }\n": types.DeliveriesWebhookNameDocument,
    "\n  query DeliveriesEventTypes {\n    eventTypes {\n      name\n    }\n  }\n": types.DeliveriesEventTypesDocument,
    "\n  query DeliveriesWebhooks($search: String) {\n    webhooks(first: 10, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": types.DeliveriesWebhooksDocument,
    "\n  query DeliveriesPage(\n    $filter: DeliveryFilter\n    $orderBy: DeliveryOrder\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    deliveries(\n      filter: $filter\n      orderBy: $orderBy\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n": types.DeliveriesPageDocument,
    "\n  query DeliveriesShown($filter: DeliveryFilter, $first: Int, $after: String, $id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n": types.DeliveriesShownDocument,
    "\n  query DeliveriesCount($filter: DeliveryFilter) {\n    deliveries(filter: $filter, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n": types.DeliveriesCountDocument,
    "\n  subscription DeliveriesLive($filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(filter: $filter, after: $after) {\n      cursor\n      isStart\n      gap\n      isMatch\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": types.DeliveriesLiveDocument,
    "\n  mutation SecretRegenerate($input: RegenerateSecretInput!) {\n    regenerateSecret(input: $input) {\n      secret\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SecretRegenerateDocument,
    "\n  mutation SecretEndPrevious($input: EndPreviousSecretInput!) {\n    endPreviousSecret(input: $input) {\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SecretEndPreviousDocument,
    "\n  query TestTarget($id: ID!) {\n    eventTypes {\n      name\n      description\n      sample\n    }\n    webhook(id: $id) {\n      id\n      name\n      url\n      events\n      status\n    }\n  }\n": types.TestTargetDocument,
    "\n  mutation TestSend($input: SendTestInput!) {\n    sendTest(input: $input) {\n      delivery {\n        ...DeliveryRow\n        event {\n          id\n        }\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n": types.TestSendDocument,
    "\n  query TestResult($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n  }\n": types.TestResultDocument,
    "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n": types.ViewerDocument,
    "\n  fragment WebhookSettings on Webhook {\n    id\n    name\n    url\n    description\n    events\n    timeoutSeconds\n    version\n    secretHint\n    secretCreatedAt\n    previousSecretEndsAt\n  }\n": types.WebhookSettingsFragmentDoc,
    "\n  fragment EventTypeChoice on EventType {\n    name\n    description\n    sample\n  }\n": types.EventTypeChoiceFragmentDoc,
    "\n  query WebhookFormNew {\n    eventTypes {\n      ...EventTypeChoice\n    }\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      nextPlan {\n        plan\n        webhookLimit\n      }\n    }\n  }\n": types.WebhookFormNewDocument,
    "\n  query WebhookFormSettings($id: ID!) {\n    eventTypes {\n      ...EventTypeChoice\n    }\n    webhook(id: $id) {\n      ...WebhookSettings\n    }\n  }\n": types.WebhookFormSettingsDocument,
    "\n  mutation WebhookFormCreate($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      secret\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.WebhookFormCreateDocument,
    "\n  mutation WebhookFormUpdate($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.WebhookFormUpdateDocument,
    "\n  mutation WebhookFormCheckNew($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.WebhookFormCheckNewDocument,
    "\n  mutation WebhookFormCheckChange($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.WebhookFormCheckChangeDocument,
    "\n  mutation WebhookPause($input: PauseWebhookInput!) {\n    pauseWebhook(input: $input) {\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.WebhookPauseDocument,
    "\n  mutation WebhookResume($input: ResumeWebhookInput!) {\n    resumeWebhook(input: $input) {\n      waitingCount\n      oldestWaitingAt\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.WebhookResumeDocument,
    "\n  mutation WebhookEnable($input: EnableWebhookInput!) {\n    enableWebhook(input: $input) {\n      webhook {\n        ...WebhookFacts\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.WebhookEnableDocument,
    "\n  mutation WebhookDelete($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.WebhookDeleteDocument,
    "\n  subscription WebhookLive($webhookId: ID) {\n    webhookUpdated(webhookId: $webhookId) {\n      isStart\n      gap\n      deletedId\n      webhook {\n        ...WebhookFacts\n        ...WebhookSettings\n      }\n    }\n  }\n": types.WebhookLiveDocument,
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
export function graphql(source: "\n  mutation SecretRegenerate($input: RegenerateSecretInput!) {\n    regenerateSecret(input: $input) {\n      secret\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SecretRegenerate($input: RegenerateSecretInput!) {\n    regenerateSecret(input: $input) {\n      secret\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SecretEndPrevious($input: EndPreviousSecretInput!) {\n    endPreviousSecret(input: $input) {\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SecretEndPrevious($input: EndPreviousSecretInput!) {\n    endPreviousSecret(input: $input) {\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TestTarget($id: ID!) {\n    eventTypes {\n      name\n      description\n      sample\n    }\n    webhook(id: $id) {\n      id\n      name\n      url\n      events\n      status\n    }\n  }\n"): (typeof documents)["\n  query TestTarget($id: ID!) {\n    eventTypes {\n      name\n      description\n      sample\n    }\n    webhook(id: $id) {\n      id\n      name\n      url\n      events\n      status\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TestSend($input: SendTestInput!) {\n    sendTest(input: $input) {\n      delivery {\n        ...DeliveryRow\n        event {\n          id\n        }\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation TestSend($input: SendTestInput!) {\n    sendTest(input: $input) {\n      delivery {\n        ...DeliveryRow\n        event {\n          id\n        }\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TestResult($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n  }\n"): (typeof documents)["\n  query TestResult($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WebhookSettings on Webhook {\n    id\n    name\n    url\n    description\n    events\n    timeoutSeconds\n    version\n    secretHint\n    secretCreatedAt\n    previousSecretEndsAt\n  }\n"): (typeof documents)["\n  fragment WebhookSettings on Webhook {\n    id\n    name\n    url\n    description\n    events\n    timeoutSeconds\n    version\n    secretHint\n    secretCreatedAt\n    previousSecretEndsAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EventTypeChoice on EventType {\n    name\n    description\n    sample\n  }\n"): (typeof documents)["\n  fragment EventTypeChoice on EventType {\n    name\n    description\n    sample\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhookFormNew {\n    eventTypes {\n      ...EventTypeChoice\n    }\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      nextPlan {\n        plan\n        webhookLimit\n      }\n    }\n  }\n"): (typeof documents)["\n  query WebhookFormNew {\n    eventTypes {\n      ...EventTypeChoice\n    }\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n      nextPlan {\n        plan\n        webhookLimit\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhookFormSettings($id: ID!) {\n    eventTypes {\n      ...EventTypeChoice\n    }\n    webhook(id: $id) {\n      ...WebhookSettings\n    }\n  }\n"): (typeof documents)["\n  query WebhookFormSettings($id: ID!) {\n    eventTypes {\n      ...EventTypeChoice\n    }\n    webhook(id: $id) {\n      ...WebhookSettings\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WebhookFormCreate($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      secret\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation WebhookFormCreate($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      secret\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WebhookFormUpdate($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation WebhookFormUpdate($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook {\n        ...WebhookSettings\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WebhookFormCheckNew($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation WebhookFormCheckNew($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WebhookFormCheckChange($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation WebhookFormCheckChange($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  subscription WebhookLive($webhookId: ID) {\n    webhookUpdated(webhookId: $webhookId) {\n      isStart\n      gap\n      deletedId\n      webhook {\n        ...WebhookFacts\n        ...WebhookSettings\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription WebhookLive($webhookId: ID) {\n    webhookUpdated(webhookId: $webhookId) {\n      isStart\n      gap\n      deletedId\n      webhook {\n        ...WebhookFacts\n        ...WebhookSettings\n      }\n    }\n  }\n"];
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