import type { EntityManager, EventSubscriber, TransactionEventArgs } from '@mikro-orm/core';

/** Callbacks for code that has written inside a transaction. They must not throw. */
export interface CommitListener {
  /** The outermost COMMIT has succeeded: all sessions see the rows. */
  committed(): void;
  /** The transaction, or the savepoint of the rows, was rolled back, or COMMIT failed. */
  discarded(): void;
}

type Transaction = object;

/**
 * Follows the **outermost** COMMIT. MikroORM reports the release of a savepoint as a commit as well, so each
 * savepoint has a list of its own: a release moves its listeners to the parent, a rollback calls `discarded`,
 * and only the real COMMIT calls `committed`.
 */
export class AfterCommit implements EventSubscriber {
  /** For each entity manager: the transaction in which it is opening a savepoint. */
  readonly #opening = new WeakMap<EntityManager, Transaction>();
  readonly #parents = new WeakMap<Transaction, Transaction>();
  readonly #listeners = new WeakMap<Transaction, CommitListener[]>();

  /** Outside a transaction the statement has already committed, so the listener is called at once. */
  listen(em: EntityManager, listener: CommitListener): void {
    const transaction = em.getTransactionContext<Transaction>();
    if (!transaction) return listener.committed();
    const listeners = this.#listeners.get(transaction);
    if (listeners) listeners.push(listener);
    else this.#listeners.set(transaction, [listener]);
  }

  beforeTransactionStart(args: TransactionEventArgs): void {
    const parent = transactionOf(args);
    if (parent) this.#opening.set(args.em, parent);
    else this.#opening.delete(args.em);
  }

  afterTransactionStart(args: TransactionEventArgs): void {
    const [parent, transaction] = [this.#opening.get(args.em), transactionOf(args)];
    if (parent && transaction) this.#parents.set(transaction, parent);
    this.#opening.delete(args.em);
  }

  afterTransactionCommit(args: TransactionEventArgs): void {
    const transaction = transactionOf(args);
    if (!transaction) return;
    const listeners = this.#take(transaction);
    const parent = this.#parents.get(transaction);
    if (!parent) for (const listener of listeners) listener.committed();
    else this.#listeners.set(parent, [...(this.#listeners.get(parent) ?? []), ...listeners]);
  }

  /** Before, not after: a ROLLBACK over a broken connection gets no response but still discards everything. */
  beforeTransactionRollback(args: TransactionEventArgs): void {
    const transaction = transactionOf(args);
    if (transaction) for (const listener of this.#take(transaction)) listener.discarded();
  }

  #take(transaction: Transaction): CommitListener[] {
    const listeners = this.#listeners.get(transaction) ?? [];
    this.#listeners.delete(transaction);
    return listeners;
  }
}

/** MikroORM does not type its transactions. */
function transactionOf(args: TransactionEventArgs): Transaction | undefined {
  return args.transaction as Transaction | undefined;
}

/**
 * Calls the listener when the transaction of `em` has really committed or was rolled back.
 *
 * @throws Error when the database was not opened by `openDatabase`
 */
export function afterCommit(em: EntityManager, listener: CommitListener): void {
  for (const subscriber of em.getEventManager().getSubscribers()) {
    if (subscriber instanceof AfterCommit) return subscriber.listen(em, listener);
  }
  throw new Error('The database was not opened by openDatabase, so its commits are not followed.');
}
