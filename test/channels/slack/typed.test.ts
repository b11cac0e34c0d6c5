import { describe, expect, it } from 'vitest';
import { readText } from '../../../src/channels/slack/command-words.ts';
import { readMessage } from '../../../src/channels/teams/typed.ts';
import type { Entry } from '../../../src/channels/typed.ts';
import type { Person } from '../../../src/domain/people/people.ts';
import { personOf } from './slack-world.ts';

const people = ['U0ALEX', 'U0LEO'].map(personOf);
const directory = {
  named: async (_channel: string, who: { handle: string } | { name: string }): Promise<Person | null> =>
    people.find(({ handles, name }) => ('handle' in who ? handles.slack === who.handle : name === who.name)) ?? null,
  byEmail: async (email: string): Promise<Person | null> => people.find((one) => one.email === email) ?? null,
};
const read = async (text: string, entry: Entry) => {
  const typed = readText(text, entry);
  return [typed.ref.name, ...(await typed.words(directory))];
};
const alex = { personId: 'p-alex' };

describe('what is typed on Slack', () => {
  it.each([
    ['command', 'evidence', ['evidence']],
    ['command', 'preuves 2026-01-01..2026-03-31', ['evidence', '2026-01-01..2026-03-31']],
    ['command', 'evidence <@U0ALEX|alex.moreau>', ['evidence', alex]],
    ['command', 'evidence alex.moreau@example.com', ['evidence', 'alex.moreau@example.com']],
    ['message', 'offboard evidence Alex Moreau', ['evidence', 'Alex', 'Moreau']],
    // Words that are looked for are words: whoever mentions somebody else begins something else.
    ['command', 'search <@U0ALEX>', ['command', 'search', alex]],
  ] as const)('%s %j', async (entry, text, expected) => {
    expect(await read(text, entry)).toEqual(expected);
  });

  /** `../shared/cases/14-slack-words-in-a-message`, row by row. */
  it.each([
    ['message', 'offboard <@U0ALEX>', ['start', 'offboard', alex]],
    ['message', 'Offboard <mailto:alex.moreau@example.com|alex.moreau@example.com>', ['start', 'Offboard', alex]],
    ['command', '<@U0ALEX|alex.moreau>', ['start', alex]],
    ['command', 'alex.moreau@example.com', ['start', alex]],
    ['command', '@alex.moreau', ['start', { unfound: '@alex.moreau', why: 'unescaped' }]],
  ] as const)('%s %j', async (entry, text, expected) => {
    expect(await read(text, entry)).toEqual(expected);
  });

  it.each([
    ['message', 'offboard Alex.Moreau@Example.com.', ['start', 'offboard', alex]],
    ['message', 'départ <@U0ALEX>', ['start', 'départ', alex]],
    ['message', '<@U0ALEX>', ['start', alex]],
    ['message', 'offboard', ['start', 'offboard']],
    ['message', 'offboard Alex Moreau', ['start', 'offboard', alex]],
    ['message', 'offboard @Alex Moreau', ['start', 'offboard', alex]],
    ['message', 'offboard Nobody At All', ['start', 'offboard', { unfound: 'Nobody At All', why: 'name' }]],
    ['message', 'offboard x@example.com', ['start', 'offboard', { unfound: 'x@example.com', why: 'address' }]],
    ['message', 'offboard <@U0GONE>', ['start', 'offboard', { personId: 'unknown:slack:U0GONE' }]],
    ['message', 'help', ['help', 'help']],
    ['message', 'help me', ['command', 'help', 'me']],
    ['message', 'constructor', ['command', 'constructor']],
    ['message', 'please offboard <@U0ALEX>', ['command', 'please', 'offboard', alex]],
    ['command', 'offboard <@U0ALEX|alex>', ['start', 'offboard', alex]],
    ['command', '<mailto:leo.dubois@example.com|leo.dubois@example.com>', ['start', { personId: 'p-leo' }]],
    ['command', '@Alex Moreau', ['start', { unfound: '@Alex Moreau', why: 'unescaped' }]],
    ['command', '<@U0ALEX|alex> 15 January resignation', ['start', alex, '15', 'January', 'resignation']],
    ['command', 'offboard <@U0ALEX> fin janvier', ['start', 'offboard', alex, 'fin', 'janvier']],
    ['message', 'offboard <@U0ALEX> 15 January', ['start', 'offboard', alex, '15', 'January']],
    ['message', '<@U0ALEX> is ill today', ['command', alex, 'is', 'ill', 'today']],
    ['command', '<@U0ALEX> <@U0LEO> 15 January', ['command', alex, { personId: 'p-leo' }, '15', 'January']],
    ['command', 'dance', ['command', 'dance']],
    ['command', 'call alex.moreau@example.com', ['command', 'call', 'alex.moreau@example.com']],
    ['command', '', ['start']],
  ] as const)('%s %j as well', async (entry, text, expected) => {
    expect(await read(text, entry)).toEqual(expected);
  });

  it.each(['<@A|', '<mailto:a', 'a@.', '<at ', '<at>', ' @'])(
    'reads a long text of %j as fast as a short one',
    async (part) => {
      const since = performance.now();
      readText(part.repeat(100_000), 'message');
      readMessage({ ...activity, text: part.repeat(100_000) });
      readMessage({
        ...activity,
        text: '',
        entities: [{ type: 'mention', text: part.repeat(9_000), mentioned: { id: 'x' } }],
      });
      expect(performance.now() - since).toBeLessThan(2000);
    },
  );
});

const activity = {
  ...{ type: 'message', channelId: 'msteams' as const, serviceUrl: 'https://smba.example.com/' },
  ...{ from: { id: '29:1' }, recipient: { id: '28:1' }, conversation: { id: 'a:1' } },
};
