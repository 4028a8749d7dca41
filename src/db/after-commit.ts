import type { EntityManager, EventSubscriber, TransactionEventArgs } from '@mikro-orm/core';

/** What a piece of code that wrote inside a transaction wants to hear of it. Neither may throw. */
export interface CommitListener {
  /** The outermost COMMIT was answered: the rows are there for everybody. */
  committed(): void;
  /** The transaction, or the savepoint the rows were written in, was rolled back; also when COMMIT failed. */
  discarded(): void;
}

type Transaction = object;

/**
 * Follows the **outermost** COMMIT. MikroORM reports the release of a savepoint as a commit as well,
 * so this keeps what was written under each savepoint apart: released, it moves to the parent; rolled
 * back, it is discarded; and only the answer to the real COMMIT tells the listeners.
 */
export class AfterCommit implements EventSubscriber {
  /** By entity manager: the transaction in which it is just opening a savepoint. */
  readonly #opening = new WeakMap<EntityManager, Transaction>();
  readonly #parents = new WeakMap<Transaction, Transaction>();
  readonly #listeners = new WeakMap<Transaction, CommitListener[]>();

  /** Outside a transaction the statement has committed by itself, so the listener is told at once. */
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

  /** Before, not after: a ROLLBACK over a broken connection is never answered, and discards all the same. */
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

/** MikroORM leaves the type of its transactions open. */
function transactionOf(args: TransactionEventArgs): Transaction | undefined {
  return args.transaction as Transaction | undefined;
}

/**
 * Tells the listener when the transaction that `em` stands in has truly committed.
 *
 * @throws Error when the database was not opened by `openDatabase`.
 */
export function afterCommit(em: EntityManager, listener: CommitListener): void {
  for (const subscriber of em.getEventManager().getSubscribers()) {
    if (subscriber instanceof AfterCommit) return subscriber.listen(em, listener);
  }
  throw new Error('The entity manager belongs to no database of ours: nobody follows its commits.');
}
