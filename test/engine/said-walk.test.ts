import { describe, expect, it } from 'vitest';
import { type FormView, flatParts } from '../../src/views/form-view.ts';
import { testPeople } from '../support/memory/memory-world.ts';
import { formOf, talk } from '../support/talk.ts';
import { formTexts } from '../support/view-text.ts';

const alex = { personId: 'alex' };
const values = { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' };

/** What a field is filled in with, by its id. */
function filledIn({ parts }: FormView): Record<string, unknown> {
  return Object.fromEntries(
    flatParts(parts).flatMap((part) =>
      part.type === 'field' ? [[part.field.id, 'initial' in part.field && part.field.initial]] : [],
    ),
  );
}

/** The world begins on Monday 2 March 2026. */
describe('a day and a kind that are written with the command', () => {
  it('are shown back, and fill in the pages that follow', async () => {
    const { world, say } = await talk();
    const first = formOf(await say('manager', 'start', { words: [alex, '15', 'May', 'dismissal'] }));
    const texts = formTexts(first).join('\n');
    expect(texts).toContain('You wrote: last working day Friday 15 May 2026 and kind “Dismissal”.');
    const target = first.submit?.act.target ?? '';
    expect(filledIn(first)).toMatchObject({ kind: 'dismissal' });
    const dates = formOf(await say('manager', 'walk.who', { target, values: { ...values, kind: 'dismissal' } }));
    expect(formTexts(dates).join('\n')).toContain('As you wrote it.');
    const id = dates.submit?.act.departureId ?? '';
    expect(filledIn(dates)).toMatchObject({
      lastWorkingDay: '2026-05-15',
      contractEnd: '2026-05-15',
      cutOffDate: '2026-05-15',
    });
    // Nothing is settled before its page was sent.
    expect((await world.load(id)).draft).toMatchObject({ dates: null, lastDaySaid: '2026-05-15' });
  });

  it('are read in the reader’s language, and by the day on the reader’s clock', async () => {
    const { world, say } = await talk();
    world.clock.set(new Date('2026-03-02T11:00:00.000Z'));
    const maya = { ...testPeople.manager, locale: 'fr' as const, timeZone: 'Pacific/Kiritimati' };
    // There it is Tuesday already, when it is noon in Paris.
    const first = formOf(await say(maya, 'start', { words: [alex, 'demain', 'démission'] }));
    expect(formTexts(first).join('\n')).toContain(
      'dernier jour travaillé mercredi 4 mars 2026 et type «\u202fDémission\u202f»',
    );
  });

  it('say what of it is not used, and lose nothing of the rest', async () => {
    const { say } = await talk();
    const first = formOf(await say('manager', 'start', { words: [alex, '03/04', 'dismissal', 'urgent!'] }));
    const texts = formTexts(first).join('\n');
    expect(texts).toContain('You wrote: kind “Dismissal”.');
    expect(texts).toContain('“03/04” can be read in more than one way');
    expect(texts).toContain('“urgent” was not understood');
    expect(filledIn(first)).toMatchObject({ kind: 'dismissal' });
  });

  it('stay with the form when another person is chosen', async () => {
    const { say } = await talk();
    const first = formOf(await say('manager', 'start', { words: [alex, '15', 'May'] }));
    const changed = formOf(
      await say('manager', 'walk.who.changed', { target: first.submit?.act.target ?? '', values: { leaver: 'jonas' } }),
    );
    expect(formTexts(changed).join('\n')).toContain('last working day Friday 15 May 2026');
    expect(changed.submit?.act.target).toBe('15 May');
  });

  it('fill in what a draft that is there lacks', async () => {
    const { world, say } = await talk();
    const begun = formOf(await say('manager', 'walk.who', { values }));
    const again = formOf(await say('manager', 'start', { words: [alex, '15', 'May', 'dismissal'] }));
    expect(filledIn(again)).toMatchObject({ lastWorkingDay: '2026-05-15' });
    expect((await world.load(begun.submit?.act.departureId ?? '')).draft).toMatchObject({
      kind: 'resignation',
      lastDaySaid: '2026-05-15',
    });
  });

  it('tell nobody anything who may not start it', async () => {
    const { say } = await talk();
    expect(await say('jonas', 'start', { words: [alex, '15', 'May'] })).toMatchObject({
      type: 'notice',
      notice: { tone: 'refused' },
    });
  });
});
