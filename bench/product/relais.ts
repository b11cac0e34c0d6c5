import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
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
      globalThis.gc?.();
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
  const found = { open: 0, firstCutOff: null as string | null, verified: 0 };
  for await (const { status, dates, revocations } of store.departures.search({ status: ['active'] })) {
    if (status === 'active') found.open += 1;
    found.verified += revocations.filter((one) => one.status === 'verified').length;
    if (dates && (found.firstCutOff === null || dates.cutOff.at < found.firstCutOff))
      found.firstCutOff = dates.cutOff.at;
  }
  return { type: 'settled', ...found };
}
