import { setTimeout as wait } from 'node:timers/promises';
import { quotation } from '../../src/domain/localized.ts';
import { createSystemGates } from '../../src/engine/access/system-gates.ts';
import { type Connector, ConnectorError } from '../../src/engine/ports/connector.ts';
import { isProven, openEngineWorld } from '../engine-world.ts';
import { manyItems } from '../many-items.ts';
import { definePart, type Row, type Size } from '../part.ts';
import { leavers } from '../people.ts';
import { inScratch } from '../scratch.ts';
import { milliseconds } from '../statistics.ts';

const sizes: Record<Size, { slow: number; retryAfterSeconds: number; waiting: number }> = {
  full: { slow: 20_000, retryAfterSeconds: 6, waiting: 1_000 },
  tiny: { slow: 300, retryAfterSeconds: 0, waiting: 20 },
};
const limit = 100;

export const waiting = definePart({
  name: 'waiting',
  about: 'how late what is due begins while something else is slow, or waits in great number',
  measure: async (size) => [await besideSlow(sizes[size]), await behindMany(sizes[size])],
});

function lateness(row: Pick<Row, 'what' | 'baseline' | 'reason'>, late: number): Row {
  const goal = { type: 'limit', words: `≤ ${limit} ms` } as const;
  return { ...row, measured: milliseconds(late), ratio: late / limit, goal };
}

/** One system takes long for each call; another refuses its first call, and says when to come back. */
function besideSlow({ slow, retryAfterSeconds }: (typeof sizes)[Size]): Promise<Row> {
  return inScratch(async (folder) => {
    const [leaver] = leavers(1);
    if (!leaver) throw new Error('a leaver is needed');
    const world = await openEngineWorld(folder, [leaver]);
    try {
      const calls: number[] = [];
      world.connectors.set('slow', slowly(manyItems('slow', 3), slow));
      world.connectors.set('busy', refusedOnce(manyItems('busy', 1), { retryAfterSeconds, calls, now: world.now }));
      const departure = await world.plan(leaver);
      await world.comeCloseToCutOff(500);
      const notBefore: (string | null)[] = [];
      const deadline = world.now() + slow * 10 + 60_000;
      while (calls.length < 2) {
        if (world.now() > deadline) throw new Error('the call was never made again');
        const { revocations } = await world.load(departure);
        for (const one of revocations)
          if (one.action.system === 'busy' && one.status === 'failed') notBefore.push(one.notBefore);
        await wait(5);
      }
      const [due] = notBefore.filter((at) => at !== null);
      const [, again] = calls;
      if (isProven(await world.load(departure))) throw new Error('the slow system was not slow enough');
      if (due === undefined || again === undefined) throw new Error('nothing was due again');
      return lateness(
        {
          what: `a call that is due again, while another system takes ${slow / 1000} s a call`,
          baseline: `${retryAfterSeconds} s or more after the refusal, as the vendor asked`,
          reason: 'the machine was busy',
        },
        Math.max(0, again - Date.parse(due)),
      );
    } finally {
      await world.stop();
    }
  });
}

function slowly(connector: Connector, milliseconds: number): Connector {
  return {
    ...connector,
    async act(action, context) {
      await wait(milliseconds);
      return connector.act(action, context);
    },
  };
}

function refusedOnce(
  connector: Connector,
  { retryAfterSeconds, calls, now }: { retryAfterSeconds: number; calls: number[]; now: () => number },
): Connector {
  return {
    ...connector,
    async act(action, context) {
      calls.push(now());
      if (calls.length === 1) throw new ConnectorError('throttled', quotation('too many calls'), { retryAfterSeconds });
      return connector.act(action, context);
    },
  };
}

/** The gate of one system, before which watches of other departures wait in great number. */
async function behindMany({ waiting: count }: (typeof sizes)[Size]): Promise<Row> {
  const gates = createSystemGates();
  const step = 50;
  const others = Array.from({ length: count }, () => gates.through('okta', () => wait(step), 'watch'));
  await wait(step);
  const asked = performance.now();
  let begun = Number.NaN;
  await gates.through(
    'okta',
    async () => {
      begun = performance.now();
    },
    'cut-off',
  );
  await Promise.all(others);
  return lateness(
    {
      what: `an urgent step behind ${count.toLocaleString('en')} waiting ones in one system`,
      baseline: `${step} ms: what each of those under way takes`,
      reason: 'the machine was busy',
    },
    begun - asked,
  );
}
