import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { toInstant } from '../../src/domain/calendar/time.ts';
import { isConfirmed } from '../../src/domain/confirmation/approval.ts';
import { type Relais, startRelais } from '../../src/start.ts';
import { sandboxToken, sandboxTokenName } from '../../src/workspace/systems/sandbox.ts';
import type { Order, Report } from './messages.ts';
import { obey } from './obey.ts';

/** The whole product as `src/main.ts` starts it, with the Slack and the clock of the measurement. */
let ahead = 0;
let relais: Relais | undefined;

obey(async (order: Order): Promise<Report> => {
  switch (order.type) {
    case 'start': {
      const config = readConfig(order.env);
      relais = await startRelais({
        config,
        env: { [sandboxTokenName]: sandboxToken },
        log: pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true })),
        ...(order.slackApiUrl !== null && {
          slackElsewhere: { slackApiUrl: order.slackApiUrl, pace: { messages: 1000, milliseconds: 1000 } },
        }),
        ...(order.teamsSecret !== null && { teamsElsewhere: { secret: order.teamsSecret } }),
        clock: { now: () => new Date(Date.now() + ahead) },
      });
      return { type: 'ready', url: relais.url };
    }
    case 'settle':
      ahead = order.ahead;
      return settle(started());
    case 'memory': {
      // What the first collection lets go of, such as finished connections, may hold more.
      for (let turn = 0; turn < 3; turn += 1) {
        globalThis.gc?.();
        await wait(100);
      }
      const { heapUsed, rss } = process.memoryUsage();
      return { type: 'memory', heap: heapUsed, resident: rss };
    }
  }
});

function started(): Relais {
  if (!relais) throw new Error('not started');
  return relais;
}

async function settle({ engine, store }: Relais): Promise<Report> {
  while ((await engine.sweep()) > 0) await engine.idle();
  await engine.idle();
  const found = { begun: 0, confirmed: 0, proven: 0, lastCutOff: null as string | null };
  for await (const departure of store.departures.search({ status: ['active', 'completed'] })) {
    const { dates, revocations } = departure;
    found.begun += 1;
    if (isConfirmed(departure, toInstant(new Date(Date.now() + ahead)))) found.confirmed += 1;
    if (revocations.length > 0 && revocations.every(({ status }) => status === 'verified')) found.proven += 1;
    if (dates && (found.lastCutOff === null || dates.cutOff.at > found.lastCutOff)) found.lastCutOff = dates.cutOff.at;
  }
  return { type: 'settled', ...found };
}
