import { expect } from 'vitest';
import { day as aDay, plus } from '../../src/domain/calendar/time.ts';
import { isTaskOpen } from '../../src/domain/tasks/task.ts';
import { confirm } from '../support/memory/confirmed-run.ts';
import { type MemoryWorld, mustDo, worldDates } from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';

/** A departure that was completed, in a company where things are kept as `retention` says. */
export async function completedIn(world: MemoryWorld, retention: MemoryWorld['deps']['retention']): Promise<string> {
  if (retention) world.deps.retention = retention;
  const id = await world.plan();
  await confirm(world, id);
  await world.advanceTo(plus(worldDates.cutOff.at, aDay));
  for (const { id: taskId } of (await world.load(id)).tasks.filter(isTaskOpen)) {
    const rev = (await world.load(id)).tasks.find((one) => one.id === taskId)?.rev ?? 0;
    await mustDo(world.ask('hr', id, { type: 'task.complete', taskId, rev, notes: 'Done', condition: 'good' }));
  }
  await world.advanceTo('2026-04-05T00:00:00.000Z');
  const state = await world.load(id);
  expect([state.status, state.ended?.at]).toEqual(['completed', '2026-04-03T15:00:00.000Z']);
  return id;
}

export const thirtyDays = { sector: null, policies: [] };

/** Everything that stands in chat, as text. */
export const inChat = ({ channel }: MemoryWorld) => channel.messages.flatMap(({ view }) => cardTexts(view)).join('\n');

/**
 * When what `thirtyDays` keeps is erased: it completed with the survey's end on 3 April, and the contract ended before
 * that.
 */
export const erasedOn = '2026-05-03T22:00:00.000Z';
