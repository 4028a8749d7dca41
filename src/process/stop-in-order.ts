/** A part that runs until it is stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Stops one group after the other, the parts of a group at once. All parts are stopped, even if one fails.
 *
 * @throws the first error, after all parts have been stopped
 */
export async function stopInOrder(...groups: readonly (readonly Stoppable[])[]): Promise<void> {
  const errors: unknown[] = [];
  for (const parts of groups) {
    const ends = await Promise.allSettled(parts.map(async (part) => part.stop()));
    for (const end of ends) if (end.status === 'rejected') errors.push(end.reason);
  }
  if (errors.length > 0) throw errors[0];
}
