import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { type Relais, startRelais } from '../../src/start.ts';
import { sandboxTokenName } from '../../src/workspace/systems/sandbox.ts';
import { type Order, orderSchema, type Report } from './child-messages.ts';
import { fillDisk } from './disk.ts';
import { readClock } from './shared-clock.ts';

/**
 * Relais as `src/main.ts` starts it, with the Slack, the systems and the clock of the test. Loads first and waits for
 * the order to start.
 */
let ahead = 0;
let now = () => new Date(Date.now() + ahead);
let relais: Relais | undefined;
/** Whether this process does what is due; another one must not be made to. */
let works = true;

function tell(report: Report): void {
  process.send?.(report);
}

async function obey(order: Order): Promise<void> {
  switch (order.type) {
    case 'start': {
      ahead = order.ahead;
      if (order.sharedClock) now = readClock(order.sharedClock);
      const config = readConfig(order.env);
      works = config.roles.includes('worker');
      relais = await startRelais({
        config,
        env: { [sandboxTokenName]: order.sandboxToken },
        log: pino({ level: config.logLevel }, pino.destination({ dest: 1, sync: true })),
        slackElsewhere: { slackApiUrl: order.slackApiUrl, pace: { messages: 20, milliseconds: 1000 } },
        clock: { now: () => now() },
      });
      return tell({ type: 'ready', url: relais.url });
    }
    case 'settle':
      ahead = order.ahead;
      return settle();
    case 'disk':
      fillDisk(order.full);
      return tell({ type: 'disk', full: order.full });
    case 'stop':
      await relais?.stop();
      process.exit(0);
  }
}

async function settle(): Promise<void> {
  if (!relais) return;
  if (works) await relais.engine.sweep();
  await relais.engine.idle();
  const statuses: Record<string, string> = {};
  const cutOffs: string[] = [];
  let unconfirmed = 0;
  for await (const departure of relais.store.departures.search({})) {
    statuses[departure.id] = departure.status;
    if (departure.confirmations.length === 0) unconfirmed += 1;
    if (departure.dates) cutOffs.push(departure.dates.cutOff.at);
  }
  tell({ type: 'settled', statuses, cutOffs, unconfirmed });
}

process.on('message', (message) => {
  obey(orderSchema.parse(message)).catch((error: unknown) => {
    tell({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.exitCode = 1;
  });
});
// The test is gone, so nobody would ever end this process.
process.on('disconnect', () => process.exit(1));
tell({ type: 'loaded' });
