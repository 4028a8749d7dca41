import type { CreateDriver } from './driver.ts';

/** A client, and the methods of its calls. */
export interface Journey {
  name: string;
  create: CreateDriver;
  methods: string[];
  /** Returns why this machine cannot run the client; null if it can. */
  findProblem?: () => Promise<string | null>;
}

/** Leaves out what this machine cannot run, and prints the reason. */
export async function listRunnable(journeys: readonly Journey[]): Promise<Journey[]> {
  const problems = await Promise.all(journeys.map(async ({ findProblem }) => findProblem?.()));
  return journeys.filter(({ name }, place) => {
    const problem = problems[place] ?? null;
    if (problem !== null) process.stderr.write(`Left out, the journey of ${name}: ${problem}\n`);
    return problem === null;
  });
}
