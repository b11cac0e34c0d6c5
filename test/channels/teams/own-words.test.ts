import { IntlMessageFormat } from 'intl-messageformat';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../src/channels/teams/typed.ts';
import type { ChannelId } from '../../../src/domain/people/people.ts';
import type { Reply } from '../../../src/engine/conversation/conversation.ts';
import { createConversation } from '../../../src/engine/conversation/create-conversation.ts';
import { isActName } from '../../../src/views/act-names.ts';
import { en } from '../../../src/views/catalogue/en.ts';
import { fr } from '../../../src/views/catalogue/fr.ts';
import { createMemoryWorld, testPeople } from '../../support/memory/memory-world.ts';
import { reading } from '../../support/sample-people.ts';
import { formTexts } from '../../support/view-text.ts';
import { slackOnly } from './slack-only.ts';

/** Everything a message can say on a channel, whichever way its other parts turn. */
function sayings(message: string, channel: 'slack' | 'teams'): string {
  const walk = (parts: ReturnType<IntlMessageFormat['getAst']>): string =>
    parts
      .map((part) => {
        // TYPE of @formatjs/icu-messageformat-parser: 0 literal, 5 select, 6 plural.
        if (part.type === 0) return part.value;
        if (part.type !== 5 && part.type !== 6) return '…';
        const { options } = part;
        if (part.value === 'channel') return walk((options[channel] ?? options['other'])?.value ?? []);
        return Object.values(options)
          .map(({ value }) => walk(value))
          .join(' ');
      })
      .join('');
  return walk(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
}

/** `slack.*` is drawn by channels/slack only. */
const shared = Object.entries({ ...en }).filter(([key]) => !key.startsWith('slack.'));
const both = shared.flatMap(([key, text]) => [
  { key: `en ${key}`, text },
  { key: `fr ${key}`, text: fr[key as keyof typeof fr] },
]);
const slackIn = (channel: 'slack' | 'teams') =>
  both.filter(({ text }) => slackOnly.test(sayings(text, channel))).map(({ key }) => key);

describe('on Teams nobody is told to do what only Slack can', () => {
  it('by any text of the catalogue', () => {
    expect(slackIn('teams')).toEqual([]);
  });

  it('canary: the same look finds what Slack’s readers are told', () => {
    expect(slackIn('slack')).toEqual(expect.arrayContaining(['en form.help.start', 'fr notice.unknownAct']));
  });
});

describe('what can be typed is said as it is typed there', () => {
  const answers = async (channel: ChannelId, locale: 'en' | 'fr'): Promise<string> => {
    const world = await createMemoryWorld();
    const conversation = createConversation({ ...world.deps, log: pino({ level: 'silent' }) }, world.engine);
    const person = reading(testPeople.priya, locale);
    const said = async (name: string): Promise<string> => {
      const ref = { name, departureId: null, target: null, seen: null };
      return textsOf(await conversation.act({ ref, values: null, words: [] }, { person, channel }));
    };
    return [await said('help'), await said('status'), await said('no such act')].join('\n');
  };

  it.each([
    ['en', ['offboard @person', 'status', 'help', 'home', 'Type offboard to start one', 'or type status']],
    ['fr', ['offboard @personne', 'statut', 'aide', 'accueil', 'Tapez offboard pour', 'tapez statut']],
  ] as const)('on Teams, in %s, by words that Relais understands', async (locale, words) => {
    const text = await answers('teams', locale);
    for (const one of words) expect(text).toContain(one);
    expect(text).not.toMatch(slackOnly);
    for (const word of words.slice(1, 4)) {
      const { name } = readMessage({ ...typed, text: word }).ref;
      expect(isActName(name) && name !== 'command').toBe(true);
    }
  });

  it('on Slack by its command', async () => {
    expect(await answers('slack', 'en')).toContain('/offboard @person');
    expect(await answers('slack', 'fr')).toContain('tapez /offboard status');
  });
});

const typed = {
  type: 'message',
  channelId: 'msteams' as const,
  serviceUrl: 'https://smba.example.com/',
  from: { id: '29:1' },
  recipient: { id: '28:1' },
  conversation: { id: 'a:1', conversationType: 'personal' },
};

function textsOf(reply: Reply): string {
  if (reply.type === 'form') return formTexts(reply.form).join('\n');
  if (reply.type === 'notice') return String(reply.notice.text);
  throw new Error(`expected words, got ${reply.type}`);
}
