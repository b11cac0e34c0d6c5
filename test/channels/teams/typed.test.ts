import { describe, expect, it } from 'vitest';
import type { TeamsActivity } from '../../../src/channels/teams/activity.ts';
import { readMessage } from '../../../src/channels/teams/typed.ts';
import type { Person } from '../../../src/domain/people/people.ts';
import { personOf } from './teams-world.ts';

const alex = { ...personOf('U0ALEX'), handles: { teams: 'object-alex' } };
const other = { ...personOf('U0LEO'), handles: { teams: 'object-other' } };
const directory = {
  named: async (_channel: string, who: { handle: string } | { name: string }): Promise<Person | null> =>
    [alex, other].find(({ handles, name }) => ('handle' in who ? handles.teams === who.handle : name === who.name)) ??
    null,
  byEmail: async (email: string): Promise<Person | null> => [alex, other].find((one) => one.email === email) ?? null,
};

const base = {
  type: 'message',
  channelId: 'msteams' as const,
  serviceUrl: 'https://smba.example.com/',
  from: { id: '29:1maya' },
  recipient: { id: '28:relais', name: 'Relais & Co' },
  conversation: { id: 'a:1', conversationType: 'personal' },
};
const read = async (text: string, entities: NonNullable<TeamsActivity['entities']>) => {
  const typed = readMessage({ ...base, text, entities });
  return [typed.ref.name, ...(await typed.words(directory))];
};
const mention = (name: string, over: object = {}, text?: string) => ({
  type: 'mention',
  mentioned: { id: '29:1alex', aadObjectId: 'object-alex', name, ...over },
  ...(text !== undefined && { text }),
});
const names = 'Alex Moreau (R&D)';
const expected = ['start', 'offboard', { personId: 'p-alex' }];
const relais = { type: 'mention', mentioned: { id: '28:relais', name: 'Relais & Co' } };

describe('a mention on Teams', () => {
  /** `../shared/cases/09-teams-mention-without-text`: Teams leaves `text` out. */
  it.each([
    ['with entities', 'offboard <at>Alex Moreau (R&amp;D)</at>', [mention(names)]],
    ['as it is', 'offboard <at>Alex Moreau (R&D)</at>', [mention(names)]],
    [
      'with another text than the message',
      'offboard <at>Alex Moreau (R&D)</at>',
      [mention(names, {}, '<at>Alex Moreau (R&amp;D)</at>')],
    ],
    ['with an id in its tag', 'offboard <at id="0">Alex Moreau (R&amp;D)</at>', [mention(names)]],
    [
      'after Relais’ own, without text as well',
      '<at>Relais &amp; Co</at> offboard <at>Alex Moreau (R&amp;D)</at>',
      [relais, mention(names)],
    ],
    [
      'after Relais’ own, which has no name either',
      '<at>Relais & Co</at>&nbsp;offboard <at>Alex</at>',
      [{ type: 'mention', mentioned: { id: '28:relais' } }, mention('Alex', {}, '<at>Alex</at>')],
    ],
  ] as const)('is found %s', async (_how, text, entities) => {
    expect(await read(text, [...entities])).toEqual(expected);
  });

  it('tells two of the same name apart by their order', async () => {
    const both = [mention('Alex'), mention('Alex', { id: '29:2', aadObjectId: 'object-other' })];
    expect(await read('offboard <at>Alex</at> <at>Alex</at>', both)).toEqual([...expected, { personId: 'p-leo' }]);
    expect(await read('offboard <at>Alex</at> <at>Alex</at>', both.slice(0, 1))).toEqual([
      ...expected,
      { personId: 'p-alex' },
    ]);
  });

  it('that fits nobody is never shown back as a tag', async () => {
    expect(await read('offboard <at>Somebody &amp; Else</at>', [])).toEqual([
      'start',
      'offboard',
      { unfound: 'Somebody & Else', why: 'name' },
    ]);
    expect(await read('dance <at>Some One</at> now', [mention('Other')])).toEqual([
      'command',
      ...['dance', 'Some', 'One', 'now'],
    ]);
  });

  it('is not needed where an address or a name tells who is meant', async () => {
    expect(await read('offboard alex.moreau@example.com', [])).toEqual(expected);
    expect(await read('offboard Alex Moreau', [])).toEqual(expected);
  });
});
