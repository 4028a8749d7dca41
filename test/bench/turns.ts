import { median } from './statistics.ts';

/** One measurement of one side. */
export type Side = () => Promise<number>;

/** Measures the sides in turns, so that noise affects all of them; prints each round and the medians. */
export async function measureInTurns<Name extends string>(
  rounds: number,
  sides: Record<Name, Side>,
  show: (value: number) => string,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(sides) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    Name,
    number[]
  >;
  const describe = (of: (values: number[]) => number) =>
    names.map((name) => `${name} ${show(of(measured[name]))}`).join('   ');
  for (let round = 1; round <= rounds; round += 1) {
    // Every second round runs backwards, or one side always bears what the same other one leaves behind.
    const order = round % 2 === 1 ? names : names.toReversed();
    for (const name of order) measured[name].push(await sides[name]());
    console.log(`  round ${round}: ${describe((values) => values.at(-1) ?? NaN)}`);
  }
  console.log(`  median:  ${describe(median)}`);
  return measured;
}

/** Prints the ratio of the two sides over all rounds: median, minimum and maximum. */
export function printRatio(label: string, over: readonly number[], under: readonly number[]): void {
  const ratios = over.map((value, round) => value / (under[round] ?? NaN));
  const [least, greatest] = [Math.min(...ratios), Math.max(...ratios)];
  console.log(
    `  ${label}: median ${median(ratios).toFixed(2)} (${least.toFixed(2)} – ${greatest.toFixed(2)})`,
  );
}
