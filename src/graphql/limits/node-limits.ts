import { connectionLimits, type ConnectionLimits } from './connection-limits.ts';
import { operationLimits, type OperationLimits } from './operation-limits.ts';
import { refusalLimits, type RefusalLimits } from './refusal-limits.ts';
import { socketLimits, type SocketLimits } from './socket-limits.ts';

/** All limits that are counted per node. */
export interface NodeLimits {
  operations: OperationLimits;
  sockets: SocketLimits;
  refusals: RefusalLimits;
  connections: ConnectionLimits;
}

/** Limits that replace the usual ones; tests use smaller ones. */
export type LimitOverrides = { [Kind in keyof NodeLimits]?: Partial<NodeLimits[Kind]> };

export function completeLimits(overrides: LimitOverrides = {}): NodeLimits {
  return {
    operations: { ...operationLimits, ...overrides.operations },
    sockets: { ...socketLimits, ...overrides.sockets },
    refusals: { ...refusalLimits, ...overrides.refusals },
    connections: { ...connectionLimits, ...overrides.connections },
  };
}
