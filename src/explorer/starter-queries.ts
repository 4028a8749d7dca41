/** A tab of GraphiQL. */
export interface StarterQuery {
  query: string;
  /** JSON. */
  variables?: string;
}

/** The tabs that the explorer begins with, in the order in which a new caller needs them. */
export const starterQueries: readonly StarterQuery[] = [
  {
    query: `# Paste a token above, then press
# Ctrl+Enter, or Cmd+Enter on a Mac.
# The book at the left explains the schema.
query Viewer {
  viewer {
    scopes
    expiresAt
    workspace {
      id
      name
      plan
      webhookLimit
      webhookCount
    }
  }
}
`,
  },
  {
    query: `# Takes a public https URL.
# The secret is shown only this once.
mutation CreateWebhook($input: CreateWebhookInput!) {
  createWebhook(input: $input) {
    webhook { id status events }
    secret
    userErrors { code field message }
  }
}
`,
    variables: JSON.stringify(
      { input: { name: 'First', url: 'https://example.com/hooks', events: ['*'] } },
      null,
      2,
    ),
  },
  {
    query: `query Webhooks($first: Int = 20, $after: String) {
  webhooks(first: $first, after: $after) {
    totalCount { count isExact }
    nodes {
      id
      name
      url
      status
      deliveryCounts { total succeeded failed }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    query: `# The newest deliveries. For the next page,
# pass endCursor as the variable after.
query Log($first: Int = 20, $after: String) {
  deliveries(first: $first, after: $after) {
    nodes {
      id
      eventType
      status
      trigger
      attemptCount
      responseStatus
      responseTimeMs
      errorMessage
      createdAt
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    query: `# Runs until you stop it. Each change of
# a delivery is an update.
subscription Live {
  deliveryUpdated {
    cursor
    gap
    isStart
    delivery {
      id
      eventType
      status
      responseStatus
      attemptCount
    }
  }
}
`,
  },
];
