/** When to look again, and how long those who ask wait for it; in milliseconds. */
export interface LookTimes {
  /** From the beginning of one look to that of the next. */
  everyMs: number;
  /** From the beginning of a look. */
  waitMs: number;
}

/**
 * One look for all who ask: a new one begins when the last has ended and began at least `everyMs` ago. Until
 * then everybody gets what the last one has found.
 *
 * @param look must not reject
 * @param onSilence what is told when a look takes longer than `waitMs`
 */
export function shareLook<Found>(
  look: () => Promise<Found>,
  onSilence: Found,
  { everyMs, waitMs }: LookTimes,
): () => Promise<Found> {
  let found: Promise<Found> | undefined;
  let startedMs = -Infinity;
  let isLooking = false;

  return async () => {
    if (found && (isLooking || performance.now() - startedMs < everyMs)) return found;
    startedMs = performance.now();
    isLooking = true;
    const looking = look().finally(() => (isLooking = false));
    found = orAfter(waitMs, looking, onSilence);
    return found;
  };
}

async function orAfter<Found>(ms: number, work: Promise<Found>, late: Found): Promise<Found> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<Found>((resolve) => {
    timer = setTimeout(resolve, ms, late);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}
