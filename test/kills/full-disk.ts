import { readFileSync } from 'node:fs';
import type { PersonDriver } from '../../src/workspace/slack/driver/person-driver.ts';
import { busyPeople, buttons } from './people.ts';
import { logOf, type Prepared } from './prepare.ts';
import { finish, untilConfirmed } from './round.ts';
import { dataDirOf } from './settings.ts';
import { verdict } from './verdict.ts';

/** What a full disk did to ten departures. */
export interface FullDiskResult {
  /** What a person read who asked for something at that time. */
  answer: string;
  /** Departures that were not complete after everything had been tried on the full disk. */
  openWhileFull: number;
  /** What the process logged, from its start to its end. */
  log: string;
  /** What does not hold once there is space again; empty when all is well. */
  problems: string[];
}

/** So many writes into the run the disk is full. */
const writesBefore = 60;

/**
 * Ten departures on a disk that fills up twice: while people still ask for things, and in the middle of the run at the
 * cut-off. The process is not started again; when there is space it goes on, and everything must end as if nothing had
 * happened.
 */
export async function playFullDisk(prepared: Prepared): Promise<FullDiskResult> {
  const { folder, remove } = prepared.fresh();
  const outside = await prepared.open(folder);
  const relais = prepared.launch(folder);
  const people = busyPeople(outside);
  try {
    outside.relais = await relais.start(prepared.order(folder, outside));
    await untilConfirmed(relais, outside);

    await relais.disk('full');
    const answer = await askForHandover(outside.slack.as('U0HUGO'));
    await relais.disk('free');

    let writes = 0;
    let filling: Promise<void> | null = null;
    outside.interrupt = (side, kind) => {
      if (kind !== 'writes' || side !== 'after') return null;
      writes += 1;
      if (writes === writesBefore) filling = relais.disk('full');
      return null;
    };
    outside.ahead = Math.max(0, prepared.cutOffAt + 1000 - Date.now());
    await relais.settle(outside.ahead);
    if (!filling) throw new Error('everything was done before the disk was full; the test shows nothing');
    await filling;
    // Leases run out, and everything is tried again on the full disk.
    outside.ahead += 130_000;
    const { statuses } = await relais.settle(outside.ahead);
    outside.interrupt = () => null;
    await relais.disk('free');

    outside.ahead += 130_000;
    await finish({ outside, relais });
    await people.stop();
    const problems = await verdict(outside, dataDirOf(folder));
    const openWhileFull = Object.values(statuses).filter((status) => status !== 'completed').length;
    return { answer, openWhileFull, log: readFileSync(logOf(folder), 'utf8'), problems };
  } finally {
    await people.stop();
    await relais.kill();
    await outside.close();
    remove();
  }
}

/**
 * A manager asks a teammate to take something over, with notes that need more room than any page has left. Tells what
 * they read.
 */
async function askForHandover(manager: PersonDriver): Promise<string> {
  const [button] = buttons(manager, 'handover.add');
  if (!button) throw new Error('the manager has no card to ask from');
  await manager.click(button.actionId, { where: button.message });
  await manager.waitFor('the form', (me) => me.modal()?.callbackId === 'relais:handover');
  const sent = await manager.submit({
    'field:title': 'The keys of the cellar',
    'field:notes': '€'.repeat(2000),
    'field:to': 'U0MAYA',
  });
  if (!sent.ok) return sent.message;
  const shown = manager.modal();
  const read = shown ? manager.read(shown) : 'nothing';
  if (shown) await manager.close({ all: true });
  return read;
}
