import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelId } from '../../../src/domain/people/people.ts';
import { createHrFeedBrake } from '../../../src/engine/brakes/hr-feed-brake.ts';
import { createHrFeed } from '../../../src/engine/hr/hr-feed.ts';
import type { Channel } from '../../../src/engine/ports/channel.ts';
import { createMemoryHr, employment, endsOn, type MemoryHr } from '../../engine/hr/memory-hr.ts';
import { testPeople } from '../../support/memory/memory-world.ts';
import { createMailWorld, type MailWorld } from './mail-world.ts';

let desk: MailWorld;
let hr: MemoryHr;

beforeEach(async () => {
  desk = await createMailWorld();
  hr = createMemoryHr();
  // A company without any chat platform.
  (desk.world.deps.channels as Map<ChannelId, Channel>).delete('slack');
  await desk.onlyByMail('hr');
});

afterEach(() => desk.close());

async function poll(): Promise<void> {
  const { deps, engine, clock } = desk.world;
  const limits = { people: 10, percent: 50 };
  const brake = createHrFeedBrake({ notes: deps.store.notes, clock, limits, headcount: async () => null });
  const rules = { onTermination: 'draft', lookAheadDays: 60, lookBackDays: 14, pollMinutes: 15 } as const;
  const feed = createHrFeed({ engine: deps, numbers: new Map(), brake, reconcile: (id) => engine.reconcile(id) }, [
    { system: hr.system, rules },
  ]);
  await feed.pollNow('people');
  await engine.idle();
}

/** What shows of the mails to HR before they are opened. */
const subjects = () => desk.mails.filter(({ to }) => to === testPeople.hr.email).map(({ subject }) => subject);
const quiet = 'Quelque chose vous attend dans Relais';

describe('what an HR system says of somebody, by mail', () => {
  it('names nobody before it is opened where it is a dismissal, also in a departure that is none', async () => {
    const id = await desk.world.plan();
    await desk.world.engine.reconcile(id);
    const before = subjects().length;
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-25', { reason: 'dismissal' }) }));
    await poll();
    expect(subjects().slice(before)).toEqual([quiet]);
    const [mail] = desk.mails.filter(({ subject }) => subject === quiet);
    expect(mail?.text).toContain('Alex Moreau');
    expect(mail?.html).toMatch(new RegExp(`<title>${quiet}</title>`));
  });

  it('names the person where it is a resignation that is known', async () => {
    await desk.world.engine.reconcile(await desk.world.plan());
    const before = subjects().length;
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-25') }));
    await poll();
    expect(subjects().slice(before)).toEqual([expect.stringContaining('Alex Moreau')]);
  });

  it('names nobody in the mail about a draft that a dismissal begins', async () => {
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-25', { reason: 'redundancy' }) }));
    await poll();
    expect(subjects()).toEqual([quiet]);
  });
});
