import { expect, it } from 'vitest';
import { minute } from '../../../src/domain/calendar/time.ts';
import type { ChannelId } from '../../../src/domain/people/people.ts';
import type { Channel } from '../../../src/engine/ports/channel.ts';
import { mailWaveCard } from '../../../src/engine/waves/mail-wave-card.ts';
import { keyOf, waveOfKey } from '../../../src/engine/waves/wave-cards.ts';
import { createMemoryChannel } from '../../support/memory/memory-channel.ts';
import { createMemoryWorld, testPeople } from '../../support/memory/memory-world.ts';

const { it: tom } = testPeople;
const soon = 'cut-off-unconfirmed/soon';

async function outage() {
  const { deps } = await createMemoryWorld();
  const mail = createMemoryChannel([], 'email');
  (deps.channels as Map<ChannelId, Channel>).set('email', mail);
  deps.mailsAfter = 15 * minute;
  const given = { reader: tom, key: keyOf(`w1/${tom.id}`, 1), view: { kind: 'wave', title: '', blocks: [] } as never };
  const send = (reasons: readonly string[], mailed: readonly string[], [since, now]: readonly [string, string]) =>
    mailWaveCard(deps, { ...given, reasons, mailed, since: `2026-03-${since}:00.000Z`, now: `2026-03-${now}:00.000Z` });
  return { mail, send, sent: () => mail.inbox(tom.email).map(({ key }) => key) };
}

const first = '02T09:00';

it('mails each alarm of one outage, though its message in chat does not move; and each reason once', async () => {
  const { send, sent } = await outage();
  expect(await send(['confirm'], [], [first, '02T09:14'])).toEqual([]);
  const confirmed = await send(['confirm'], [], [first, '02T09:15']);
  expect(confirmed).toEqual(['confirm']);
  expect(await send(['confirm'], confirmed, [first, '02T10:00'])).toEqual(['confirm']);
  expect(sent()).toHaveLength(1);
  const both = await send([soon, 'confirm'], confirmed, [first, '18T09:00']);
  expect(new Set(both)).toEqual(new Set(['confirm', soon]));
  expect(sent()).toHaveLength(2);
  expect(await send([soon, 'confirm'], both, [first, '18T10:00'])).toEqual(both);
  expect(sent()).toHaveLength(2);
});

it('mails in an outage after another what it mailed in the first', async () => {
  const { send, sent } = await outage();
  await send([soon], [], [first, '02T09:15']);
  expect(await send([soon], [], ['05T09:00', '05T09:15'])).toEqual([soon]);
  expect(sent()).toHaveLength(2);
});

it('sends no second mail where the first could not be noted, and knows whose card each stands for', async () => {
  const { mail, send, sent } = await outage();
  mail.mood = 'loses-answers';
  expect(await send(['confirm'], [], [first, '02T09:15'])).toEqual([]);
  mail.mood = 'well';
  expect(await send(['confirm'], [], [first, '02T09:16'])).toEqual(['confirm']);
  expect(sent()).toHaveLength(1);
  for (const key of [...sent(), 'wave/w1/tom/1', 'wave/w1/tom/1|mail'])
    expect(waveOfKey(key)).toEqual({ wave: 'w1', reader: 'tom' });
  for (const key of ['wave/w1/tom/1/0123456789abcdef', 'wave/w1/tom/1/x|mail', 'wave/w1/tom|mail'])
    expect(waveOfKey(key)).toBeNull();
});
