import { describe, expect, it } from 'vitest';
import { noHolidays } from '../../src/domain/calendar/business-days.ts';
import { reminderAt } from '../../src/engine/people/settings.ts';
import { testPeople } from '../support/memory/memory-world.ts';
import { formOf, type Talk, talk } from '../support/talk.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';

const none = { locale: 'auto', channel: null, digestAt: null, quietFrom: null, quietTo: null };
const save = (talking: Talk, who: 'priya' | 'manager', values: Record<string, string | null>) =>
  talking.say(who, 'settings.save', { values: { ...none, ...values } });

describe('what a person chooses for themselves', () => {
  it('makes Relais speak their language, on cards that stand and on those to come', async () => {
    const talking = await talk();
    const { world } = talking;
    await world.plan();
    const [card] = world.channel.inbox('U-priya');
    expect(card?.view.fallback).toContain('Handover');
    expect(await save(talking, 'priya', { locale: 'fr' })).toMatchObject({
      notice: { tone: 'good', text: 'Enregistré. Vos cartes suivent dans un instant.' },
    });
    expect(card && cardTexts(card.view).join(' ')).toContain('Moreau');
    expect(card?.view.fallback).toContain('Passation');
    const priya = await world.deps.directory.byId('priya');
    const again = formOf(await talking.say(priya ?? testPeople.priya, 'settings'));
    expect(formTexts(again)).toContain('Langue');
    expect(again.parts).toContainEqual(
      expect.objectContaining({ field: expect.objectContaining({ id: 'locale', initial: 'fr' }) }),
    );
    // Nobody else's language changes.
    expect((await world.deps.directory.byId('maya'))?.locale).toBe('en');
    await save(talking, 'priya', {});
    expect(card?.view.fallback).toContain('Handover');
  });

  it('is refused beside the field where times are wrong', async () => {
    const talking = await talk();
    const errors = async (values: Record<string, string | null>) => {
      const reply = await save(talking, 'manager', values);
      return reply.type === 'errors' ? Object.keys(reply.errors) : [];
    };
    expect(await errors({ quietFrom: '20:00' })).toEqual(['quietTo']);
    expect(await errors({ quietFrom: '20:00', quietTo: '20:00' })).toEqual(['quietTo']);
    expect(await errors({ quietFrom: '20:00', quietTo: '10:00', digestAt: '09:30' })).toEqual(['digestAt']);
    expect(await errors({ digestAt: '25:00' })).toEqual(['digestAt']);
    expect(await talking.world.deps.settings.of('maya')).toEqual({});
  });

  it('moves the reminder of the day to its hour, and out of the quiet hours', async () => {
    const talking = await talk();
    const { world } = talking;
    await world.plan();
    await save(talking, 'priya', { digestAt: '08:15' });
    const digests = () => world.channel.inbox('U-priya').filter(({ key }) => key.startsWith('digest/'));
    // The reminder is due on Wednesday at 17:00; the next hour for it is Thursday, 08:15.
    await world.advanceTo('2026-03-19T07:14:00.000Z');
    expect(digests()).toEqual([]);
    await world.advanceTo('2026-03-19T07:15:00.000Z');
    expect(digests()).toHaveLength(1);
  });

  it.each([
    ['nothing chosen', {}, '2026-03-18T16:00:00.000Z', '2026-03-18T16:00:00.000Z'],
    ['before the hour', { digestAt: '18:00' }, '2026-03-18T16:00:00.000Z', '2026-03-18T17:00:00.000Z'],
    ['after the hour, on a Friday', { digestAt: '09:00' }, '2026-03-20T16:00:00.000Z', '2026-03-23T08:00:00.000Z'],
    [
      'in quiet hours over midnight',
      { quiet: { from: '16:00', to: '10:00' } },
      '2026-03-18T16:00:00.000Z',
      '2026-03-19T09:00:00.000Z',
    ],
    [
      'in quiet hours at noon',
      { quiet: { from: '12:00', to: '14:00' } },
      '2026-03-18T12:00:00.000Z',
      '2026-03-18T13:00:00.000Z',
    ],
    [
      'outside quiet hours',
      { quiet: { from: '20:00', to: '10:00' } },
      '2026-03-18T16:00:00.000Z',
      '2026-03-18T16:00:00.000Z',
    ],
  ])('%s', (_, settings, now, at) => {
    expect(reminderAt(settings, now, { reader: testPeople.priya, calendar: noHolidays })).toBe(at);
  });
});
