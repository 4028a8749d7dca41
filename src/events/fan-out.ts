/** How many deliveries an event of a workspace makes, as its last publish showed. */
export interface FanOutEstimate {
  expect(workspaceId: string): number;
  learn(workspaceId: string, eventCount: number, deliveryCount: number): void;
}

/** Before a workspace has published: room that is not needed is given back when the insert has answered. */
const first = 4;
/** Workspaces remembered; beyond it all are forgotten. */
const workspacesMax = 10_000;

/** Room for a hand-off is kept before the insert, when nobody knows yet how many webhooks want the events. */
export function createFanOutEstimate(): FanOutEstimate {
  const known = new Map<string, number>();
  return {
    expect: (workspaceId) => known.get(workspaceId) ?? first,
    learn(workspaceId, eventCount, deliveryCount) {
      if (known.size >= workspacesMax) known.clear();
      known.set(workspaceId, Math.max(1, Math.ceil(deliveryCount / eventCount)));
    },
  };
}
