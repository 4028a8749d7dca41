import { useSearchParams } from 'react-router';

/** Which attempts the screen shows, as the address says. */
export interface ChosenAttempts {
  /** The attempt that is shown; null for the newest. */
  shown: number | null;
  /** The attempt that is compared with it; null for none. */
  compared: number | null;
}

/** Reads `?attempt=3&with=2`. Anything else than an existing attempt is ignored. */
export function readChoice(params: URLSearchParams, numbers: readonly number[]): ChosenAttempts {
  const read = (name: string) =>
    numbers.find((number) => String(number) === params.get(name)) ?? null;
  const [shown, compared] = [read('attempt'), read('with')];
  return { shown, compared: compared === (shown ?? numbers.at(-1)) ? null : compared };
}

/** Writes the choice as the part of an address after `?`. */
export function writeChoice({ shown, compared }: ChosenAttempts): string {
  return new URLSearchParams({
    ...(shown !== null && { attempt: String(shown) }),
    ...(compared !== null && { with: String(compared) }),
  }).toString();
}

/** Returns the choice in the address, and a function that changes it. */
export function useChoice(
  numbers: readonly number[],
): [ChosenAttempts, (choice: ChosenAttempts) => void] {
  const [params, setParams] = useSearchParams();
  return [
    readChoice(params, numbers),
    (choice) => setParams(writeChoice(choice), { replace: true, preventScrollReset: true }),
  ];
}
