import { createCleanUp, type CleanUp } from './clean-up.ts';
import { choosePort, usualPort } from './choose-port.ts';
import { createDemoLogger } from './demo-logger.ts';
import { describeDelivery, describeNextSteps, describeDemo, tableHead } from './describe-demo.ts';
import { openWorkspace } from './open-workspace.ts';
import { verifiedWanted } from './read-options.ts';
import { startOtherReceivers } from './other-receivers.ts';
import { startReceiver } from './receiver.ts';
import { createTally, type Tally } from './tally.ts';
import { startService } from './start-service.ts';
import { createShop } from './scenario/shop.ts';
import { addOtherWebhooks } from './scenario/other-webhooks.ts';
import { playScenario } from './scenario/play-scenario.ts';
import { watchLog } from './watch-log.ts';

export interface RunOptions {
  /** End after ten verified deliveries. */
  once: boolean;
  /** The port given by the user, or null. */
  port: number | null;
  /** Aborted when the user stops the demo. */
  stopped: AbortSignal;
  print: (text: string) => void;
  printError: (text: string) => void;
}

/** Counts of verified deliveries and refused requests. */
export type DemoResult = Pick<Tally, 'verifiedCount' | 'refusedCount'>;

/** Milliseconds; `--once` normally takes a few seconds, so this is generous even on a busy machine. */
const onceTimeoutMs = 120_000;
/** Milliseconds between two changes in the shop: slow enough to read along, or quick for `--once`. */
const pauseMs = { readable: 1_000, quick: 200 };

/**
 * Runs the demo until the user stops it or `--once` is complete. When it resolves or rejects,
 * everything it started has been removed.
 *
 * @throws Error that says what went wrong.
 */
export async function runDemo(options: RunOptions): Promise<DemoResult> {
  const { once, stopped, printError } = options;
  const cleanUp = createCleanUp();
  const done = new AbortController();
  const tally = createTally({
    print: options.print,
    printError,
    describe: describeDelivery,
    verifiedMax: once ? verifiedWanted : Infinity,
    onDone: () => done.abort(),
  });
  const late = once ? [AbortSignal.timeout(onceTimeoutMs)] : [];
  const signal = AbortSignal.any([stopped, done.signal, ...late]);
  try {
    await play(options, { tally, cleanUp, signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await cleanUp.run();
  }
  if (late[0]?.aborted && !done.signal.aborted) throw lateError(tally);
  return tally;
}

interface Play {
  tally: Tally;
  cleanUp: CleanUp;
  signal: AbortSignal;
}

/** Starts every part and plays the scenario until the signal is aborted, which makes it reject. */
async function play(
  { once, port, print, printError }: RunOptions,
  { tally, cleanUp, signal }: Play,
): Promise<never> {
  const chosenPort = await choosePort(port);
  const logger = createDemoLogger(printError);
  // Started first, so stopped last: requests in flight at the end still reach them.
  const receiver = await startReceiver(tally);
  cleanUp.add(() => receiver.stop());
  const others = once ? null : await startOtherReceivers();
  cleanUp.add(async () => others?.stop());
  const service = await startService({ port: chosenPort, logger, cleanUp, signal });
  const { url: apiUrl } = service.app;
  const workspace = await openWorkspace(service, receiver.url);
  receiver.trust(workspace.secret);
  if (others) await addOtherWebhooks(workspace.client, others);
  const { token, webhookId } = workspace;
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined); // it may reject before the race below
  const log = await watchLog({
    url: apiUrl,
    token,
    signal,
    onDelivery: tally.onLogged,
    onBroken: broken.reject,
  });
  cleanUp.add(log.stop);
  const portNote = port === null && chosenPort !== usualPort ? `port ${usualPort} is taken` : null;
  const running = { apiUrl, receiverUrl: receiver.url, webhookId, token, portNote };
  print(describeDemo(running));
  if (!once) print(describeNextSteps(running));
  print(tableHead);
  const shop = createShop({
    client: workspace.client,
    pauseMs: once ? pauseMs.quick : pauseMs.readable,
    signal,
  });
  return Promise.race([playScenario(shop), broken.promise]);
}

function lateError({ verifiedCount }: Tally): Error {
  const seconds = onceTimeoutMs / 1_000;
  return new Error(
    `Only ${verifiedCount} of ${verifiedWanted} deliveries were verified in ${seconds} s.`,
  );
}
