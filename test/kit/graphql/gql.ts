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
    "\n  query ListChatWebhooks {\n    webhooks {\n      nodes {\n        id\n        url\n        format\n        filter\n        messageText\n      }\n    }\n  }\n": typeof types.ListChatWebhooksDocument,
    "\n  query StatsOfCharts($id: ID!, $since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {\n    webhook(id: $id) {\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...StatsOfChartsFields\n      }\n    }\n    workspace {\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...StatsOfChartsFields\n      }\n    }\n  }\n  fragment StatsOfChartsFields on DeliveryStats {\n    buckets {\n      succeededCount\n      failedCount\n      retriedCount\n      responseTime {\n        p50Ms\n        p95Ms\n        p99Ms\n      }\n    }\n  }\n": typeof types.StatsOfChartsDocument,
    "\n  query ListFormWebhooks {\n    webhooks {\n      nodes {\n        id\n        name\n        url\n        description\n        events\n        timeoutSeconds\n        status\n        previousSecretEndsAt\n      }\n    }\n  }\n": typeof types.ListFormWebhooksDocument,
    "\n  query SignedContent {\n    deliveries {\n      nodes {\n        attempts {\n          requestHeaders\n          signedContent\n        }\n        lastAttempt {\n          signedContent\n        }\n      }\n    }\n  }\n": typeof types.SignedContentDocument,
    "\n  query ContractWorkspace {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n    }\n  }\n": typeof types.ContractWorkspaceDocument,
    "\n  query ContractViewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n      }\n    }\n  }\n": typeof types.ContractViewerDocument,
    "\n  query ContractPreview {\n    previewWebhook(input: { events: [\"*\"] }, first: 1) {\n      events {\n        isMatch\n        event {\n          id\n        }\n      }\n      userErrors {\n        code\n      }\n    }\n  }\n": typeof types.ContractPreviewDocument,
    "\n  query ContractWebhooks($first: Int! = 100, $after: String) {\n    webhooks(first: $first, after: $after) {\n      nodes {\n        id\n        status\n        statusReason\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ContractWebhooksDocument,
    "\n  query ContractEvents($first: Int! = 100, $after: String) {\n    events(first: $first, after: $after) {\n      nodes {\n        id\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ContractEventsDocument,
    "\n  query ContractEvent($id: ID!) {\n    event(id: $id) {\n      id\n    }\n  }\n": typeof types.ContractEventDocument,
    "\n  query ContractEventTypes {\n    eventTypes {\n      name\n      sample\n    }\n  }\n": typeof types.ContractEventTypesDocument,
    "\n  query ContractNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n    }\n  }\n": typeof types.ContractNodeDocument,
    "\n  mutation ContractUpsertWorkspace($input: UpsertWorkspaceInput!) {\n    upsertWorkspace(input: $input) {\n      workspace {\n        id\n        plan\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.ContractUpsertWorkspaceDocument,
    "\n  query ExplainEvent($id: ID!, $first: Int, $after: String) {\n    event(id: $id) {\n      webhooks(first: $first, after: $after) {\n        nodes {\n          id\n          webhookId\n          webhookName\n          reason\n          clause\n          webhook {\n            id\n          }\n          delivery {\n            trigger\n            webhook {\n              id\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.ExplainEventDocument,
    "\n  query ListEventReasons($first: Int) {\n    events(first: $first) {\n      nodes {\n        id\n        webhooks(first: 5) {\n          nodes {\n            reason\n            delivery {\n              id\n            }\n            webhook {\n              name\n            }\n          }\n        }\n        deliveries(first: 5) {\n          nodes {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n": typeof types.ListEventReasonsDocument,
    "\n  mutation PublishAndExplain($input: PublishEventsInput!) {\n    publishEvents(input: $input) {\n      events {\n        webhooks {\n          nodes {\n            id\n          }\n        }\n        deliveries {\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n": typeof types.PublishAndExplainDocument,
    "\n  query ListPayloads($filter: DeliveryFilter!) {\n    deliveries(filter: $filter, first: 50) {\n      nodes {\n        event {\n          payload\n        }\n      }\n    }\n  }\n": typeof types.ListPayloadsDocument,
    "\n  mutation CreateFiltered($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      webhook {\n        id\n        filter\n        version\n        updatedAt\n      }\n      userErrors {\n        message\n      }\n    }\n  }\n": typeof types.CreateFilteredDocument,
    "\n  mutation UpdateFilter($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook {\n        id\n        filter\n        version\n        updatedAt\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.UpdateFilterDocument,
    "\n  query Preview($input: PreviewWebhookInput!, $first: Int) {\n    previewWebhook(input: $input, first: $first) {\n      events {\n        event {\n          id\n          payload\n        }\n        isMatch\n        clause\n        body\n      }\n      userErrors {\n        code\n        field\n      }\n    }\n  }\n": typeof types.PreviewDocument,
    "\n  query SearchEvents($filter: EventFilter, $first: Int, $after: String, $last: Int) {\n    events(filter: $filter, first: $first, after: $after, last: $last) {\n      searchedUntil\n      nodes {\n        id\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": typeof types.SearchEventsDocument,
    "\n  query ListEventBodies($after: String) {\n    events(first: 100, after: $after) {\n      nodes {\n        id\n        type\n        payload\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ListEventBodiesDocument,
    "\n  query GetRentParts($id: ID!) {\n    rent(id: $id) {\n      renterId\n      renter {\n        ...RenterFields\n      }\n      lines {\n        itemId\n        item {\n          ...ItemFields\n        }\n      }\n    }\n  }\n": typeof types.GetRentPartsDocument,
    "\n  query ListRentParts {\n    rents(first: 100) {\n      nodes {\n        status\n        renter {\n          id\n        }\n        lines {\n          item {\n            id\n          }\n        }\n      }\n    }\n  }\n": typeof types.ListRentPartsDocument,
    "\n  query GetInventoryNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Item {\n        version\n      }\n      ... on Renter {\n        version\n      }\n      ... on Rent {\n        version\n      }\n    }\n  }\n": typeof types.GetInventoryNodeDocument,
    "\n  mutation RefusedThenAnother($itemId: ID!, $holderId: ID!) {\n    renamed: updateItem(input: { itemId: $itemId, name: \"Hammer\" }) {\n      item {\n        ...ItemFields\n      }\n    }\n    refused: updateItem(input: { itemId: $itemId, sku: \"D-18\" }) {\n      userErrors {\n        code\n      }\n    }\n    another: updateItem(input: { itemId: $holderId, sku: null }) {\n      userErrors {\n        code\n      }\n    }\n  }\n": typeof types.RefusedThenAnotherDocument,
    "\n  mutation SeveralChanges($rentId: ID!, $itemId: ID!) {\n    taken: changeRentStatus(input: { rentId: $rentId, status: ACTIVE }) {\n      rent {\n        lines {\n          item {\n            ...ItemFields\n          }\n        }\n      }\n    }\n    refused: updateRent(input: { rentId: $rentId, startsAt: \"2030-01-01T00:00:00Z\" }) {\n      userErrors {\n        code\n        field\n      }\n    }\n    renamed: updateItem(input: { itemId: $itemId, name: \"Hammer\" }) {\n      item {\n        ...ItemFields\n      }\n    }\n    back: changeRentStatus(input: { rentId: $rentId, status: RETURNED }) {\n      rent {\n        ...RentFields\n        lines {\n          item {\n            ...ItemFields\n          }\n        }\n      }\n    }\n  }\n": typeof types.SeveralChangesDocument,
    "\n  fragment UserErrorFields on UserError {\n    code\n    field\n    message\n    retryAfterSeconds\n  }\n": typeof types.UserErrorFieldsFragmentDoc,
    "\n  fragment WebhookFields on Webhook {\n    id\n    name\n    url\n    events\n    timeoutSeconds\n    status\n    statusReason\n    secretHint\n  }\n": typeof types.WebhookFieldsFragmentDoc,
    "\n  fragment DeliveryFields on Delivery {\n    id\n    eventType\n    webhookId\n    trigger\n    status\n    statusReason\n    attemptCount\n    maxAttempts\n    errorCode\n    errorMessage\n    nextAttemptAt\n    updatedAt\n    completedAt\n    requestPayload\n    requestHeaders\n    responseStatus\n    responseTimeMs\n    event {\n      id\n      type\n    }\n    webhook {\n      id\n    }\n    attempts {\n      number\n      url\n      startedAt\n      durationMs\n      lookUpMs\n      connectMs\n      tlsMs\n      firstByteMs\n      isConnectionReused\n      remoteAddress\n      requestHeaders\n      responseStatus\n      responseHeaders\n      responseBody\n      responseBodyError\n      errorCode\n      errorMessage\n    }\n  }\n": typeof types.DeliveryFieldsFragmentDoc,
    "\n  mutation CreateWebhook($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      secret\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.CreateWebhookDocument,
    "\n  mutation UpdateWebhook($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.UpdateWebhookDocument,
    "\n  mutation DeleteWebhook($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.DeleteWebhookDocument,
    "\n  mutation PauseWebhook($input: PauseWebhookInput!) {\n    pauseWebhook(input: $input) {\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.PauseWebhookDocument,
    "\n  mutation ResumeWebhook($input: ResumeWebhookInput!) {\n    resumeWebhook(input: $input) {\n      waitingCount\n      oldestWaitingAt\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.ResumeWebhookDocument,
    "\n  mutation EnableWebhook($input: EnableWebhookInput!) {\n    enableWebhook(input: $input) {\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.EnableWebhookDocument,
    "\n  mutation RegenerateSecret($input: RegenerateSecretInput!) {\n    regenerateSecret(input: $input) {\n      secret\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.RegenerateSecretDocument,
    "\n  mutation EndPreviousSecret($input: EndPreviousSecretInput!) {\n    endPreviousSecret(input: $input) {\n      webhook {\n        ...WebhookFields\n        version\n        previousSecretEndsAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.EndPreviousSecretDocument,
    "\n  mutation SendTest($input: SendTestInput!) {\n    sendTest(input: $input) {\n      delivery {\n        id\n        trigger\n        status\n        attemptCount\n        requestPayload\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.SendTestDocument,
    "\n  mutation ResendDelivery($input: ResendDeliveryInput!) {\n    resendDelivery(input: $input) {\n      delivery {\n        id\n        trigger\n        status\n        attemptCount\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.ResendDeliveryDocument,
    "\n  fragment RecoveryFields on Recovery {\n    id\n    status\n    filter\n    searchedUntil\n    expectedCount {\n      count\n      isExact\n    }\n    recoveredCount\n    skippedCounts {\n      reason\n      count\n    }\n    createdAt\n    updatedAt\n    endedAt\n  }\n": typeof types.RecoveryFieldsFragmentDoc,
    "\n  mutation RecoverDeliveries($input: RecoverDeliveriesInput!) {\n    recoverDeliveries(input: $input) {\n      recovery {\n        ...RecoveryFields\n      }\n      count {\n        count\n        isExact\n      }\n      skippedCounts {\n        reason\n        count\n      }\n      oldestAt\n      estimatedSeconds\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.RecoverDeliveriesDocument,
    "\n  mutation CancelRecovery($input: CancelRecoveryInput!) {\n    cancelRecovery(input: $input) {\n      recovery {\n        ...RecoveryFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.CancelRecoveryDocument,
    "\n  query GetRecovery($id: ID!) {\n    recovery(id: $id) {\n      ...RecoveryFields\n    }\n  }\n": typeof types.GetRecoveryDocument,
    "\n  subscription RecoveryUpdated($id: ID!) {\n    recoveryUpdated(id: $id) {\n      ...RecoveryFields\n    }\n  }\n": typeof types.RecoveryUpdatedDocument,
    "\n  query ListRecoveries($first: Int! = 100, $after: String) {\n    recoveries(first: $first, after: $after) {\n      nodes {\n        id\n        status\n      }\n    }\n  }\n": typeof types.ListRecoveriesDocument,
    "\n  mutation PublishEvents($input: PublishEventsInput!) {\n    publishEvents(input: $input) {\n      events {\n        id\n        type\n        payload\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.PublishEventsDocument,
    "\n  query GetWebhook($id: ID!) {\n    webhook(id: $id) {\n      ...WebhookFields\n      deliveryCounts {\n        total\n        succeeded\n        failed\n        pending {\n          count\n          isExact\n        }\n      }\n    }\n  }\n": typeof types.GetWebhookDocument,
    "\n  query GetDelivery($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryFields\n    }\n  }\n": typeof types.GetDeliveryDocument,
    "\n  query ListDeliveries($filter: DeliveryFilter, $first: Int! = 100, $after: String) {\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ListDeliveriesDocument,
    "\n  query ListWebhookDeliveries($id: ID!, $first: Int! = 100, $after: String) {\n    webhook(id: $id) {\n      deliveries(first: $first, after: $after) {\n        nodes {\n          id\n          status\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.ListWebhookDeliveriesDocument,
    "\n  subscription DeliveryUpdated($webhookId: ID, $filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(webhookId: $webhookId, filter: $filter, after: $after) {\n      cursor\n      gap\n      isStart\n      isMatch\n      edge {\n        cursor\n        node {\n          id\n        }\n      }\n      delivery {\n        id\n        status\n        attemptCount\n        webhook {\n          id\n        }\n      }\n    }\n  }\n": typeof types.DeliveryUpdatedDocument,
    "\n  subscription WebhookUpdated($webhookId: ID) {\n    webhookUpdated(webhookId: $webhookId) {\n      isStart\n      gap\n      deletedId\n      webhook {\n        id\n        name\n        status\n        version\n        health {\n          failingSince\n          coolingDownUntil\n        }\n        deliveryCounts {\n          succeeded\n          failed\n        }\n      }\n    }\n  }\n": typeof types.WebhookUpdatedDocument,
    "\n  mutation EraseEvent($input: EraseEventInput!) {\n    eraseEvent(input: $input) {\n      event {\n        id\n        type\n        payload\n        erasedAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.EraseEventDocument,
    "\n  mutation DeleteWorkspace($input: DeleteWorkspaceInput!) {\n    deleteWorkspace(input: $input) {\n      deletion {\n        ...DeletionFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.DeleteWorkspaceDocument,
    "\n  query GetWorkspaceDeletion($id: ID!) {\n    workspaceDeletion(id: $id) {\n      ...DeletionFields\n    }\n  }\n": typeof types.GetWorkspaceDeletionDocument,
    "\n  fragment DeletionFields on WorkspaceDeletion {\n    workspaceId\n    requestedAt\n    endedAt\n    removedCount\n  }\n": typeof types.DeletionFieldsFragmentDoc,
    "\n  fragment ItemFields on Item {\n    id\n    name\n    sku\n    quantityInStock\n    minimumQuantity\n    version\n    createdAt\n    updatedAt\n  }\n": typeof types.ItemFieldsFragmentDoc,
    "\n  fragment RenterFields on Renter {\n    id\n    name\n    email\n    phone\n    version\n    createdAt\n    updatedAt\n  }\n": typeof types.RenterFieldsFragmentDoc,
    "\n  fragment RentFields on Rent {\n    id\n    renterId\n    lines {\n      itemId\n      quantity\n    }\n    startsAt\n    endsAt\n    status\n    version\n    createdAt\n    updatedAt\n  }\n": typeof types.RentFieldsFragmentDoc,
    "\n  mutation CreateItem($input: CreateItemInput!) {\n    createItem(input: $input) {\n      item {\n        ...ItemFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.CreateItemDocument,
    "\n  mutation UpdateItem($input: UpdateItemInput!) {\n    updateItem(input: $input) {\n      item {\n        ...ItemFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.UpdateItemDocument,
    "\n  mutation DeleteItem($input: DeleteItemInput!) {\n    deleteItem(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.DeleteItemDocument,
    "\n  query GetItem($id: ID!) {\n    item(id: $id) {\n      ...ItemFields\n    }\n  }\n": typeof types.GetItemDocument,
    "\n  query ListItems($first: Int! = 100, $after: String) {\n    items(first: $first, after: $after) {\n      nodes {\n        ...ItemFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ListItemsDocument,
    "\n  mutation CreateRenter($input: CreateRenterInput!) {\n    createRenter(input: $input) {\n      renter {\n        ...RenterFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.CreateRenterDocument,
    "\n  mutation UpdateRenter($input: UpdateRenterInput!) {\n    updateRenter(input: $input) {\n      renter {\n        ...RenterFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.UpdateRenterDocument,
    "\n  mutation DeleteRenter($input: DeleteRenterInput!) {\n    deleteRenter(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.DeleteRenterDocument,
    "\n  query GetRenter($id: ID!) {\n    renter(id: $id) {\n      ...RenterFields\n    }\n  }\n": typeof types.GetRenterDocument,
    "\n  query ListRenters($first: Int! = 100, $after: String) {\n    renters(first: $first, after: $after) {\n      nodes {\n        ...RenterFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ListRentersDocument,
    "\n  mutation CreateRent($input: CreateRentInput!) {\n    createRent(input: $input) {\n      rent {\n        ...RentFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.CreateRentDocument,
    "\n  mutation UpdateRent($input: UpdateRentInput!) {\n    updateRent(input: $input) {\n      rent {\n        ...RentFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.UpdateRentDocument,
    "\n  mutation DeleteRent($input: DeleteRentInput!) {\n    deleteRent(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.DeleteRentDocument,
    "\n  mutation ChangeRentStatus($input: ChangeRentStatusInput!) {\n    changeRentStatus(input: $input) {\n      rent {\n        ...RentFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.ChangeRentStatusDocument,
    "\n  query GetRent($id: ID!) {\n    rent(id: $id) {\n      ...RentFields\n    }\n  }\n": typeof types.GetRentDocument,
    "\n  query ListRents($first: Int! = 100, $after: String) {\n    rents(first: $first, after: $after) {\n      nodes {\n        ...RentFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ListRentsDocument,
    "\n  query OlderDeliveries($after: String!) {\n    deliveries(first: 100, after: $after) {\n      nodes {\n        id\n      }\n    }\n  }\n": typeof types.OlderDeliveriesDocument,
    "\n  subscription DeliveryUpdatedAtLength {\n    deliveryUpdated {\n      delivery {\n        id\n        status\n        requestPayload\n        event {\n          payload\n        }\n      }\n    }\n  }\n": typeof types.DeliveryUpdatedAtLengthDocument,
    "\n  query GetKeptDays {\n    workspace {\n      deliveriesKeptDays\n      eventsKeptDays\n    }\n  }\n": typeof types.GetKeptDaysDocument,
    "\n  mutation CreatePaused($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      webhook {\n        status\n        pausedAt\n        description\n        version\n      }\n    }\n  }\n": typeof types.CreatePausedDocument,
};
const documents: Documents = {
    "\n  query ListChatWebhooks {\n    webhooks {\n      nodes {\n        id\n        url\n        format\n        filter\n        messageText\n      }\n    }\n  }\n": types.ListChatWebhooksDocument,
    "\n  query StatsOfCharts($id: ID!, $since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {\n    webhook(id: $id) {\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...StatsOfChartsFields\n      }\n    }\n    workspace {\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...StatsOfChartsFields\n      }\n    }\n  }\n  fragment StatsOfChartsFields on DeliveryStats {\n    buckets {\n      succeededCount\n      failedCount\n      retriedCount\n      responseTime {\n        p50Ms\n        p95Ms\n        p99Ms\n      }\n    }\n  }\n": types.StatsOfChartsDocument,
    "\n  query ListFormWebhooks {\n    webhooks {\n      nodes {\n        id\n        name\n        url\n        description\n        events\n        timeoutSeconds\n        status\n        previousSecretEndsAt\n      }\n    }\n  }\n": types.ListFormWebhooksDocument,
    "\n  query SignedContent {\n    deliveries {\n      nodes {\n        attempts {\n          requestHeaders\n          signedContent\n        }\n        lastAttempt {\n          signedContent\n        }\n      }\n    }\n  }\n": types.SignedContentDocument,
    "\n  query ContractWorkspace {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n    }\n  }\n": types.ContractWorkspaceDocument,
    "\n  query ContractViewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n      }\n    }\n  }\n": types.ContractViewerDocument,
    "\n  query ContractPreview {\n    previewWebhook(input: { events: [\"*\"] }, first: 1) {\n      events {\n        isMatch\n        event {\n          id\n        }\n      }\n      userErrors {\n        code\n      }\n    }\n  }\n": types.ContractPreviewDocument,
    "\n  query ContractWebhooks($first: Int! = 100, $after: String) {\n    webhooks(first: $first, after: $after) {\n      nodes {\n        id\n        status\n        statusReason\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ContractWebhooksDocument,
    "\n  query ContractEvents($first: Int! = 100, $after: String) {\n    events(first: $first, after: $after) {\n      nodes {\n        id\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ContractEventsDocument,
    "\n  query ContractEvent($id: ID!) {\n    event(id: $id) {\n      id\n    }\n  }\n": types.ContractEventDocument,
    "\n  query ContractEventTypes {\n    eventTypes {\n      name\n      sample\n    }\n  }\n": types.ContractEventTypesDocument,
    "\n  query ContractNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n    }\n  }\n": types.ContractNodeDocument,
    "\n  mutation ContractUpsertWorkspace($input: UpsertWorkspaceInput!) {\n    upsertWorkspace(input: $input) {\n      workspace {\n        id\n        plan\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.ContractUpsertWorkspaceDocument,
    "\n  query ExplainEvent($id: ID!, $first: Int, $after: String) {\n    event(id: $id) {\n      webhooks(first: $first, after: $after) {\n        nodes {\n          id\n          webhookId\n          webhookName\n          reason\n          clause\n          webhook {\n            id\n          }\n          delivery {\n            trigger\n            webhook {\n              id\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.ExplainEventDocument,
    "\n  query ListEventReasons($first: Int) {\n    events(first: $first) {\n      nodes {\n        id\n        webhooks(first: 5) {\n          nodes {\n            reason\n            delivery {\n              id\n            }\n            webhook {\n              name\n            }\n          }\n        }\n        deliveries(first: 5) {\n          nodes {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n": types.ListEventReasonsDocument,
    "\n  mutation PublishAndExplain($input: PublishEventsInput!) {\n    publishEvents(input: $input) {\n      events {\n        webhooks {\n          nodes {\n            id\n          }\n        }\n        deliveries {\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n": types.PublishAndExplainDocument,
    "\n  query ListPayloads($filter: DeliveryFilter!) {\n    deliveries(filter: $filter, first: 50) {\n      nodes {\n        event {\n          payload\n        }\n      }\n    }\n  }\n": types.ListPayloadsDocument,
    "\n  mutation CreateFiltered($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      webhook {\n        id\n        filter\n        version\n        updatedAt\n      }\n      userErrors {\n        message\n      }\n    }\n  }\n": types.CreateFilteredDocument,
    "\n  mutation UpdateFilter($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook {\n        id\n        filter\n        version\n        updatedAt\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.UpdateFilterDocument,
    "\n  query Preview($input: PreviewWebhookInput!, $first: Int) {\n    previewWebhook(input: $input, first: $first) {\n      events {\n        event {\n          id\n          payload\n        }\n        isMatch\n        clause\n        body\n      }\n      userErrors {\n        code\n        field\n      }\n    }\n  }\n": types.PreviewDocument,
    "\n  query SearchEvents($filter: EventFilter, $first: Int, $after: String, $last: Int) {\n    events(filter: $filter, first: $first, after: $after, last: $last) {\n      searchedUntil\n      nodes {\n        id\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": types.SearchEventsDocument,
    "\n  query ListEventBodies($after: String) {\n    events(first: 100, after: $after) {\n      nodes {\n        id\n        type\n        payload\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ListEventBodiesDocument,
    "\n  query GetRentParts($id: ID!) {\n    rent(id: $id) {\n      renterId\n      renter {\n        ...RenterFields\n      }\n      lines {\n        itemId\n        item {\n          ...ItemFields\n        }\n      }\n    }\n  }\n": types.GetRentPartsDocument,
    "\n  query ListRentParts {\n    rents(first: 100) {\n      nodes {\n        status\n        renter {\n          id\n        }\n        lines {\n          item {\n            id\n          }\n        }\n      }\n    }\n  }\n": types.ListRentPartsDocument,
    "\n  query GetInventoryNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Item {\n        version\n      }\n      ... on Renter {\n        version\n      }\n      ... on Rent {\n        version\n      }\n    }\n  }\n": types.GetInventoryNodeDocument,
    "\n  mutation RefusedThenAnother($itemId: ID!, $holderId: ID!) {\n    renamed: updateItem(input: { itemId: $itemId, name: \"Hammer\" }) {\n      item {\n        ...ItemFields\n      }\n    }\n    refused: updateItem(input: { itemId: $itemId, sku: \"D-18\" }) {\n      userErrors {\n        code\n      }\n    }\n    another: updateItem(input: { itemId: $holderId, sku: null }) {\n      userErrors {\n        code\n      }\n    }\n  }\n": types.RefusedThenAnotherDocument,
    "\n  mutation SeveralChanges($rentId: ID!, $itemId: ID!) {\n    taken: changeRentStatus(input: { rentId: $rentId, status: ACTIVE }) {\n      rent {\n        lines {\n          item {\n            ...ItemFields\n          }\n        }\n      }\n    }\n    refused: updateRent(input: { rentId: $rentId, startsAt: \"2030-01-01T00:00:00Z\" }) {\n      userErrors {\n        code\n        field\n      }\n    }\n    renamed: updateItem(input: { itemId: $itemId, name: \"Hammer\" }) {\n      item {\n        ...ItemFields\n      }\n    }\n    back: changeRentStatus(input: { rentId: $rentId, status: RETURNED }) {\n      rent {\n        ...RentFields\n        lines {\n          item {\n            ...ItemFields\n          }\n        }\n      }\n    }\n  }\n": types.SeveralChangesDocument,
    "\n  fragment UserErrorFields on UserError {\n    code\n    field\n    message\n    retryAfterSeconds\n  }\n": types.UserErrorFieldsFragmentDoc,
    "\n  fragment WebhookFields on Webhook {\n    id\n    name\n    url\n    events\n    timeoutSeconds\n    status\n    statusReason\n    secretHint\n  }\n": types.WebhookFieldsFragmentDoc,
    "\n  fragment DeliveryFields on Delivery {\n    id\n    eventType\n    webhookId\n    trigger\n    status\n    statusReason\n    attemptCount\n    maxAttempts\n    errorCode\n    errorMessage\n    nextAttemptAt\n    updatedAt\n    completedAt\n    requestPayload\n    requestHeaders\n    responseStatus\n    responseTimeMs\n    event {\n      id\n      type\n    }\n    webhook {\n      id\n    }\n    attempts {\n      number\n      url\n      startedAt\n      durationMs\n      lookUpMs\n      connectMs\n      tlsMs\n      firstByteMs\n      isConnectionReused\n      remoteAddress\n      requestHeaders\n      responseStatus\n      responseHeaders\n      responseBody\n      responseBodyError\n      errorCode\n      errorMessage\n    }\n  }\n": types.DeliveryFieldsFragmentDoc,
    "\n  mutation CreateWebhook($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      secret\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.CreateWebhookDocument,
    "\n  mutation UpdateWebhook($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.UpdateWebhookDocument,
    "\n  mutation DeleteWebhook($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.DeleteWebhookDocument,
    "\n  mutation PauseWebhook($input: PauseWebhookInput!) {\n    pauseWebhook(input: $input) {\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.PauseWebhookDocument,
    "\n  mutation ResumeWebhook($input: ResumeWebhookInput!) {\n    resumeWebhook(input: $input) {\n      waitingCount\n      oldestWaitingAt\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.ResumeWebhookDocument,
    "\n  mutation EnableWebhook($input: EnableWebhookInput!) {\n    enableWebhook(input: $input) {\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.EnableWebhookDocument,
    "\n  mutation RegenerateSecret($input: RegenerateSecretInput!) {\n    regenerateSecret(input: $input) {\n      secret\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.RegenerateSecretDocument,
    "\n  mutation EndPreviousSecret($input: EndPreviousSecretInput!) {\n    endPreviousSecret(input: $input) {\n      webhook {\n        ...WebhookFields\n        version\n        previousSecretEndsAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.EndPreviousSecretDocument,
    "\n  mutation SendTest($input: SendTestInput!) {\n    sendTest(input: $input) {\n      delivery {\n        id\n        trigger\n        status\n        attemptCount\n        requestPayload\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.SendTestDocument,
    "\n  mutation ResendDelivery($input: ResendDeliveryInput!) {\n    resendDelivery(input: $input) {\n      delivery {\n        id\n        trigger\n        status\n        attemptCount\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.ResendDeliveryDocument,
    "\n  fragment RecoveryFields on Recovery {\n    id\n    status\n    filter\n    searchedUntil\n    expectedCount {\n      count\n      isExact\n    }\n    recoveredCount\n    skippedCounts {\n      reason\n      count\n    }\n    createdAt\n    updatedAt\n    endedAt\n  }\n": types.RecoveryFieldsFragmentDoc,
    "\n  mutation RecoverDeliveries($input: RecoverDeliveriesInput!) {\n    recoverDeliveries(input: $input) {\n      recovery {\n        ...RecoveryFields\n      }\n      count {\n        count\n        isExact\n      }\n      skippedCounts {\n        reason\n        count\n      }\n      oldestAt\n      estimatedSeconds\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.RecoverDeliveriesDocument,
    "\n  mutation CancelRecovery($input: CancelRecoveryInput!) {\n    cancelRecovery(input: $input) {\n      recovery {\n        ...RecoveryFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.CancelRecoveryDocument,
    "\n  query GetRecovery($id: ID!) {\n    recovery(id: $id) {\n      ...RecoveryFields\n    }\n  }\n": types.GetRecoveryDocument,
    "\n  subscription RecoveryUpdated($id: ID!) {\n    recoveryUpdated(id: $id) {\n      ...RecoveryFields\n    }\n  }\n": types.RecoveryUpdatedDocument,
    "\n  query ListRecoveries($first: Int! = 100, $after: String) {\n    recoveries(first: $first, after: $after) {\n      nodes {\n        id\n        status\n      }\n    }\n  }\n": types.ListRecoveriesDocument,
    "\n  mutation PublishEvents($input: PublishEventsInput!) {\n    publishEvents(input: $input) {\n      events {\n        id\n        type\n        payload\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.PublishEventsDocument,
    "\n  query GetWebhook($id: ID!) {\n    webhook(id: $id) {\n      ...WebhookFields\n      deliveryCounts {\n        total\n        succeeded\n        failed\n        pending {\n          count\n          isExact\n        }\n      }\n    }\n  }\n": types.GetWebhookDocument,
    "\n  query GetDelivery($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryFields\n    }\n  }\n": types.GetDeliveryDocument,
    "\n  query ListDeliveries($filter: DeliveryFilter, $first: Int! = 100, $after: String) {\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ListDeliveriesDocument,
    "\n  query ListWebhookDeliveries($id: ID!, $first: Int! = 100, $after: String) {\n    webhook(id: $id) {\n      deliveries(first: $first, after: $after) {\n        nodes {\n          id\n          status\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.ListWebhookDeliveriesDocument,
    "\n  subscription DeliveryUpdated($webhookId: ID, $filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(webhookId: $webhookId, filter: $filter, after: $after) {\n      cursor\n      gap\n      isStart\n      isMatch\n      edge {\n        cursor\n        node {\n          id\n        }\n      }\n      delivery {\n        id\n        status\n        attemptCount\n        webhook {\n          id\n        }\n      }\n    }\n  }\n": types.DeliveryUpdatedDocument,
    "\n  subscription WebhookUpdated($webhookId: ID) {\n    webhookUpdated(webhookId: $webhookId) {\n      isStart\n      gap\n      deletedId\n      webhook {\n        id\n        name\n        status\n        version\n        health {\n          failingSince\n          coolingDownUntil\n        }\n        deliveryCounts {\n          succeeded\n          failed\n        }\n      }\n    }\n  }\n": types.WebhookUpdatedDocument,
    "\n  mutation EraseEvent($input: EraseEventInput!) {\n    eraseEvent(input: $input) {\n      event {\n        id\n        type\n        payload\n        erasedAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.EraseEventDocument,
    "\n  mutation DeleteWorkspace($input: DeleteWorkspaceInput!) {\n    deleteWorkspace(input: $input) {\n      deletion {\n        ...DeletionFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.DeleteWorkspaceDocument,
    "\n  query GetWorkspaceDeletion($id: ID!) {\n    workspaceDeletion(id: $id) {\n      ...DeletionFields\n    }\n  }\n": types.GetWorkspaceDeletionDocument,
    "\n  fragment DeletionFields on WorkspaceDeletion {\n    workspaceId\n    requestedAt\n    endedAt\n    removedCount\n  }\n": types.DeletionFieldsFragmentDoc,
    "\n  fragment ItemFields on Item {\n    id\n    name\n    sku\n    quantityInStock\n    minimumQuantity\n    version\n    createdAt\n    updatedAt\n  }\n": types.ItemFieldsFragmentDoc,
    "\n  fragment RenterFields on Renter {\n    id\n    name\n    email\n    phone\n    version\n    createdAt\n    updatedAt\n  }\n": types.RenterFieldsFragmentDoc,
    "\n  fragment RentFields on Rent {\n    id\n    renterId\n    lines {\n      itemId\n      quantity\n    }\n    startsAt\n    endsAt\n    status\n    version\n    createdAt\n    updatedAt\n  }\n": types.RentFieldsFragmentDoc,
    "\n  mutation CreateItem($input: CreateItemInput!) {\n    createItem(input: $input) {\n      item {\n        ...ItemFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.CreateItemDocument,
    "\n  mutation UpdateItem($input: UpdateItemInput!) {\n    updateItem(input: $input) {\n      item {\n        ...ItemFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.UpdateItemDocument,
    "\n  mutation DeleteItem($input: DeleteItemInput!) {\n    deleteItem(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.DeleteItemDocument,
    "\n  query GetItem($id: ID!) {\n    item(id: $id) {\n      ...ItemFields\n    }\n  }\n": types.GetItemDocument,
    "\n  query ListItems($first: Int! = 100, $after: String) {\n    items(first: $first, after: $after) {\n      nodes {\n        ...ItemFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ListItemsDocument,
    "\n  mutation CreateRenter($input: CreateRenterInput!) {\n    createRenter(input: $input) {\n      renter {\n        ...RenterFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.CreateRenterDocument,
    "\n  mutation UpdateRenter($input: UpdateRenterInput!) {\n    updateRenter(input: $input) {\n      renter {\n        ...RenterFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.UpdateRenterDocument,
    "\n  mutation DeleteRenter($input: DeleteRenterInput!) {\n    deleteRenter(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.DeleteRenterDocument,
    "\n  query GetRenter($id: ID!) {\n    renter(id: $id) {\n      ...RenterFields\n    }\n  }\n": types.GetRenterDocument,
    "\n  query ListRenters($first: Int! = 100, $after: String) {\n    renters(first: $first, after: $after) {\n      nodes {\n        ...RenterFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ListRentersDocument,
    "\n  mutation CreateRent($input: CreateRentInput!) {\n    createRent(input: $input) {\n      rent {\n        ...RentFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.CreateRentDocument,
    "\n  mutation UpdateRent($input: UpdateRentInput!) {\n    updateRent(input: $input) {\n      rent {\n        ...RentFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.UpdateRentDocument,
    "\n  mutation DeleteRent($input: DeleteRentInput!) {\n    deleteRent(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.DeleteRentDocument,
    "\n  mutation ChangeRentStatus($input: ChangeRentStatusInput!) {\n    changeRentStatus(input: $input) {\n      rent {\n        ...RentFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.ChangeRentStatusDocument,
    "\n  query GetRent($id: ID!) {\n    rent(id: $id) {\n      ...RentFields\n    }\n  }\n": types.GetRentDocument,
    "\n  query ListRents($first: Int! = 100, $after: String) {\n    rents(first: $first, after: $after) {\n      nodes {\n        ...RentFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ListRentsDocument,
    "\n  query OlderDeliveries($after: String!) {\n    deliveries(first: 100, after: $after) {\n      nodes {\n        id\n      }\n    }\n  }\n": types.OlderDeliveriesDocument,
    "\n  subscription DeliveryUpdatedAtLength {\n    deliveryUpdated {\n      delivery {\n        id\n        status\n        requestPayload\n        event {\n          payload\n        }\n      }\n    }\n  }\n": types.DeliveryUpdatedAtLengthDocument,
    "\n  query GetKeptDays {\n    workspace {\n      deliveriesKeptDays\n      eventsKeptDays\n    }\n  }\n": types.GetKeptDaysDocument,
    "\n  mutation CreatePaused($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      webhook {\n        status\n        pausedAt\n        description\n        version\n      }\n    }\n  }\n": types.CreatePausedDocument,
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
export function graphql(source: "\n  query ListChatWebhooks {\n    webhooks {\n      nodes {\n        id\n        url\n        format\n        filter\n        messageText\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListChatWebhooks {\n    webhooks {\n      nodes {\n        id\n        url\n        format\n        filter\n        messageText\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StatsOfCharts($id: ID!, $since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {\n    webhook(id: $id) {\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...StatsOfChartsFields\n      }\n    }\n    workspace {\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...StatsOfChartsFields\n      }\n    }\n  }\n  fragment StatsOfChartsFields on DeliveryStats {\n    buckets {\n      succeededCount\n      failedCount\n      retriedCount\n      responseTime {\n        p50Ms\n        p95Ms\n        p99Ms\n      }\n    }\n  }\n"): (typeof documents)["\n  query StatsOfCharts($id: ID!, $since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {\n    webhook(id: $id) {\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...StatsOfChartsFields\n      }\n    }\n    workspace {\n      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {\n        ...StatsOfChartsFields\n      }\n    }\n  }\n  fragment StatsOfChartsFields on DeliveryStats {\n    buckets {\n      succeededCount\n      failedCount\n      retriedCount\n      responseTime {\n        p50Ms\n        p95Ms\n        p99Ms\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListFormWebhooks {\n    webhooks {\n      nodes {\n        id\n        name\n        url\n        description\n        events\n        timeoutSeconds\n        status\n        previousSecretEndsAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListFormWebhooks {\n    webhooks {\n      nodes {\n        id\n        name\n        url\n        description\n        events\n        timeoutSeconds\n        status\n        previousSecretEndsAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SignedContent {\n    deliveries {\n      nodes {\n        attempts {\n          requestHeaders\n          signedContent\n        }\n        lastAttempt {\n          signedContent\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query SignedContent {\n    deliveries {\n      nodes {\n        attempts {\n          requestHeaders\n          signedContent\n        }\n        lastAttempt {\n          signedContent\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractWorkspace {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n    }\n  }\n"): (typeof documents)["\n  query ContractWorkspace {\n    workspace {\n      id\n      plan\n      webhookCount\n      webhookLimit\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractViewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  query ContractViewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractPreview {\n    previewWebhook(input: { events: [\"*\"] }, first: 1) {\n      events {\n        isMatch\n        event {\n          id\n        }\n      }\n      userErrors {\n        code\n      }\n    }\n  }\n"): (typeof documents)["\n  query ContractPreview {\n    previewWebhook(input: { events: [\"*\"] }, first: 1) {\n      events {\n        isMatch\n        event {\n          id\n        }\n      }\n      userErrors {\n        code\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractWebhooks($first: Int! = 100, $after: String) {\n    webhooks(first: $first, after: $after) {\n      nodes {\n        id\n        status\n        statusReason\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query ContractWebhooks($first: Int! = 100, $after: String) {\n    webhooks(first: $first, after: $after) {\n      nodes {\n        id\n        status\n        statusReason\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractEvents($first: Int! = 100, $after: String) {\n    events(first: $first, after: $after) {\n      nodes {\n        id\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query ContractEvents($first: Int! = 100, $after: String) {\n    events(first: $first, after: $after) {\n      nodes {\n        id\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractEvent($id: ID!) {\n    event(id: $id) {\n      id\n    }\n  }\n"): (typeof documents)["\n  query ContractEvent($id: ID!) {\n    event(id: $id) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractEventTypes {\n    eventTypes {\n      name\n      sample\n    }\n  }\n"): (typeof documents)["\n  query ContractEventTypes {\n    eventTypes {\n      name\n      sample\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n    }\n  }\n"): (typeof documents)["\n  query ContractNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ContractUpsertWorkspace($input: UpsertWorkspaceInput!) {\n    upsertWorkspace(input: $input) {\n      workspace {\n        id\n        plan\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ContractUpsertWorkspace($input: UpsertWorkspaceInput!) {\n    upsertWorkspace(input: $input) {\n      workspace {\n        id\n        plan\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExplainEvent($id: ID!, $first: Int, $after: String) {\n    event(id: $id) {\n      webhooks(first: $first, after: $after) {\n        nodes {\n          id\n          webhookId\n          webhookName\n          reason\n          clause\n          webhook {\n            id\n          }\n          delivery {\n            trigger\n            webhook {\n              id\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ExplainEvent($id: ID!, $first: Int, $after: String) {\n    event(id: $id) {\n      webhooks(first: $first, after: $after) {\n        nodes {\n          id\n          webhookId\n          webhookName\n          reason\n          clause\n          webhook {\n            id\n          }\n          delivery {\n            trigger\n            webhook {\n              id\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListEventReasons($first: Int) {\n    events(first: $first) {\n      nodes {\n        id\n        webhooks(first: 5) {\n          nodes {\n            reason\n            delivery {\n              id\n            }\n            webhook {\n              name\n            }\n          }\n        }\n        deliveries(first: 5) {\n          nodes {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListEventReasons($first: Int) {\n    events(first: $first) {\n      nodes {\n        id\n        webhooks(first: 5) {\n          nodes {\n            reason\n            delivery {\n              id\n            }\n            webhook {\n              name\n            }\n          }\n        }\n        deliveries(first: 5) {\n          nodes {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PublishAndExplain($input: PublishEventsInput!) {\n    publishEvents(input: $input) {\n      events {\n        webhooks {\n          nodes {\n            id\n          }\n        }\n        deliveries {\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PublishAndExplain($input: PublishEventsInput!) {\n    publishEvents(input: $input) {\n      events {\n        webhooks {\n          nodes {\n            id\n          }\n        }\n        deliveries {\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListPayloads($filter: DeliveryFilter!) {\n    deliveries(filter: $filter, first: 50) {\n      nodes {\n        event {\n          payload\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListPayloads($filter: DeliveryFilter!) {\n    deliveries(filter: $filter, first: 50) {\n      nodes {\n        event {\n          payload\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateFiltered($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      webhook {\n        id\n        filter\n        version\n        updatedAt\n      }\n      userErrors {\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateFiltered($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      webhook {\n        id\n        filter\n        version\n        updatedAt\n      }\n      userErrors {\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateFilter($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook {\n        id\n        filter\n        version\n        updatedAt\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateFilter($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook {\n        id\n        filter\n        version\n        updatedAt\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Preview($input: PreviewWebhookInput!, $first: Int) {\n    previewWebhook(input: $input, first: $first) {\n      events {\n        event {\n          id\n          payload\n        }\n        isMatch\n        clause\n        body\n      }\n      userErrors {\n        code\n        field\n      }\n    }\n  }\n"): (typeof documents)["\n  query Preview($input: PreviewWebhookInput!, $first: Int) {\n    previewWebhook(input: $input, first: $first) {\n      events {\n        event {\n          id\n          payload\n        }\n        isMatch\n        clause\n        body\n      }\n      userErrors {\n        code\n        field\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchEvents($filter: EventFilter, $first: Int, $after: String, $last: Int) {\n    events(filter: $filter, first: $first, after: $after, last: $last) {\n      searchedUntil\n      nodes {\n        id\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query SearchEvents($filter: EventFilter, $first: Int, $after: String, $last: Int) {\n    events(filter: $filter, first: $first, after: $after, last: $last) {\n      searchedUntil\n      nodes {\n        id\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListEventBodies($after: String) {\n    events(first: 100, after: $after) {\n      nodes {\n        id\n        type\n        payload\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListEventBodies($after: String) {\n    events(first: 100, after: $after) {\n      nodes {\n        id\n        type\n        payload\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GetRentParts($id: ID!) {\n    rent(id: $id) {\n      renterId\n      renter {\n        ...RenterFields\n      }\n      lines {\n        itemId\n        item {\n          ...ItemFields\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query GetRentParts($id: ID!) {\n    rent(id: $id) {\n      renterId\n      renter {\n        ...RenterFields\n      }\n      lines {\n        itemId\n        item {\n          ...ItemFields\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListRentParts {\n    rents(first: 100) {\n      nodes {\n        status\n        renter {\n          id\n        }\n        lines {\n          item {\n            id\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListRentParts {\n    rents(first: 100) {\n      nodes {\n        status\n        renter {\n          id\n        }\n        lines {\n          item {\n            id\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GetInventoryNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Item {\n        version\n      }\n      ... on Renter {\n        version\n      }\n      ... on Rent {\n        version\n      }\n    }\n  }\n"): (typeof documents)["\n  query GetInventoryNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Item {\n        version\n      }\n      ... on Renter {\n        version\n      }\n      ... on Rent {\n        version\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefusedThenAnother($itemId: ID!, $holderId: ID!) {\n    renamed: updateItem(input: { itemId: $itemId, name: \"Hammer\" }) {\n      item {\n        ...ItemFields\n      }\n    }\n    refused: updateItem(input: { itemId: $itemId, sku: \"D-18\" }) {\n      userErrors {\n        code\n      }\n    }\n    another: updateItem(input: { itemId: $holderId, sku: null }) {\n      userErrors {\n        code\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RefusedThenAnother($itemId: ID!, $holderId: ID!) {\n    renamed: updateItem(input: { itemId: $itemId, name: \"Hammer\" }) {\n      item {\n        ...ItemFields\n      }\n    }\n    refused: updateItem(input: { itemId: $itemId, sku: \"D-18\" }) {\n      userErrors {\n        code\n      }\n    }\n    another: updateItem(input: { itemId: $holderId, sku: null }) {\n      userErrors {\n        code\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SeveralChanges($rentId: ID!, $itemId: ID!) {\n    taken: changeRentStatus(input: { rentId: $rentId, status: ACTIVE }) {\n      rent {\n        lines {\n          item {\n            ...ItemFields\n          }\n        }\n      }\n    }\n    refused: updateRent(input: { rentId: $rentId, startsAt: \"2030-01-01T00:00:00Z\" }) {\n      userErrors {\n        code\n        field\n      }\n    }\n    renamed: updateItem(input: { itemId: $itemId, name: \"Hammer\" }) {\n      item {\n        ...ItemFields\n      }\n    }\n    back: changeRentStatus(input: { rentId: $rentId, status: RETURNED }) {\n      rent {\n        ...RentFields\n        lines {\n          item {\n            ...ItemFields\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SeveralChanges($rentId: ID!, $itemId: ID!) {\n    taken: changeRentStatus(input: { rentId: $rentId, status: ACTIVE }) {\n      rent {\n        lines {\n          item {\n            ...ItemFields\n          }\n        }\n      }\n    }\n    refused: updateRent(input: { rentId: $rentId, startsAt: \"2030-01-01T00:00:00Z\" }) {\n      userErrors {\n        code\n        field\n      }\n    }\n    renamed: updateItem(input: { itemId: $itemId, name: \"Hammer\" }) {\n      item {\n        ...ItemFields\n      }\n    }\n    back: changeRentStatus(input: { rentId: $rentId, status: RETURNED }) {\n      rent {\n        ...RentFields\n        lines {\n          item {\n            ...ItemFields\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserErrorFields on UserError {\n    code\n    field\n    message\n    retryAfterSeconds\n  }\n"): (typeof documents)["\n  fragment UserErrorFields on UserError {\n    code\n    field\n    message\n    retryAfterSeconds\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WebhookFields on Webhook {\n    id\n    name\n    url\n    events\n    timeoutSeconds\n    status\n    statusReason\n    secretHint\n  }\n"): (typeof documents)["\n  fragment WebhookFields on Webhook {\n    id\n    name\n    url\n    events\n    timeoutSeconds\n    status\n    statusReason\n    secretHint\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeliveryFields on Delivery {\n    id\n    eventType\n    webhookId\n    trigger\n    status\n    statusReason\n    attemptCount\n    maxAttempts\n    errorCode\n    errorMessage\n    nextAttemptAt\n    updatedAt\n    completedAt\n    requestPayload\n    requestHeaders\n    responseStatus\n    responseTimeMs\n    event {\n      id\n      type\n    }\n    webhook {\n      id\n    }\n    attempts {\n      number\n      url\n      startedAt\n      durationMs\n      lookUpMs\n      connectMs\n      tlsMs\n      firstByteMs\n      isConnectionReused\n      remoteAddress\n      requestHeaders\n      responseStatus\n      responseHeaders\n      responseBody\n      responseBodyError\n      errorCode\n      errorMessage\n    }\n  }\n"): (typeof documents)["\n  fragment DeliveryFields on Delivery {\n    id\n    eventType\n    webhookId\n    trigger\n    status\n    statusReason\n    attemptCount\n    maxAttempts\n    errorCode\n    errorMessage\n    nextAttemptAt\n    updatedAt\n    completedAt\n    requestPayload\n    requestHeaders\n    responseStatus\n    responseTimeMs\n    event {\n      id\n      type\n    }\n    webhook {\n      id\n    }\n    attempts {\n      number\n      url\n      startedAt\n      durationMs\n      lookUpMs\n      connectMs\n      tlsMs\n      firstByteMs\n      isConnectionReused\n      remoteAddress\n      requestHeaders\n      responseStatus\n      responseHeaders\n      responseBody\n      responseBodyError\n      errorCode\n      errorMessage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateWebhook($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      secret\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateWebhook($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      secret\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateWebhook($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateWebhook($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteWebhook($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteWebhook($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PauseWebhook($input: PauseWebhookInput!) {\n    pauseWebhook(input: $input) {\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PauseWebhook($input: PauseWebhookInput!) {\n    pauseWebhook(input: $input) {\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResumeWebhook($input: ResumeWebhookInput!) {\n    resumeWebhook(input: $input) {\n      waitingCount\n      oldestWaitingAt\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResumeWebhook($input: ResumeWebhookInput!) {\n    resumeWebhook(input: $input) {\n      waitingCount\n      oldestWaitingAt\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EnableWebhook($input: EnableWebhookInput!) {\n    enableWebhook(input: $input) {\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EnableWebhook($input: EnableWebhookInput!) {\n    enableWebhook(input: $input) {\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RegenerateSecret($input: RegenerateSecretInput!) {\n    regenerateSecret(input: $input) {\n      secret\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RegenerateSecret($input: RegenerateSecretInput!) {\n    regenerateSecret(input: $input) {\n      secret\n      webhook {\n        ...WebhookFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndPreviousSecret($input: EndPreviousSecretInput!) {\n    endPreviousSecret(input: $input) {\n      webhook {\n        ...WebhookFields\n        version\n        previousSecretEndsAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EndPreviousSecret($input: EndPreviousSecretInput!) {\n    endPreviousSecret(input: $input) {\n      webhook {\n        ...WebhookFields\n        version\n        previousSecretEndsAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendTest($input: SendTestInput!) {\n    sendTest(input: $input) {\n      delivery {\n        id\n        trigger\n        status\n        attemptCount\n        requestPayload\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SendTest($input: SendTestInput!) {\n    sendTest(input: $input) {\n      delivery {\n        id\n        trigger\n        status\n        attemptCount\n        requestPayload\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResendDelivery($input: ResendDeliveryInput!) {\n    resendDelivery(input: $input) {\n      delivery {\n        id\n        trigger\n        status\n        attemptCount\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResendDelivery($input: ResendDeliveryInput!) {\n    resendDelivery(input: $input) {\n      delivery {\n        id\n        trigger\n        status\n        attemptCount\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RecoveryFields on Recovery {\n    id\n    status\n    filter\n    searchedUntil\n    expectedCount {\n      count\n      isExact\n    }\n    recoveredCount\n    skippedCounts {\n      reason\n      count\n    }\n    createdAt\n    updatedAt\n    endedAt\n  }\n"): (typeof documents)["\n  fragment RecoveryFields on Recovery {\n    id\n    status\n    filter\n    searchedUntil\n    expectedCount {\n      count\n      isExact\n    }\n    recoveredCount\n    skippedCounts {\n      reason\n      count\n    }\n    createdAt\n    updatedAt\n    endedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RecoverDeliveries($input: RecoverDeliveriesInput!) {\n    recoverDeliveries(input: $input) {\n      recovery {\n        ...RecoveryFields\n      }\n      count {\n        count\n        isExact\n      }\n      skippedCounts {\n        reason\n        count\n      }\n      oldestAt\n      estimatedSeconds\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RecoverDeliveries($input: RecoverDeliveriesInput!) {\n    recoverDeliveries(input: $input) {\n      recovery {\n        ...RecoveryFields\n      }\n      count {\n        count\n        isExact\n      }\n      skippedCounts {\n        reason\n        count\n      }\n      oldestAt\n      estimatedSeconds\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelRecovery($input: CancelRecoveryInput!) {\n    cancelRecovery(input: $input) {\n      recovery {\n        ...RecoveryFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelRecovery($input: CancelRecoveryInput!) {\n    cancelRecovery(input: $input) {\n      recovery {\n        ...RecoveryFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GetRecovery($id: ID!) {\n    recovery(id: $id) {\n      ...RecoveryFields\n    }\n  }\n"): (typeof documents)["\n  query GetRecovery($id: ID!) {\n    recovery(id: $id) {\n      ...RecoveryFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RecoveryUpdated($id: ID!) {\n    recoveryUpdated(id: $id) {\n      ...RecoveryFields\n    }\n  }\n"): (typeof documents)["\n  subscription RecoveryUpdated($id: ID!) {\n    recoveryUpdated(id: $id) {\n      ...RecoveryFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListRecoveries($first: Int! = 100, $after: String) {\n    recoveries(first: $first, after: $after) {\n      nodes {\n        id\n        status\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListRecoveries($first: Int! = 100, $after: String) {\n    recoveries(first: $first, after: $after) {\n      nodes {\n        id\n        status\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PublishEvents($input: PublishEventsInput!) {\n    publishEvents(input: $input) {\n      events {\n        id\n        type\n        payload\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PublishEvents($input: PublishEventsInput!) {\n    publishEvents(input: $input) {\n      events {\n        id\n        type\n        payload\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GetWebhook($id: ID!) {\n    webhook(id: $id) {\n      ...WebhookFields\n      deliveryCounts {\n        total\n        succeeded\n        failed\n        pending {\n          count\n          isExact\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query GetWebhook($id: ID!) {\n    webhook(id: $id) {\n      ...WebhookFields\n      deliveryCounts {\n        total\n        succeeded\n        failed\n        pending {\n          count\n          isExact\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GetDelivery($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryFields\n    }\n  }\n"): (typeof documents)["\n  query GetDelivery($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListDeliveries($filter: DeliveryFilter, $first: Int! = 100, $after: String) {\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListDeliveries($filter: DeliveryFilter, $first: Int! = 100, $after: String) {\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListWebhookDeliveries($id: ID!, $first: Int! = 100, $after: String) {\n    webhook(id: $id) {\n      deliveries(first: $first, after: $after) {\n        nodes {\n          id\n          status\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListWebhookDeliveries($id: ID!, $first: Int! = 100, $after: String) {\n    webhook(id: $id) {\n      deliveries(first: $first, after: $after) {\n        nodes {\n          id\n          status\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DeliveryUpdated($webhookId: ID, $filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(webhookId: $webhookId, filter: $filter, after: $after) {\n      cursor\n      gap\n      isStart\n      isMatch\n      edge {\n        cursor\n        node {\n          id\n        }\n      }\n      delivery {\n        id\n        status\n        attemptCount\n        webhook {\n          id\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription DeliveryUpdated($webhookId: ID, $filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(webhookId: $webhookId, filter: $filter, after: $after) {\n      cursor\n      gap\n      isStart\n      isMatch\n      edge {\n        cursor\n        node {\n          id\n        }\n      }\n      delivery {\n        id\n        status\n        attemptCount\n        webhook {\n          id\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WebhookUpdated($webhookId: ID) {\n    webhookUpdated(webhookId: $webhookId) {\n      isStart\n      gap\n      deletedId\n      webhook {\n        id\n        name\n        status\n        version\n        health {\n          failingSince\n          coolingDownUntil\n        }\n        deliveryCounts {\n          succeeded\n          failed\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription WebhookUpdated($webhookId: ID) {\n    webhookUpdated(webhookId: $webhookId) {\n      isStart\n      gap\n      deletedId\n      webhook {\n        id\n        name\n        status\n        version\n        health {\n          failingSince\n          coolingDownUntil\n        }\n        deliveryCounts {\n          succeeded\n          failed\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EraseEvent($input: EraseEventInput!) {\n    eraseEvent(input: $input) {\n      event {\n        id\n        type\n        payload\n        erasedAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EraseEvent($input: EraseEventInput!) {\n    eraseEvent(input: $input) {\n      event {\n        id\n        type\n        payload\n        erasedAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteWorkspace($input: DeleteWorkspaceInput!) {\n    deleteWorkspace(input: $input) {\n      deletion {\n        ...DeletionFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteWorkspace($input: DeleteWorkspaceInput!) {\n    deleteWorkspace(input: $input) {\n      deletion {\n        ...DeletionFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GetWorkspaceDeletion($id: ID!) {\n    workspaceDeletion(id: $id) {\n      ...DeletionFields\n    }\n  }\n"): (typeof documents)["\n  query GetWorkspaceDeletion($id: ID!) {\n    workspaceDeletion(id: $id) {\n      ...DeletionFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeletionFields on WorkspaceDeletion {\n    workspaceId\n    requestedAt\n    endedAt\n    removedCount\n  }\n"): (typeof documents)["\n  fragment DeletionFields on WorkspaceDeletion {\n    workspaceId\n    requestedAt\n    endedAt\n    removedCount\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ItemFields on Item {\n    id\n    name\n    sku\n    quantityInStock\n    minimumQuantity\n    version\n    createdAt\n    updatedAt\n  }\n"): (typeof documents)["\n  fragment ItemFields on Item {\n    id\n    name\n    sku\n    quantityInStock\n    minimumQuantity\n    version\n    createdAt\n    updatedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RenterFields on Renter {\n    id\n    name\n    email\n    phone\n    version\n    createdAt\n    updatedAt\n  }\n"): (typeof documents)["\n  fragment RenterFields on Renter {\n    id\n    name\n    email\n    phone\n    version\n    createdAt\n    updatedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RentFields on Rent {\n    id\n    renterId\n    lines {\n      itemId\n      quantity\n    }\n    startsAt\n    endsAt\n    status\n    version\n    createdAt\n    updatedAt\n  }\n"): (typeof documents)["\n  fragment RentFields on Rent {\n    id\n    renterId\n    lines {\n      itemId\n      quantity\n    }\n    startsAt\n    endsAt\n    status\n    version\n    createdAt\n    updatedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateItem($input: CreateItemInput!) {\n    createItem(input: $input) {\n      item {\n        ...ItemFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateItem($input: CreateItemInput!) {\n    createItem(input: $input) {\n      item {\n        ...ItemFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateItem($input: UpdateItemInput!) {\n    updateItem(input: $input) {\n      item {\n        ...ItemFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateItem($input: UpdateItemInput!) {\n    updateItem(input: $input) {\n      item {\n        ...ItemFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteItem($input: DeleteItemInput!) {\n    deleteItem(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteItem($input: DeleteItemInput!) {\n    deleteItem(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GetItem($id: ID!) {\n    item(id: $id) {\n      ...ItemFields\n    }\n  }\n"): (typeof documents)["\n  query GetItem($id: ID!) {\n    item(id: $id) {\n      ...ItemFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListItems($first: Int! = 100, $after: String) {\n    items(first: $first, after: $after) {\n      nodes {\n        ...ItemFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListItems($first: Int! = 100, $after: String) {\n    items(first: $first, after: $after) {\n      nodes {\n        ...ItemFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRenter($input: CreateRenterInput!) {\n    createRenter(input: $input) {\n      renter {\n        ...RenterFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateRenter($input: CreateRenterInput!) {\n    createRenter(input: $input) {\n      renter {\n        ...RenterFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateRenter($input: UpdateRenterInput!) {\n    updateRenter(input: $input) {\n      renter {\n        ...RenterFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateRenter($input: UpdateRenterInput!) {\n    updateRenter(input: $input) {\n      renter {\n        ...RenterFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteRenter($input: DeleteRenterInput!) {\n    deleteRenter(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteRenter($input: DeleteRenterInput!) {\n    deleteRenter(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GetRenter($id: ID!) {\n    renter(id: $id) {\n      ...RenterFields\n    }\n  }\n"): (typeof documents)["\n  query GetRenter($id: ID!) {\n    renter(id: $id) {\n      ...RenterFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListRenters($first: Int! = 100, $after: String) {\n    renters(first: $first, after: $after) {\n      nodes {\n        ...RenterFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListRenters($first: Int! = 100, $after: String) {\n    renters(first: $first, after: $after) {\n      nodes {\n        ...RenterFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRent($input: CreateRentInput!) {\n    createRent(input: $input) {\n      rent {\n        ...RentFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateRent($input: CreateRentInput!) {\n    createRent(input: $input) {\n      rent {\n        ...RentFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateRent($input: UpdateRentInput!) {\n    updateRent(input: $input) {\n      rent {\n        ...RentFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateRent($input: UpdateRentInput!) {\n    updateRent(input: $input) {\n      rent {\n        ...RentFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteRent($input: DeleteRentInput!) {\n    deleteRent(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteRent($input: DeleteRentInput!) {\n    deleteRent(input: $input) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeRentStatus($input: ChangeRentStatusInput!) {\n    changeRentStatus(input: $input) {\n      rent {\n        ...RentFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeRentStatus($input: ChangeRentStatusInput!) {\n    changeRentStatus(input: $input) {\n      rent {\n        ...RentFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GetRent($id: ID!) {\n    rent(id: $id) {\n      ...RentFields\n    }\n  }\n"): (typeof documents)["\n  query GetRent($id: ID!) {\n    rent(id: $id) {\n      ...RentFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListRents($first: Int! = 100, $after: String) {\n    rents(first: $first, after: $after) {\n      nodes {\n        ...RentFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListRents($first: Int! = 100, $after: String) {\n    rents(first: $first, after: $after) {\n      nodes {\n        ...RentFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OlderDeliveries($after: String!) {\n    deliveries(first: 100, after: $after) {\n      nodes {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  query OlderDeliveries($after: String!) {\n    deliveries(first: 100, after: $after) {\n      nodes {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DeliveryUpdatedAtLength {\n    deliveryUpdated {\n      delivery {\n        id\n        status\n        requestPayload\n        event {\n          payload\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription DeliveryUpdatedAtLength {\n    deliveryUpdated {\n      delivery {\n        id\n        status\n        requestPayload\n        event {\n          payload\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GetKeptDays {\n    workspace {\n      deliveriesKeptDays\n      eventsKeptDays\n    }\n  }\n"): (typeof documents)["\n  query GetKeptDays {\n    workspace {\n      deliveriesKeptDays\n      eventsKeptDays\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePaused($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      webhook {\n        status\n        pausedAt\n        description\n        version\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreatePaused($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      webhook {\n        status\n        pausedAt\n        description\n        version\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;