import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { company, type WorkspacePerson } from '../../src/workspace/company.ts';
import { type Outside, openOutside } from '../../test/kills/outside.ts';
import { busyPeople, walk } from '../../test/kills/people.ts';
import { dataDirOf, settings } from '../../test/kills/settings.ts';
import { definePart, type Row, type Size } from '../part.ts';
import { invented } from '../people.ts';
import { launch, type MeasuredProcess } from '../product/measured-process.ts';
import { inScratch } from '../scratch.ts';
import { megabytes } from '../statistics.ts';

const hour = 3_600_000;

interface Plan {
  departures: number;
  /** Before them: everything is loaded, compiled and connected by the time the first figure is taken. */
  warmUp: number;
  /** How far the clock goes at once. */
  step: number;
}

const plans: Record<Size, Plan> = {
  full: { departures: 50, warmUp: 20, step: hour },
  tiny: { departures: 2, warmUp: 1, step: 12 * hour },
};

export const memory = definePart({
  name: 'memory',
  about: 'what the whole product holds in memory after 24 simulated hours of 50 departures, beside what it held before',
  measure: (size) => inScratch((folder) => measure(folder, plans[size])),
});

async function measure(folder: string, { departures, warmUp, step }: Plan): Promise<Row[]> {
  const leavers = invented(warmUp + departures, 'U0MAYA').map(
    (person, index): WorkspacePerson => ({ ...person, managerId: managers[index % managers.length] ?? null }),
  );
  mkdirSync(join(folder, 'outside'));
  mkdirSync(dataDirOf(folder));
  const outside = await openOutside(join(folder, 'outside'), { people: [...company, ...leavers] });
  const relais = launch('relais.ts');
  const people = busyPeople(outside);
  try {
    const env = { ...settings(folder, outside), RELAIS_LOG_LEVEL: 'error' };
    const { url } = await relais.ask(
      { type: 'start', env, slackApiUrl: outside.slackApiUrl, teamsSecret: null },
      'ready',
    );
    outside.relais = url;
    await wholeDay({ relais, outside }, leavers.slice(0, warmUp), step);
    const before = await relais.ask({ type: 'memory' }, 'memory');
    await wholeDay({ relais, outside }, leavers.slice(warmUp), step);
    const after = await relais.ask({ type: 'memory' }, 'memory');
    return [
      {
        what: `memory in use after 24 simulated hours of ${departures} departures, from before their cut-off to long after it, collected`,
        measured: `${megabytes(after.heap)} of heap (${megabytes(after.resident)} resident, with what runs TypeScript)`,
        baseline: `${megabytes(before.heap)} (${megabytes(before.resident)}): before them, after such a day of ${warmUp}`,
        ratio: after.heap / before.heap,
        goal: { type: 'times', most: 1.05 },
        reason: 'something is kept for each departure',
      },
    ];
  } finally {
    await people.stop();
    await relais.end();
    await outside.close();
  }
}

const managers = ['U0MAYA', 'U0HUGO', 'U0CLAIRE'] as const;

interface Stage {
  relais: MeasuredProcess;
  outside: Outside;
}

/**
 * Their managers plan the departures; then the clock goes through the 24 hours around the cut-off, with everybody at
 * work.
 */
async function wholeDay({ relais, outside }: Stage, leavers: readonly WorkspacePerson[], step: number): Promise<void> {
  await Promise.all(
    managers.map(async (manager) => {
      for (const leaver of leavers) if (leaver.managerId === manager) await walk(outside.slack.as(manager), leaver);
    }),
  );
  const settle = () => relais.ask({ type: 'settle', ahead: outside.ahead }, 'settled');
  let now = await settle();
  for (let patience = 0; now.confirmed < now.begun; patience += 1) {
    if (patience === 300) throw new Error(`${now.begun - now.confirmed} departures were not confirmed`);
    await wait(200);
    now = await settle();
  }
  const cutOff = Date.parse(now.lastCutOff ?? '');
  for (let at = cutOff - 12 * hour; at <= cutOff + 12 * hour; at += step) {
    outside.ahead = at - Date.now();
    now = await settle();
    // People need a moment of real time for their part.
    await wait(300);
  }
  if (now.proven < now.begun) throw new Error(`${now.begun - now.proven} departures were not proven`);
}
