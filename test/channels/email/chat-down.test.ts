import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minute } from '../../../src/domain/calendar/time.ts';
import { quotation } from '../../../src/domain/localized.ts';
import { ChannelError } from '../../../src/engine/ports/channel.ts';
import { StoreError } from '../../../src/engine/ports/store.ts';
import { confidentialFlow, testPeople } from '../../support/memory/memory-world.ts';
import { createMailWorld, type MailWorld } from './mail-world.ts';

let desk: MailWorld;
let down: boolean;

/** Nobody is named as written to by mail: everybody works in chat. */
beforeEach(async () => {
  desk = await createMailWorld([]);
  desk.world.deps.mailsAfter = 15 * minute;
  down = false;
  const { channel } = desk.world;
  const [post, find] = [channel.post.bind(channel), channel.find.bind(channel)];
  const away = () => {
    if (down) throw new ChannelError('unavailable', 'the chat does not answer');
  };
  channel.post = async (...given) => {
    away();
    return post(...given);
  };
  channel.find = async (...given) => {
    away();
    return find(...given);
  };
});

afterEach(() => desk.close());

const toIt = () => desk.mails.filter(({ to }) => to === testPeople.it.email);
const cardsOfIt = () => desk.world.channel.messages.filter(({ key }) => key.includes('access|-|tom'));

describe('while chat is down', () => {
  it('a card that matters goes by mail after a while, acts there count, and chat gets it, told apart, once it is back', async () => {
    down = true;
    const id = await desk.world.plan();
    await desk.world.advanceTo('2026-03-02T09:14:00.000Z');
    expect(desk.mails).toEqual([]);
    await desk.world.advanceTo('2026-03-02T09:16:00.000Z');
    expect(toIt()).toHaveLength(1);
    // Nothing but the confirmation goes round: no live card, no steps.
    expect(new Set(desk.mails.map(({ to }) => to))).toEqual(new Set([testPeople.it.email, testPeople.security.email]));
    await desk.world.advanceTo('2026-03-02T12:00:00.000Z');
    expect(toIt()).toHaveLength(1);
    const link = desk.linkIn(toIt()[0]);
    const page = await desk.open(link);
    const confirm = page.buttons.find((label) => label.startsWith('Confirm')) ?? '';
    const asked = await desk.press(link, page, confirm);
    await desk.press(link, asked, asked.buttons[0] ?? '');
    expect((await desk.world.load(id)).confirmations).toHaveLength(1);
    down = false;
    await desk.world.advanceTo('2026-03-02T12:30:00.000Z');
    expect(cardsOfIt()).toHaveLength(1);
    expect(JSON.stringify(cardsOfIt())).toMatch(/Because Slack did not answer, this was also sent by e-mail/);
    const { planHash } = await desk.world.load(id);
    expect(await desk.world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' })).toMatchObject({
      type: 'refused',
    });
    expect(toIt()).toHaveLength(1);
  });

  it('one error is none, and a short trouble sends nothing', async () => {
    down = true;
    await desk.world.plan();
    await desk.world.advanceTo('2026-03-02T09:10:00.000Z');
    down = false;
    await desk.world.advanceTo('2026-03-03T09:00:00.000Z');
    expect(cardsOfIt()).toHaveLength(1);
    expect(desk.mails).toEqual([]);
    expect(JSON.stringify(cardsOfIt())).not.toContain('by e-mail');
  });

  it('nothing goes round where the configuration says never', async () => {
    desk.world.deps.mailsAfter = null;
    down = true;
    await desk.world.plan();
    await desk.world.advanceTo('2026-03-03T09:00:00.000Z');
    expect(desk.mails).toEqual([]);
  });

  it('a mail that was sent, and could not be written down, is not sent again', async () => {
    down = true;
    const id = await desk.world.plan();
    const { departures } = desk.world.deps.store;
    const commit = departures.commit.bind(departures);
    let lost = 0;
    departures.commit = async (next, version, entries, wake) => {
      if (lost < 2 && entries.some(({ event }) => event.type === 'post-mailed')) {
        lost += 1;
        throw new StoreError('unavailable', quotation('away'));
      }
      return commit(next, version, entries, wake);
    };
    await desk.world.advanceTo('2026-03-02T09:16:00.000Z').catch(() => {});
    await desk.world.advanceTo('2026-03-02T10:30:00.000Z');
    expect(lost).toBe(2);
    expect(toIt()).toHaveLength(1);
    expect((await desk.world.load(id)).posts.find(({ key }) => key === 'access|-|tom')?.mailed).toBeDefined();
  });
});

describe('a confidential departure', () => {
  it('is named by no subject and no first line of a mail', async () => {
    await desk.close();
    desk = await createMailWorld();
    await desk.onlyByMail('it');
    await desk.world.plan({ kind: 'dismissal' }, confidentialFlow);
    await desk.world.advanceTo('2026-03-20T16:00:00.000Z');
    expect(toIt().length).toBeGreaterThan(0);
    for (const mail of toIt()) {
      expect(mail.subject).toBe('Something is waiting for you in Relais');
      expect(mail.text.split('\n')[0]).toBe('This is confidential. Open it where nobody reads along.');
      expect(mail.html.slice(0, mail.html.indexOf('</head>'))).not.toMatch(/Alex|Moreau/);
    }
  });
});
