import { hash } from 'node:crypto';
import {
  execute,
  getVariableValues,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
} from 'graphql';
import type { WorkTurns } from '../../kernel/index.ts';
import type { GraphContext } from '../../workspaces/index.ts';
import { boundErrors, type FormatError } from '../errors.ts';
import { findOperation } from '../metrics.ts';
import { createBoundedWork } from './bounded-work.ts';
import { findPositionVariables } from './find-position-variables.ts';
import { createRecentResults } from './recent-results.ts';
import { createSharedContexts, nameAccess, workspaceOf } from './shared-contexts.ts';
import { createSharedExecution, type SharedExecution } from './shared-execution.ts';
import { inProgressUnitsMax, reckonWork } from './work-units.ts';

/** The part of one subscriber in a shared execution. */
export interface Share {
  run: SharedExecution['run'];
  /** Must be called once. */
  leave(): void;
}

/**
 * The distinct subscriptions of a node. Two are the same if their query texts, operation names, variables, workspaces
 * and scopes are. The variable that says where a subscription continues makes no difference.
 */
export interface SharedExecutions {
  /**
   * @param query the text of the arguments' document
   * @param cost of executing one event, as reckoned for the cost limit
   */
  join(args: ExecutionArgs, query: string, cost: number): Share;
}

/** Bytes of all results kept for subscribers that are some events behind. */
const recentBytes = 16 * 1024 * 1024;

export function createSharedExecutions(
  formatError: FormatError,
  turns: WorkTurns,
): SharedExecutions {
  const recent = createRecentResults(recentBytes);
  const shareContext = createSharedContexts();
  const byName = new Map<string, SharedExecution>();

  const runBounded = createBoundedWork(inProgressUnitsMax);

  async function executeAll(
    args: ExecutionArgs,
    events: readonly object[],
    units: number,
  ): Promise<string[]> {
    await turns.take(events.length * units, workspaceOf(args));
    const contextValue = shareContext(args.contextValue as GraphContext);
    const running = events.map(async (rootValue) => execute({ ...args, rootValue, contextValue }));
    const results = await Promise.all(running);
    return results.map((result) =>
      JSON.stringify(formatResult(formatError, contextValue.requestId, result)),
    );
  }

  function start(args: ExecutionArgs, cost: number): SharedExecution {
    const { units, inProgressUnits, eventsMax } = reckonWork(cost);
    const run = async (events: readonly object[]) =>
      runBounded(workspaceOf(args), events.length * inProgressUnits, () =>
        executeAll(args, events, units),
      );
    return createSharedExecution(run, recent, eventsMax);
  }

  return {
    join(args, query, cost) {
      const name = nameSubscription(args, query);
      const execution = byName.get(name) ?? start(args, cost);
      byName.set(name, execution);
      execution.addSubscriber();
      return {
        run: execution.run,
        leave() {
          if (execution.removeSubscriber() === 0) byName.delete(name);
        },
      };
    },
  };
}

/** The variables are those that the operation declares, with their defaults, except for the position where it continues. */
function nameSubscription(args: ExecutionArgs, query: string): string {
  const { schema, document, operationName, contextValue, variableValues } = args;
  const { operation } = findOperation(document, operationName);
  const { coerced } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    variableValues ?? {},
  );
  const positions = findPositionVariables(document, operation);
  const variables = Object.entries(coerced ?? {}).filter(([name]) => !positions.has(name));
  const access = nameAccess((contextValue as GraphContext).viewer);
  return hash('sha256', JSON.stringify([access, query, operationName ?? null, variables]));
}

/** Masks the errors of a result. */
export function formatResult(
  formatError: FormatError,
  requestId: string,
  result: ExecutionResult,
): FormattedExecutionResult {
  const { data, errors } = boundErrors(result);
  const shown = data === undefined ? {} : { data };
  return errors
    ? { ...shown, errors: errors.map((error) => formatError(error, requestId)) }
    : shown;
}
