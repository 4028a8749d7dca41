import { hash } from 'node:crypto';
import type { DeliveryCriteria } from '../deliveries/index.ts';

/** The deliveries that a subscriber follows. */
export interface DeliveryInterest {
  workspaceId: string;
  criteria: DeliveryCriteria;
  /** The same for subscribers who follow the same deliveries. */
  name: string;
  /** A short form of the name, for cursors. */
  streamName: string;
}

/** Describes what a subscriber of the workspace follows. */
export function createInterest(workspaceId: string, criteria: DeliveryCriteria): DeliveryInterest {
  const name = JSON.stringify([workspaceId, criteria]);
  return { workspaceId, criteria, name, streamName: hash('sha256', name).slice(0, 16) };
}
