import { createCleanUp, type CleanUp } from './clean-up.ts';
import { choosePort, usualPort } from './choose-port.ts';
import { createDemoLogger } from './demo-logger.ts';
import { describeDelivery, describeNextSteps, describeScene, tableHead } from './describe-demo.ts';
import { openWorkspace } from './open-workspace.ts';
import { startReceiver } from './receiver.ts';
import { createScore, type Score } from './score.ts';
import { startService } from './start-service.ts';
import { createShop } from './story/shop.ts';
import { tellStory } from './story/tell-story.ts';
import { watchLog } from './watch-log.ts';

export interface RunOptions {
  /** End after ten verified deliveries. */
  once: boolean;
  /** The port that the user asked for; null when they did not. */
  port: number | null;
  /** Aborted when the user wants the end. */
  stopped: AbortSignal;
  print: (text: string) => void;
  printError: (text: string) => void;
}

/** How it went. */
export type DemoResult = Pick<Score, 'verifiedCount' | 'refusedCount'>;

/** What `--once` waits for. */
export const verifiedWanted = 10;
/** Milliseconds: `--once` takes some seconds, and on the slowest and busiest machine not this long. */
const onceWithinMs = 120_000;
/** Milliseconds between two changes in the shop: slow enough to read along, or quick. */
const pauseMs = { readable: 1_000, quick: 200 };

/**
 * Runs the demo until the user stops it, or until `--once` has what it wants. Everything that it
 * started is gone when it resolves or rejects.
 *
 * @throws Error that says what went wrong.
 */
export async function runDemo(options: RunOptions): Promise<DemoResult> {
  const { once, stopped, printError } = options;
  const cleanUp = createCleanUp();
  const done = new AbortController();
  const score = createScore({
    print: options.print,
    printError,
    describe: describeDelivery,
    verifiedMax: once ? verifiedWanted : Infinity,
    onDone: () => done.abort(),
  });
  const late = once ? [AbortSignal.timeout(onceWithinMs)] : [];
  const signal = AbortSignal.any([stopped, done.signal, ...late]);
  try {
    await play(options, { score, cleanUp, signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await cleanUp.run();
  }
  if (late[0]?.aborted && !done.signal.aborted) throw lateError(score);
  return score;
}

interface Play {
  score: Score;
  cleanUp: CleanUp;
  signal: AbortSignal;
}

/** Builds up the scene and tells the story, until the signal is aborted, which makes it reject. */
async function play(
  { once, port, print, printError }: RunOptions,
  { score, cleanUp, signal }: Play,
): Promise<never> {
  const chosenPort = await choosePort(port);
  print('Starting PostgreSQL and the service …');
  const logger = createDemoLogger(printError);
  // First, so that it is the last to go: requests in flight at the end still find it.
  const receiver = await startReceiver(score);
  cleanUp.add(() => receiver.stop());
  const service = await startService({ port: chosenPort, logger, cleanUp, signal });
  const { url: apiUrl } = service.app;
  const workspace = await openWorkspace(service, receiver.url);
  receiver.trust(workspace.secret);
  const { token, webhookId } = workspace;
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined); // it may break before anybody waits for it
  const log = await watchLog({
    url: apiUrl,
    token,
    signal,
    onDelivery: score.onLogged,
    onBroken: broken.reject,
  });
  cleanUp.add(log.stop);
  const portNote = port === null && chosenPort !== usualPort ? `port ${usualPort} is taken` : null;
  const scene = { apiUrl, receiverUrl: receiver.url, webhookId, token, portNote };
  print(describeScene(scene));
  if (!once) print(describeNextSteps(scene));
  print(tableHead);
  const shop = createShop({
    client: workspace.client,
    pauseMs: once ? pauseMs.quick : pauseMs.readable,
    signal,
  });
  return Promise.race([tellStory(shop), broken.promise]);
}

function lateError({ verifiedCount }: Score): Error {
  const seconds = onceWithinMs / 1_000;
  return new Error(
    `Only ${verifiedCount} of ${verifiedWanted} deliveries were verified in ${seconds} s.`,
  );
}
