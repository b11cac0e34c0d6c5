import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { type Relais, startRelais } from '../src/start.ts';
import type { ActName } from '../src/views/act-names.ts';
import { company } from '../src/workspace/company.ts';
import { textOf as cardText } from '../src/workspace/teams/card-reading.ts';
import { chapterOf, textOf } from './docs/documents.ts';
import { TeamsSeat } from './support/teams-seat.ts';

/** Everything that a person does with one page before the next. */
interface Press {
  act: ActName;
  /** Text fields by their ids: each counts as a typed field. */
  typed?: Readonly<Record<string, string>>;
  /** People chosen, by the field's id: each counts as two clicks, to open the list and to choose. */
  chosen?: Readonly<Record<string, string>>;
}

/** Somebody in front of one platform. */
interface Player {
  offboard(leaver: string): Promise<void>;
  /** Waits for the page, and does this on it. */
  does(heading: string, press: Press): Promise<void>;
  /**
   * How many messages stand in the chat with Relais, those in threads included, what only this person sees for a moment
   * left out.
   */
  messages(): Promise<number>;
}

interface Count {
  pages: number;
  clicks: number;
  typed: number;
  messages: number;
}

const plain: readonly (readonly [heading: string, press: Press])[] = [
  ['Who is leaving?', { act: 'walk.who' }],
  ['The last day', { act: 'walk.day' }],
  ['The plan', { act: 'walk.submit' }],
];
const more: typeof plain = [
  ['Who is leaving?', { act: 'walk.who' }],
  ['The last day', { act: 'handover.form' }],
  ['Handover', { act: 'handover.save', typed: { title: 'Billing service' }, chosen: { to: 'U0TOM' } }],
  ['The last day', { act: 'walk.day', typed: { equipment: 'Laptop' } }],
  ['The plan', { act: 'walk.submit' }],
];

async function count(
  player: Player,
  { leaver, walk, started }: { leaver: string; walk: typeof plain; started: () => Promise<void> },
): Promise<Count> {
  let [clicks, typed] = [0, 0];
  const before = await player.messages();
  await player.offboard(leaver);
  for (const [heading, press] of walk) {
    await player.does(heading, press);
    typed += Object.keys(press.typed ?? {}).length;
    clicks += 1 + 2 * Object.keys(press.chosen ?? {}).length;
  }
  await started();
  const pages = new Set(walk.map(([heading]) => heading)).size;
  return { pages, clicks, typed, messages: (await player.messages()) - before };
}

/** What the README's table says of one platform now. */
function promised(walk: string, platform: string): Count {
  const rows = chapterOf(textOf('README.md'), '### The walk in numbers').matchAll(/^\| (.+) \|$/gm);
  const cells = [...rows].map(([, row = '']) => row.split(' | ').map((cell) => cell.trim()));
  const row = cells.find(([what, where]) => what === walk && where === platform);
  if (!row) throw new Error(`the table has no row of ${walk} on ${platform}`);
  const now = row.slice(2).map((cell) => Number(/→ (\d+)$/.exec(cell)?.[1]));
  const [pages = -1, clicks = -1, typed = -1, messages = -1] = now;
  return { pages, clicks, typed, messages };
}

describe('from offboard @somebody to a started departure', () => {
  let folder: string;
  let relais: Relais;
  let workspace: NonNullable<Relais['workspace']>;
  const isActive = async (email: string) => {
    for await (const one of relais.store.departures.search({ leaverEmail: email })) return one.status === 'active';
    return false;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'relais-walk-'));
    const env = { PORT: '0', RELAIS_DATA_DIR: folder, RELAIS_LOG_LEVEL: 'silent' };
    relais = await startRelais({ config: readConfig(env), env: {} });
    if (!relais.workspace) throw new Error('there is no local workspace');
    workspace = relais.workspace;
  });
  afterAll(async () => {
    await relais?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function onSlack(): Player {
    const me = workspace.slack.as('U0MAYA');
    return {
      offboard: (leaver) => me.type(`/offboard <@${leaver}>`),
      does: async (heading, { act, typed = {}, chosen = {} }) => {
        const page = await me.waitFor(heading, () => {
          const modal = me.modal();
          return modal && me.read(modal).startsWith(heading) ? modal : null;
        });
        const values = Object.fromEntries(
          Object.entries({ ...typed, ...chosen }).map(([id, value]) => [`field:${id}`, value]),
        );
        if (page.submit !== null && act !== 'handover.form') await me.submit(values);
        else await me.click(new RegExp(`^relais:${act}:\\d+$`), { where: 'modal' });
      },
      messages: async () => {
        await relais.engine.idle();
        return me.inbox().filter(({ ephemeral }) => !ephemeral).length;
      },
    };
  }

  function onTeams(): Player {
    const seat = new TeamsSeat(relais, 'U0MAYA');
    return {
      offboard: async (leaver) => {
        const person = company.find(({ id }) => id === leaver);
        if (person) await seat.me.say('offboard', [person]);
      },
      does: async (heading, { act, typed = {}, chosen = {} }) => {
        await expect.poll(() => cardText(seat.card(act)?.card ?? null), { timeout: 20_000 }).toContain(heading);
        const people = Object.entries(chosen).map(([id, who]) => [id, workspace.teams.as(who).objectId]);
        await seat.press(act, { values: { ...typed, ...Object.fromEntries(people) } });
      },
      messages: async () => {
        await relais.engine.idle();
        return seat.me.inbox().length;
      },
    };
  }

  it.each([
    ['Slack', 'plain', 'U0ALEX', plain],
    ['Slack', 'with a handover and a laptop', 'U0JONAS', more],
    ['Teams', 'plain', 'U0PRIYA', plain],
    ['Teams', 'with a handover and a laptop', 'U0SOFIA', more],
  ] as const)('costs on %s what the README says: %s', { timeout: 60_000 }, async (platform, what, leaver, walk) => {
    if (platform === 'Teams') await workspace.teams.moveTo('U0MAYA', 'teams');
    const email = company.find(({ id }) => id === leaver)?.email ?? '';
    const started = () => expect.poll(() => isActive(email), { timeout: 20_000 }).toBe(true);
    const counted = await count(platform === 'Teams' ? onTeams() : onSlack(), { leaver, walk, started });
    expect(counted).toEqual(promised(what, platform));
    expect(counted.clicks).toBeLessThanOrEqual(walk === plain ? 4 : 7);
    expect(counted.typed).toBeLessThanOrEqual(walk === plain ? 0 : 2);
  });
});
