import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLinks } from '../../../src/channels/email/links.ts';
import { toInstant } from '../../../src/domain/calendar/time.ts';
import { quotation } from '../../../src/domain/localized.ts';
import type { ChannelId } from '../../../src/domain/people/people.ts';
import { createHrFeedBrake } from '../../../src/engine/brakes/hr-feed-brake.ts';
import { heldByFeed } from '../../../src/engine/brakes/hr-feed-release.ts';
import { createHrFeed } from '../../../src/engine/hr/hr-feed.ts';
import type { Channel } from '../../../src/engine/ports/channel.ts';
import { StoreError } from '../../../src/engine/ports/store.ts';
import { voiceFor } from '../../../src/views/words/voice.ts';
import { createMemoryHr, employment, endsOn } from '../../engine/hr/memory-hr.ts';
import { mustDo, testPeople } from '../../support/memory/memory-world.ts';
import { buttonValue, createMailWorld, type MailWorld } from './mail-world.ts';

let desk: MailWorld;

beforeEach(async () => {
  desk = await createMailWorld();
});

afterEach(() => desk.close());

const handover = async () => {
  await desk.onlyByMail('priya');
  const id = await desk.world.plan();
  await desk.world.engine.reconcile(id);
  const mail = desk.mails.find(({ to }) => to === 'priya@example.com');
  return { id, mail, link: desk.linkIn(mail) };
};

const statusOf = async (id: string) =>
  (await desk.world.load(id)).tasks.find((task) => task.id === 'handover-1')?.status;

describe('a teammate without any account', () => {
  it('gets a handover by mail, and accepts it on the page behind its link', async () => {
    const { id, mail, link } = await handover();
    expect(mail).toMatchObject({ subject: 'Billing service', locale: 'en' });
    expect(mail?.text).toContain('There you can: Accept');
    expect(mail?.html).not.toMatch(/<img|src=|url\(|<script|<link/);
    const page = await desk.open(link);
    expect(page.status).toBe(200);
    expect(page.buttons).toEqual(expect.arrayContaining(['Accept', 'Decline']));
    const accepted = await desk.press(link, page, 'Accept');
    expect(await statusOf(id)).toBe('accepted');
    expect(accepted.html).toContain('role="status"');
    expect(accepted.buttons).not.toContain('Accept');
  });

  it('changes nothing by opening the page, however often, and by whatever follows links', async () => {
    const { id, link } = await handover();
    const before = await desk.world.load(id);
    await desk.open(link);
    await desk.open(link, { method: 'HEAD' });
    await desk.open(`${link}?do=${encodeURIComponent(buttonValue((await desk.open(link)).html, 'Accept'))}`);
    expect(await desk.world.load(id)).toEqual(before);
  });

  it('cannot do twice what was done, and is told how it stands', async () => {
    const { id, link } = await handover();
    const page = await desk.open(link);
    await desk.press(link, page, 'Accept');
    const { entries } = await desk.world.load(id);
    const again = await desk.press(link, page, 'Accept');
    expect(again.html).toContain('Somebody was faster');
    expect((await desk.world.load(id)).entries).toBe(entries);
  });

  it('declines with a reason, which is asked for where it is missing', async () => {
    const { id, link } = await handover();
    const form = await desk.press(link, await desk.open(link), 'Decline');
    expect(form.html).toMatch(/<label for="f\.reason">/);
    const empty = await desk.press(link, form, 'Decline', { reason: '' });
    expect(empty.status).toBe(422);
    expect(empty.html).toContain('Please fill this in.');
    expect(empty.html).toMatch(/aria-invalid="true"/);
    const short = await desk.press(link, empty, 'Decline', { reason: 'no' });
    expect(short.html).toContain('At least 3 characters');
    expect(short.html).toContain('>no</textarea>');
    await desk.press(link, short, 'Decline', { reason: 'Too much on my desk' });
    const task = (await desk.world.load(id)).tasks.find((one) => one.id === 'handover-1');
    expect(task?.declines).toMatchObject([{ by: 'priya', reason: 'Too much on my desk' }]);
  });

  it('is asked before what cannot be taken back', async () => {
    await desk.onlyByMail('it');
    const id = await desk.world.plan();
    await desk.world.engine.reconcile(id);
    const link = desk.linkIn(desk.mails.find(({ to }) => to === 'tom@example.com'));
    const page = await desk.open(link);
    const label = page.buttons.find((one) => one.startsWith('Confirm')) ?? '';
    const asked = await desk.press(link, page, label);
    expect((await desk.world.load(id)).confirmations).toEqual([]);
    expect(asked.html).toContain('loses access to');
    await desk.press(link, asked, asked.buttons[0] ?? '');
    expect((await desk.world.load(id)).confirmations).toMatchObject([{ by: 'tom' }]);
  });
});

describe('a link', () => {
  it('that was cut, or made by somebody else, leads nowhere', async () => {
    const { link } = await handover();
    for (const wrong of [link.slice(0, -3), `${link}AA`, link.replace(/p\/[^.]+/, 'p/eyJhbGciOiJub25lIn0')]) {
      const page = await desk.open(wrong);
      expect(page.status).toBe(404);
      expect(page.html).toContain('This is no link of ours');
      expect(page.buttons).toEqual([]);
    }
  });

  it('works for thirty days; then a new one is sent to the same address, and the old one stays over', async () => {
    const { link, id } = await handover();
    desk.world.clock.set(new Date(desk.world.clock.now().getTime() + 30 * 86_400_000 + 1000));
    const over = await desk.open(link);
    expect([over.status, over.buttons]).toEqual([410, ['Send me a new link']]);
    expect(over.html).not.toContain('Billing');
    const before = desk.mails.length;
    const body = () => new URLSearchParams({ renew: '1' });
    const sent = await desk.open(link, { method: 'POST', body: body() });
    expect(sent.html).toContain('Look into your mailbox');
    expect(desk.mails.slice(before).map(({ to }) => to)).toEqual(['priya@example.com']);
    // Not more than one in ten minutes, and the answer is the same.
    expect((await desk.open(link, { method: 'POST', body: body() })).html).toBe(sent.html);
    expect(desk.mails.length).toBe(before + 1);
    const newer = desk.linkIn(desk.mails.at(-1));
    expect((await desk.open(newer)).status).toBe(200);
    expect((await desk.open(link)).status).toBe(410);
    expect(await statusOf(id)).not.toBe('accepted');
  });

  it('is over where a newer one was sent, before its time', async () => {
    const { link } = await handover();
    await desk.open(link, { method: 'POST', body: new URLSearchParams({ renew: '1' }) });
    const newer = desk.linkIn(desk.mails.at(-1));
    expect(newer).not.toBe(link);
    expect((await desk.open(link)).status).toBe(410);
    expect((await desk.open(newer)).status).toBe(200);
  });

  it('is over once its card was taken back, and no new one is sent', async () => {
    const { link, id } = await handover();
    const [, payload = ''] = link.split('/p/')[1]?.split('.') ?? [];
    const { key } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const ref = (await desk.world.load(id)).posts.find(({ to }) => to === 'priya')?.ref;
    if (!ref) throw new Error('no mail was sent');
    await desk.world.deps.channels.get('email')?.withdraw(ref, key);
    const page = await desk.open(link);
    expect([page.status, page.buttons]).toEqual([410, []]);
    const before = desk.mails.length;
    await desk.open(link, { method: 'POST', body: new URLSearchParams({ renew: '1' }) });
    expect(desk.mails.length).toBe(before);
  });

  it('is over once its person is written to elsewhere', async () => {
    const { link } = await handover();
    await desk.onlyByMail('priya', 'priya.nair@example.org');
    expect((await desk.open(link)).status).toBe(410);
    const before = desk.mails.length;
    await desk.open(link, { method: 'POST', body: new URLSearchParams({ renew: '1' }) });
    expect(desk.mails.length).toBe(before);
  });

  it('is over once relais.yaml names its person no more, and nothing more is sent there', async () => {
    const { link, id } = await handover();
    const { deps } = desk.world;
    const later = await createMailWorld([], desk.world);
    expect((await later.open(link.replace(new URL(link).origin, later.url))).status).toBe(410);
    await deps.store.people.save({ ...testPeople.jonas, handles: { email: testPeople.jonas.email } });
    await mustDo(
      desk.world.ask('manager', id, { type: 'task.reassign', taskId: 'handover-1', rev: 2, to: testPeople.jonas }),
    );
    await desk.world.engine.reconcile(id);
    expect(later.mails).toEqual([]);
    expect((await desk.world.load(id)).posts.find(({ to }) => to === 'jonas')?.unreachable).not.toBeNull();
    await later.close();
  });

  it('says that it is over in the language of its person', async () => {
    await desk.onlyByMail('security');
    const id = await desk.world.plan();
    await desk.world.engine.reconcile(id);
    const link = desk.linkIn(desk.mails.find(({ to }) => to === 'ines@example.com'));
    await desk.onlyByMail('security', 'ines.laurent@example.org');
    const page = await desk.open(link, { headers: { 'accept-language': 'en' } });
    expect([page.status, page.html.includes('lang="fr"')]).toEqual([410, true]);
  });

  it('takes only the buttons of its own page', async () => {
    await desk.onlyByMail('it');
    const { id, link } = await handover();
    const other = desk.linkIn(desk.mails.find(({ to }) => to === 'tom@example.com'));
    const value = buttonValue((await desk.open(link)).html, 'Accept');
    const answered = await desk.open(other, { method: 'POST', body: new URLSearchParams({ do: value }) });
    expect(answered.html).toContain('no longer current');
    const forged = await desk.open(link, {
      method: 'POST',
      body: new URLSearchParams({ do: Buffer.from('{"act":{"name":"departure.cancel"}}').toString('base64url') }),
    });
    expect(forged.html).toContain('no longer current');
    expect(await statusOf(id)).toBe('offered');
  });

  it('stands in no log, and its page sends nobody on with it', async () => {
    const { link } = await handover();
    const page = await desk.open(link);
    await desk.press(link, page, 'Accept');
    await desk.open(`${link.slice(0, -2)}`, { method: 'POST', body: 'x'.repeat(400_000) });
    const token = link.split('/p/')[1] ?? '';
    expect(desk.logged.join('')).not.toContain(token.slice(0, 60));
    expect(desk.logged.length).toBeGreaterThan(0);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
    );
    expect(page.html.length).toBeLessThan(50_000);
    expect(page.html).not.toMatch(/<script|https?:\/\/(?!127)/);
  });

  it('is loaded so often only', async () => {
    const { link } = await handover();
    const statuses: number[] = [];
    for (let index = 0; index < 62; index += 1) statuses.push((await desk.open(link)).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.slice(0, 60)).toEqual(Array(60).fill(200));
  });
});

describe('a form on a page', () => {
  it('does nothing where it does not come with the button that submits it', async () => {
    const { id, link } = await handover();
    const card = await desk.open(link);
    const form = await desk.press(link, card, 'Decline');
    const submit = buttonValue(form.html, 'Decline');
    const body = new URLSearchParams({ do: submit, 'f.reason': 'Without its form' });
    const answered = await desk.open(link, { method: 'POST', body });
    expect(answered.html).toContain('no longer current');
    expect(await statusOf(id)).toBe('offered');
  });
});

describe('a new link that could not be sent', () => {
  it('is not said to be on its way, and may be asked for again at once', async () => {
    const { ChannelError } = await import('../../../src/engine/ports/channel.ts');
    const { link } = await handover();
    desk.world.clock.set(new Date(desk.world.clock.now().getTime() + 30 * 86_400_000 + 1000));
    const ask = () => desk.open(link, { method: 'POST', body: new URLSearchParams({ renew: '1' }) });
    desk.failWith(new ChannelError('throttled', { en: '451', fr: '451' }));
    const failed = await ask();
    expect(failed.html).not.toContain('on its way');
    const before = desk.mails.length;
    expect((await ask()).html).toContain('on its way');
    expect(desk.mails).toHaveLength(before + 1);
  });
});

describe('the page of a leaver at a private address', () => {
  it('is about their departure alone, whatever else they may do in the company', async () => {
    const id = await desk.world.plan();
    const { planHash } = await desk.world.load(id);
    await mustDo(desk.world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
    await mustDo(desk.world.ask('hr', id, { type: 'contact.give', email: 'alex.moreau@example.org' }));
    await desk.world.advanceTo('2026-03-20T18:00:00.000Z');
    await desk.answerAt('alex.moreau@example.org');
    const mail = desk.mails.find(({ text }) => text.includes('How was it for you?'));
    const link = desk.linkIn(mail);
    // Trouble offers the way to all departures; here it does not.
    const page = await desk.open(link);
    const { departures, notes } = desk.world.deps.store;
    const load = departures.load.bind(departures);
    let calls = 0;
    vi.spyOn(departures, 'load').mockImplementation((which) => {
      calls += 1;
      if (calls === 2) throw new StoreError('unavailable', quotation('away'));
      return load(which);
    });
    const failed = await desk.press(link, page, page.buttons.find((label) => label.startsWith('Answer')) ?? '');
    vi.restoreAllMocks();
    expect(failed.html).toContain('role="alert"');
    expect(failed.buttons).toEqual(page.buttons);
    // Nor does a button that was signed for this page, of whatever kind.
    const { secret } = (await notes.read('email/link-secret')) as { secret: string };
    const links = createLinks(Buffer.from(secret, 'base64url'), () => desk.world.clock.now().getTime());
    const status = { name: 'status', departureId: null, target: null, seen: null };
    const value = await links.carry(link.split('/p/')[1] ?? '', { act: status, confirm: null, submits: false });
    const asked = await desk.open(link, { method: 'POST', body: new URLSearchParams({ do: value }) });
    expect(asked.html).toContain('no longer current');
  });
});

describe('a page that cannot be drawn once its button was taken', () => {
  it('does not say that nothing was changed', async () => {
    const { id, link } = await handover();
    const page = await desk.open(link);
    const { departures } = desk.world.deps.store;
    const load = departures.load.bind(departures);
    vi.spyOn(departures, 'load').mockImplementation(async (which) => {
      const found = await load(which);
      if (found?.tasks.some(({ status }) => status === 'accepted'))
        throw new StoreError('unavailable', quotation('away'));
      return found;
    });
    const answered = await desk.press(link, page, 'Accept').finally(() => vi.restoreAllMocks());
    expect(await statusOf(id)).toBe('accepted');
    expect(answered.status).toBe(503);
    expect(answered.html).not.toContain('nothing was changed');
    expect(answered.html).toContain('may have been done');
  });
});

describe('the words of a page', () => {
  it('ask nobody to type a command: there is nowhere to', () => {
    for (const locale of ['en', 'fr'] as const) {
      const { t } = voiceFor({ locale, timeZone: 'UTC' });
      const said = [
        t('form.status.none', { channel: 'email' }),
        t('notice.unknownAct', { channel: 'email' }),
        t('notice.draftKept', { channel: 'email', name: 'Alex' }),
      ];
      for (const words of said) expect(words).not.toMatch(/offboard|[Tt]ype|[Tt]apez|status|statut| {2}| [,.]/);
    }
  });
});

describe('what people wrote', () => {
  it('is text, in the mail and on the page', async () => {
    await desk.onlyByMail('priya');
    const title = '<img src=x onerror=alert(1)>\r\nBcc: all@example.com';
    const id = await desk.world.plan({
      handovers: [{ title, notes: '"><script>alert(2)</script>', to: 'priya', fallback: null, dueDate: '2026-03-19' }],
    });
    await desk.world.engine.reconcile(id);
    const mail = desk.mails.find(({ to }) => to === 'priya@example.com');
    expect(mail?.subject).not.toMatch(/[\r\n]/);
    const page = await desk.open(desk.linkIn(mail));
    for (const html of [mail?.html ?? '', page.html]) {
      expect(html).not.toContain('<img');
      expect(html).not.toContain('<script');
      expect(html).toContain('&lt;img src=x');
    }
  });
});

describe('a mail', () => {
  it('is sent once, whatever changes afterwards, and stands with the others of its departure', async () => {
    const { id, mail } = await handover();
    await desk.world
      .ask('manager', id, { type: 'task.reassign', taskId: 'handover-1', rev: 1, to: testPeople.jonas })
      .catch(() => null);
    await desk.world.engine.reconcile(id);
    expect(desk.mails.filter(({ to }) => to === 'priya@example.com')).toHaveLength(1);
    expect(mail?.messageId).toMatch(/^<[\w-]{43}@relais\.example\.com>$/);
    expect(mail?.thread).toMatch(/^<[\w-]{43}@relais\.example\.com>$/);
  });

  it('whose answer was lost is sent again as the same message, with the same link counted', async () => {
    const { ChannelError } = await import('../../../src/engine/ports/channel.ts');
    desk.failWith(new ChannelError('unknown-outcome', { en: 'no answer', fr: 'pas de réponse' }));
    await desk.onlyByMail('priya');
    const id = await desk.world.plan();
    await desk.world.engine.reconcile(id);
    const lost = await desk.world.deps.store.notes.read(`email/card/${id}/task|handover-1|priya`);
    await desk.world.advanceTo('2026-03-02T09:20:00.000Z');
    const [mail] = desk.mails.filter(({ to }) => to === 'priya@example.com');
    expect(lost).toMatchObject({ state: 'sending', messageId: mail?.messageId });
  });
});

describe('the message about HR systems', () => {
  it('lets HR release what the brake holds from its page, once it was asked again, and nothing else', async () => {
    const { deps, engine } = desk.world;
    const { store, clock } = deps;
    // A company without any chat platform.
    (deps.channels as Map<ChannelId, Channel>).delete('slack');
    await desk.onlyByMail('hr');
    const hr = createMemoryHr();
    for (const id of ['alex', 'jonas', 'priya', 'maya'])
      hr.records.set(id, employment(id, { end: endsOn('2026-03-31') }));
    const limits = { people: 3, percent: 5 };
    const brake = createHrFeedBrake({ notes: store.notes, clock, limits, headcount: async () => null });
    const rules = { onTermination: 'draft', lookAheadDays: 60, lookBackDays: 14, pollMinutes: 15 } as const;
    deps.hrSources = [{ id: 'people', label: 'People HR' }];
    const feed = createHrFeed({ engine: deps, numbers: new Map(), brake, reconcile: (id) => engine.reconcile(id) }, [
      { system: hr.system, rules },
    ]);
    await feed.pollNow('people');
    const mail = desk.mails.find(({ to }) => to === 'nadia@example.com');
    expect(mail?.text).toContain('Alex Moreau');
    const link = desk.linkIn(mail);
    const page = await desk.open(link);
    expect(page.buttons).toEqual(['Lever le frein', 'Ne rien créer']);
    const asked = await desk.press(link, page, 'Lever le frein');
    const releasedBy = async () => (await heldByFeed(store.notes, toInstant(clock.now()))).releasedBy;
    expect(await releasedBy()).toEqual([]);
    const done = await desk.press(link, asked, asked.buttons[0] ?? '');
    expect(await releasedBy()).toEqual(['nadia']);
    expect(done.html).toContain('Votre levée du frein compte');
    expect(done.buttons).toEqual(['Ne rien créer']);
    // Whoever is on the list, and whoever decides nothing there, is sent nothing.
    expect(desk.mails.map(({ to }) => to)).toEqual(['nadia@example.com']);
  });
});
