import { describe, expect, it } from 'vitest';
import { minute } from '../../../src/domain/calendar/time.ts';
import { createDeskAdmissions } from '../../../src/engine/desk/admissions.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';

function desk() {
  const { notes } = createMemoryStore();
  const clock = { now: 1_772_000_000_000 };
  const made: string[] = [];
  const secret = () => `secret-${made.push('')}`.padEnd(43, 'x');
  const open = () => createDeskAdmissions(notes, { now: () => clock.now, secret });
  return { notes, clock, open, ...open() };
}

describe('the way into the desk', () => {
  it('is a ticket that lets its person in once, also when two processes are asked at once', async () => {
    const one = desk();
    const ticket = await one.ticket('nadia');
    expect(await one.isGood(ticket)).toBe(true);
    expect(await one.isGood(ticket)).toBe(true);
    const came = await Promise.all([one.enter(ticket), one.open().enter(ticket)]);
    expect(came.filter((visit) => visit !== null)).toHaveLength(1);
    expect(await one.enter(ticket)).toBeNull();
    expect(await one.isGood(ticket)).toBe(false);
    const secret = came.find((visit) => visit !== null) ?? '';
    expect(await one.open().visit(secret)).toMatchObject({ person: 'nadia' });
  });

  it('lets nobody in by what is made up, and keeps no secret', async () => {
    const one = desk();
    const ticket = await one.ticket('nadia');
    const visit = (await one.enter(ticket)) ?? '';
    const other = await one.ticket('tom');
    expect(await one.enter('made-up')).toBeNull();
    expect(await one.visit(ticket)).toBeNull();
    expect(await one.visit('')).toBeNull();
    const kept = JSON.stringify(await one.notes.read('desk/admissions'));
    for (const secret of [ticket, visit, other]) expect(kept).not.toContain(secret);
  });

  it('ends: the ticket after ten minutes, the visit after an hour, or after twenty minutes of nothing', async () => {
    const one = desk();
    const late = await one.ticket('nadia');
    one.clock.now += 10 * minute;
    expect(await one.enter(late)).toBeNull();

    const visit = (await one.enter(await one.ticket('nadia'))) ?? '';
    for (let passed = 0; passed < 45; passed += 15) {
      one.clock.now += 15 * minute;
      expect(await one.visit(visit), `${passed + 15} minutes`).not.toBeNull();
    }
    one.clock.now += 15 * minute;
    expect(await one.visit(visit), 'an hour').toBeNull();

    const idle = (await one.enter(await one.ticket('nadia'))) ?? '';
    one.clock.now += 20 * minute;
    expect(await one.visit(idle)).toBeNull();
  });

  it('keeps three tickets and five visits of a person, and those of others', async () => {
    const one = desk();
    const others = await one.ticket('tom');
    const tickets = [];
    for (let index = 0; index < 4; index += 1) tickets.push(await one.ticket('nadia'));
    expect(await Promise.all(tickets.map((ticket) => one.isGood(ticket)))).toEqual([false, true, true, true]);
    expect(await one.isGood(others)).toBe(true);
    const visits = [];
    for (let index = 0; index < 6; index += 1) visits.push((await one.enter(await one.ticket('nadia'))) ?? '');
    const open = await Promise.all(visits.map(async (visit) => (await one.visit(visit)) !== null));
    expect(open).toEqual([false, true, true, true, true, true]);
  });

  it('is left when its person leaves, and each visit has a form of its own', async () => {
    const one = desk();
    const [a, b] = [await one.enter(await one.ticket('nadia')), await one.enter(await one.ticket('nadia'))];
    const forms = [(await one.visit(a ?? ''))?.form, (await one.visit(b ?? ''))?.form];
    expect(new Set(forms).size).toBe(2);
    await one.leave(a ?? '');
    expect(await one.visit(a ?? '')).toBeNull();
    expect(await one.visit(b ?? '')).not.toBeNull();
  });
});
