import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messagesPath } from '../../src/channels/teams/teams-app.ts';
import { atBeat, besideBare, besideBareRows, perSecond } from '../beside-bare.ts';
import { definePart } from '../part.ts';
import { invented } from '../people.ts';
import { launch } from '../product/measured-process.ts';
import { inScratch } from '../scratch.ts';
import { openTeamsOutside, type TeamsOutside, teamsSecret } from '../teams-outside.ts';

const people = invented(50);

export const teams = definePart({
  name: 'teams',
  about: `offboard typed in Teams ${perSecond} times a second until the card is posted, beside a bare botbuilder bot`,
  measure: (size) =>
    inScratch(async (folder) => {
      const outside = await openTeamsOutside(people);
      const relais = launch('relais.ts');
      const bare = launch('bare-bot.ts');
      try {
        const env = { PORT: '0', RELAIS_DATA_DIR: join(folder, 'relais'), RELAIS_LOG_LEVEL: 'error' };
        const { url } = await relais.ask({ type: 'start', env, slackApiUrl: null, teamsSecret }, 'ready');
        const seen = { card: null as unknown };
        const took = await besideBare(size, {
          relais: (seconds) => send(outside, url, { seconds, keep: (card) => (seen.card = card) }),
          async startBare() {
            // The bare bot posts the very card that Relais posted.
            const card = join(folder, 'card.json');
            writeFileSync(card, JSON.stringify(seen.card));
            const beside = { ...env, BENCH_CARD: card };
            const started = await bare.ask({ type: 'start', env: beside, slackApiUrl: null, teamsSecret }, 'ready');
            return (seconds) => send(outside, started.url, { seconds, keep: () => undefined });
          },
        });
        return besideBareRows(took, {
          what: '`offboard` in Teams to the posted card',
          beside: 'a bare botbuilder bot that posts the same card',
          reason:
            'each message is taken once, which is written to the disk before anything is done about it: two fifths of the processor time; the bare bot writes nothing',
        });
      } finally {
        await Promise.all([relais.end(), bare.end()]);
        await outside.close();
      }
    }),
});

async function send(
  outside: TeamsOutside,
  url: string,
  { seconds, keep }: { seconds: number; keep: (card: unknown) => void },
): Promise<number[]> {
  const took: number[] = [];
  // In one chat the answers come in the order of the questions.
  const asked = new Map<string, number[]>();
  outside.onPosted = (chatId, card) => {
    const start = asked.get(chatId)?.shift();
    if (start !== undefined) took.push(performance.now() - start);
    keep(card);
  };
  await atBeat(seconds, took, async (index, dueAt) => {
    const person = people[index % people.length];
    if (!person) throw new Error('nobody');
    const chat = outside.chatOf(person);
    asked.set(chat, [...(asked.get(chat) ?? []), dueAt]);
    await outside.say(person, 'offboard', `${url}${messagesPath}`);
  });
  return took;
}
