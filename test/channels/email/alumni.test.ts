import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alumnus } from '../../../src/domain/alumni/alumnus.ts';
import { joined as joinedRecord } from '../../../src/domain/alumni/changes.ts';
import { createAlumniExports, readAlumni } from '../../../src/engine/alumni/alumni-export.ts';
import { careForAlumni } from '../../../src/engine/alumni/care.ts';
import { alumniComments, alumniNps, keepAnswer } from '../../../src/engine/alumni/scores.ts';
import type { Reply } from '../../../src/engine/conversation/conversation.ts';
import { ChannelError } from '../../../src/engine/ports/channel.ts';
import { backupNoteKey, resumeFromBackup } from '../../../src/engine/restored.ts';
import { type ActName, act } from '../../../src/views/act-names.ts';
import { flatParts } from '../../../src/views/form-view.ts';
import { createMemoryWorld, mustDo, type TestPersonName, testPeople } from '../../support/memory/memory-world.ts';
import { formTexts } from '../../support/view-text.ts';
import { buttonValue, createMailWorld, type MailWorld } from './mail-world.ts';

const own = 'alex.moreau@example.org';
let desk: MailWorld;

beforeEach(async () => {
  const world = await createMemoryWorld();
  world.deps.alumni = { ask: ['resignation'] };
  desk = await createMailWorld(Object.values(testPeople), world);
});
afterEach(() => desk.close());

type Values = Record<string, string | readonly string[] | null>;

async function say(
  who: TestPersonName,
  name: ActName,
  { id = null, target, values = null }: { id?: string | null; target?: string; values?: Values | null } = {},
): Promise<Reply> {
  const ref = act(name, id, target === undefined ? {} : { target });
  const speaker = { person: testPeople[who], channel: 'slack' } as const;
  const reply = await desk.conversation.act({ ref, values, words: [] }, speaker);
  await desk.world.engine.idle();
  return reply;
}

const choice = (more: Values = {}): Values => ({ purposes: ['newsletter'], email: own, rehire: null, ...more });
const planned = () => desk.world.plan({ hears: { leaver: 'at-once', teammates: 'at-once' } });
const mailTo = (subject: RegExp, to = own) => desk.mails.findLast((one) => one.to === to && subject.test(one.subject));
const kept = () => readAlumni(desk.world.deps);
const record = async (): Promise<Alumnus> => {
  const [one] = await kept();
  if (!one) throw new Error('nobody stays in touch');
  return one;
};
const texts = (reply: Reply) => (reply.type === 'form' ? formTexts(reply.form).join('\n') : '');

/** A button of their page: plain names, no signed values, because the page itself is the secret. */
async function press(link: string, what: Record<string, string | readonly string[]>) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(what)) for (const one of [value].flat()) body.append(name, one);
  return desk.open(link, { method: 'POST', body });
}

/** Joins, and confirms the address from the mail. Answers the way to the page. */
async function joined(more: Values = {}): Promise<{ id: string; link: string }> {
  const id = await planned();
  await say('leaver', 'alumni.submit', { id, values: choice(more) });
  const link = desk.linkIn(mailTo(/is this address yours/i));
  await press(link, { do: 'confirm' });
  await sweep();
  return { id, link };
}

async function sweep(): Promise<void> {
  await desk.world.engine.sweep();
  await desk.world.engine.idle();
}

/** At that instant, and what is owed by then. */
async function later(instant: string): Promise<void> {
  desk.world.clock.set(new Date(instant));
  await careForAlumni(desk.world.deps);
}

describe('a leaver who is asked whether they wish to stay in touch', () => {
  it('chooses for what in chat; nothing but a question that names nobody goes to an address before it is confirmed', async () => {
    const id = await planned();
    const form = await say('leaver', 'alumni.open', { id });
    expect(texts(form)).toContain('What may we write to you about?');
    // Nothing is ticked for them.
    const parts = form.type === 'form' ? flatParts(form.form.parts) : [];
    const initial = parts.flatMap((part) => (part.type === 'field' ? [part.field.initial] : []));
    expect(initial).toEqual([[], null, null]);
    const values = choice({ purposes: ['newsletter', 'survey'], rehire: 'later' });
    // No tick: the answer comes from elsewhere.
    expect(await say('leaver', 'alumni.submit', { id, values })).toMatchObject({ notice: { tone: 'neutral' } });
    expect(desk.mails.map(({ to, subject }) => [to, subject])).toEqual([[own, 'Is this address yours?']]);
    expect(`${desk.mails[0]?.text} ${desk.mails[0]?.html}`).not.toMatch(/Alex|Moreau/);
    expect((await record()).confirmedAt).toBeNull();
    const link = desk.linkIn(desk.mails[0]);
    // What looks at links opens the page, as often as it likes.
    for (let time = 0; time < 3; time += 1) expect((await desk.open(link)).html).not.toContain('Alex');
    expect((await record()).confirmedAt).toBeNull();
    await press(link, { do: 'confirm' });
    expect(await record()).toMatchObject({ rehire: 'later', email: own, name: 'Alex Moreau' });
    expect(Object.keys((await record()).purposes)).toEqual(['newsletter', 'survey']);
    await sweep();
    expect(mailTo(/You stay in touch/)).toBeDefined();
  });

  it('keeps nothing two weeks after an address that nobody confirmed', async () => {
    const id = await planned();
    await say('leaver', 'alumni.submit', { id, values: choice() });
    await later('2026-03-16T08:59:00.000Z');
    expect(await kept()).toHaveLength(1);
    await later('2026-03-16T10:00:00.000Z');
    expect(await kept()).toEqual([]);
    expect(await desk.world.deps.store.alumni.list()).toEqual([]);
    expect(desk.mails.filter(({ to }) => to === own).map(({ subject }) => subject)).toEqual(['Is this address yours?']);
  });

  it('is not asked by anybody else, of no kind that is not configured, and for no address of the company', async () => {
    const id = await planned();
    for (const who of ['manager', 'hr', 'it', 'jonas'] as const)
      expect(await say(who, 'alumni.submit', { id, values: choice() }), who).toMatchObject({
        notice: { tone: 'refused' },
      });
    expect(await say('leaver', 'alumni.submit', { id, values: choice({ email: 'ALEX@example.com' }) })).toMatchObject({
      errors: { email: expect.stringContaining('close') },
    });
    expect(await say('leaver', 'alumni.submit', { id, values: choice({ purposes: [] }) })).toMatchObject({
      type: 'errors',
    });
    desk.world.deps.alumni?.ask.splice(0, 1, 'retirement');
    for (const name of ['alumni.open', 'alumni.submit'] as const)
      expect(await say('leaver', name, { id, values: choice() })).toMatchObject({ notice: { tone: 'refused' } });
    expect(await kept()).toEqual([]);
  });

  it('finds the way on their own card, where their kind of departure is asked, and after the cut-off in a mail', async () => {
    const id = await planned();
    const { planHash } = await desk.world.load(id);
    await mustDo(desk.world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    await desk.world.engine.idle();
    await desk.answerAt(own);
    const card = desk.world.channel.messages.find(({ key }) => key.includes('farewell'));
    expect(JSON.stringify(card?.view)).toContain('Staying in touch');
    await desk.world.advanceTo('2026-03-20T17:30:00.000Z');
    const link = desk.linkIn(mailTo(/^Thank you, Alex$/));
    const page = await desk.open(link);
    const form = await desk.press(link, page, 'Stay in touch');
    expect(form.html).toContain(`value="${own}"`);
    await desk.press(link, form, 'Save', { purposes: ['openings'], email: own });
    // The address was confirmed for the departure, so it is not asked about once more.
    expect((await record()).confirmedAt).not.toBeNull();
    expect(Object.keys((await record()).purposes)).toEqual(['openings']);
  });

  it('of a departure that is called off is not kept', async () => {
    const { id } = await joined();
    await mustDo(desk.world.ask('manager', id, { type: 'departure.cancel', reason: 'They stay with us' }));
    await desk.world.advanceTo('2026-03-02T11:00:00.000Z');
    await sweep();
    expect(await kept()).toEqual([]);
  });
});

describe('the page of somebody who stays in touch', () => {
  it('changes what they agree to, and says so to HR alone', async () => {
    const { link } = await joined();
    await press(link, { do: 'save', purposes: ['events', 'openings', 'nonsense'], rehire: 'yes' });
    expect(Object.keys((await record()).purposes)).toEqual(['events', 'openings']);
    const seen = texts(await say('hr', 'alumni'));
    expect(seen).toContain('Alex Moreau');
    expect(seen).toMatch(/reviendrait/);
    for (const who of ['manager', 'it', 'leaver', 'security', 'jonas'] as const)
      expect(await say(who, 'alumni'), who).toMatchObject({ notice: { tone: 'refused' } });
  });

  it('ends everything with one click, which nothing that only opens links makes, from every mail', async () => {
    const { link } = await joined();
    for (const mail of desk.mails) {
      expect(mail.unsubscribe).toBe(desk.linkIn(mail));
      expect((await desk.open(desk.linkIn(mail), { method: 'HEAD' })).status).toBe(200);
    }
    expect(await kept()).toHaveLength(1);
    // RFC 8058: what a mailbox posts for its reader.
    const over = await press(link, { 'List-Unsubscribe': 'One-Click' });
    expect([over.status, over.html.includes('is erased')]).toEqual([200, true]);
    expect(await kept()).toEqual([]);
    expect((await desk.open(link)).status).toBe(410);
    const before = desk.mails.length;
    await later('2026-07-02T09:00:00.000Z');
    expect(desk.mails.slice(before).filter(({ subject }) => /touch|recommend/.test(subject))).toEqual([]);
  });

  it('that agrees to nothing any more is kept for nothing', async () => {
    const { link } = await joined();
    await press(link, { do: 'save' });
    expect(await kept()).toEqual([]);
  });

  it('is asked for once by each address, however often what they choose is saved and addresses are swapped', async () => {
    const id = await planned();
    const questions = () => desk.mails.filter(({ subject }) => /is this address yours/i.test(subject));
    await say('leaver', 'alumni.submit', { id, values: choice() });
    for (const [day, email] of [own, 'alex@home.example', own, 'alex@home.example'].entries()) {
      desk.world.clock.set(new Date(`2026-03-0${day + 3}T09:00:00.000Z`));
      await say('leaver', 'alumni.submit', { id, values: choice({ email, purposes: ['events'] }) });
      await sweep();
    }
    expect(questions().map(({ to }) => to)).toEqual([own, 'alex@home.example']);
    expect(JSON.stringify((await record()).entries)).not.toContain('example');
    await press(desk.linkIn(questions()[1]), { do: 'confirm' });
    expect((await record()).confirmedAt).not.toBeNull();
  });

  it('is over for the link of an address that is not theirs any more', async () => {
    const { id, link } = await joined();
    await say('leaver', 'alumni.submit', { id, values: choice({ email: 'alex@home.example' }) });
    expect((await desk.open(link)).status).toBe(410);
    expect((await press(link, { do: 'stop' })).status).toBe(410);
    expect(await record()).toMatchObject({ email: 'alex@home.example', confirmedAt: null });
    expect(mailTo(/is this address yours/i, 'alex@home.example')).toBeDefined();
  });

  it('takes recommendations of people who agree, and HR says how far they have come and what was given', async () => {
    const { link } = await joined();
    const somebody = { do: 'refer', name: 'Noor <b>Haddad', role: 'Designer', reach: '=cmd(1)' };
    expect((await press(link, somebody)).html).toContain('confirm that they agree');
    expect((await record()).referrals).toEqual([]);
    expect((await press(link, { ...somebody, knows: '1' })).html).toContain('Noor &lt;b&gt;Haddad');
    const { id, referrals } = await record();
    const target = `${id} ${referrals[0]?.id}`;
    expect(await say('it', 'alumni.referral', { target })).toMatchObject({ notice: { tone: 'refused' } });
    expect(texts(await say('hr', 'alumni.referral', { target }))).toContain('=cmd(1)');
    const values = { state: 'hired', reward: '500 €', rewarded: ['given'] };
    expect(await say('manager', 'alumni.referral.submit', { target, values })).toMatchObject({
      notice: { tone: 'refused' },
    });
    await say('hr', 'alumni.referral.submit', { target, values });
    expect((await record()).referrals[0]).toMatchObject({ state: 'hired', reward: '500 €' });
    expect((await desk.open(link)).html).toContain('Hired · reward: 500 €');
    await later('2027-03-03T09:00:00.000Z');
    expect((await record()).referrals).toEqual([]);
  });

  it('is asked once in a quarter, and counts one score without a name', async () => {
    const { link } = await joined({ purposes: ['survey'] });
    expect((await desk.open(link)).html).not.toContain('name="score"');
    await later('2026-04-01T00:30:00.000Z');
    const asked = () => desk.mails.filter(({ subject }) => subject.startsWith('How likely'));
    expect(asked()).toHaveLength(1);
    await later('2026-05-20T09:00:00.000Z');
    expect(asked()).toHaveLength(1);
    const mail = desk.linkIn(asked()[0]);
    expect((await desk.open(mail)).html).toContain('name="score"');
    expect((await press(mail, { do: 'answer', score: '11' })).status).toBe(422);
    await press(mail, { do: 'answer', score: '9', comment: 'A good place' });
    await press(mail, { do: 'answer', score: '0' });
    const { id } = await record();
    // Told by a process that died before it was noted that they have answered: counted once all the same.
    const { deps } = desk.world;
    await keepAnswer(deps, { alumnus: id, quarter: '2026-Q2', score: 9, comment: 'Again' });
    const email = 'other@example.org';
    for (const [other, score] of [10, 9, 8, 3].entries()) {
      const at = '2026-05-20T09:00:00.000Z';
      const begun = await deps.store.alumni.begin(`other-${other}`, at, (one) =>
        joinedRecord(
          one,
          testPeople.jonas,
          { purposes: ['survey'], rehire: null, email, mark: 'm', isConfirmed: true },
          at,
        ),
      );
      await keepAnswer(deps, { alumnus: begun.id, quarter: '2026-Q2', score, comment: `Word ${other}` });
    }
    expect(await alumniNps(desk.world.deps)).toEqual([]);
    expect(texts(await say('hr', 'alumni'))).not.toContain('A good place');
    await later('2026-07-01T09:00:00.000Z');
    expect(await alumniNps(desk.world.deps)).toEqual([{ quarter: '2026-Q2', answers: 5, nps: 40 }]);
    const seen = texts(await say('hr', 'alumni'));
    expect(seen).toContain('A good place');
    // Whoever wrote one is erased: two looks show the same, so none of them is known to be theirs.
    await say('hr', 'alumni.erase', { target: id });
    expect(await alumniComments(deps)).toEqual(['A good place', 'Word 0', 'Word 1', 'Word 2', 'Word 3']);
    expect(JSON.stringify(await deps.store.notes.read('alumni/scores'))).toContain('"answered":[]');
  });
});

describe('a record that a backup brings back', () => {
  const restore = async () => {
    await desk.world.deps.store.notes.write(backupNoteKey, { takenAt: '2026-03-02T10:00:00.000Z' });
    await resumeFromBackup(desk.world.deps);
  };

  it('is shown and given to nobody and written to once, to ask whether it goes on, and erased without an answer', async () => {
    const { link } = await joined({ purposes: ['newsletter', 'survey'], rehire: 'yes' });
    await press(link, { do: 'refer', name: 'Noor Haddad', role: 'Designer', reach: 'noor@example.com', knows: '1' });
    const { id, referrals } = await record();
    const before = desk.mails.length;
    await later('2026-04-02T09:00:00.000Z');
    desk.mails.splice(before);
    await restore();
    await later('2026-04-03T09:00:00.000Z');
    await later('2026-04-10T09:00:00.000Z');
    const asked = desk.mails.slice(before).filter(({ to }) => to === own);
    expect(asked.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Do you still wish to stay in touch/)]);
    expect(`${asked[0]?.text} ${asked[0]?.html}`).not.toMatch(/Alex|Moreau/);
    const seen = texts(await say('hr', 'alumni'));
    expect(seen).not.toMatch(/Moreau|Noor|reviendrait/);
    expect(seen).toContain('1 personne est interrogée à nouveau');
    expect(await say('hr', 'alumni.referral', { target: `${id} ${referrals[0]?.id}` })).toMatchObject({
      notice: { tone: 'refused' },
    });
    const exports = createAlumniExports(desk.world.deps, (_head, rows) => Buffer.from(JSON.stringify(rows)));
    expect(await exports.count(testPeople.hr, 'newsletter')).toBe(0);
    expect(Buffer.from((await exports.make(testPeople.hr, 'newsletter')) ?? []).toString()).toBe('[]');
    // A page that was still open in a browser takes nothing of them, and shows nothing of what was kept.
    for (const what of [{ do: 'stay' }, { do: 'save', purposes: ['openings'] }]) await press(link, what);
    expect((await desk.open(link)).html).not.toMatch(/Noor|name="purposes"/);
    expect((await record()).heldSince).toBeDefined();
    await later('2026-04-16T10:00:00.000Z');
    expect(await kept()).toEqual([]);
  });

  it('goes on once its person says so, and is asked about again when another backup brings it back', async () => {
    const { link } = await joined();
    await restore();
    await later('2026-03-03T09:00:00.000Z');
    await press(desk.linkIn(mailTo(/still wish/)), { do: 'confirm' });
    expect(texts(await say('hr', 'alumni'))).toContain('Alex Moreau');
    await later('2026-03-20T09:00:00.000Z');
    expect(await kept()).toHaveLength(1);
    await restore();
    await later('2026-03-21T09:00:00.000Z');
    expect(desk.mails.filter(({ subject }) => /still wish/.test(subject))).toHaveLength(2);
    expect((await press(link, { do: 'stop' })).html).toContain('is erased');
  });

  it('is ended by a new choice of the leaver in chat, for which nothing of the old one is ticked', async () => {
    const { id } = await joined({ purposes: ['newsletter'], rehire: 'yes' });
    await restore();
    const form = await say('leaver', 'alumni.open', { id });
    const parts = form.type === 'form' ? flatParts(form.form.parts) : [];
    expect(parts.flatMap((part) => (part.type === 'field' ? [part.field.initial] : []))).toEqual([[], null, null]);
    await say('leaver', 'alumni.submit', { id, values: choice({ purposes: ['openings'] }) });
    expect(Object.keys((await record()).purposes)).toEqual(['openings']);
    expect((await record()).heldSince).toBeUndefined();
  });
});

describe('addresses', () => {
  async function exportLink(): Promise<string> {
    const reply = await say('hr', 'alumni.export', { target: 'newsletter' });
    return /https?:\/\/[^"\s]+/.exec(JSON.stringify(reply))?.[0] ?? '';
  }

  it('are given to HR once, of those who agree to that purpose, and that stands in the record before', async () => {
    const { link } = await joined();
    const way = await exportLink();
    const page = await desk.open(way);
    expect(page.html).not.toContain(own);
    expect((await record()).entries.some(({ what }) => what === 'exported')).toBe(false);
    const body = new URLSearchParams({ do: buttonValue(page.html, page.buttons[0] ?? '') });
    const file = await desk.open(way, { method: 'POST', body });
    expect(file.html).toBe(`nom,adresse,langue,accepté le\r\nAlex Moreau,${own},en,2026-03-02\r\n`);
    expect((await desk.open(way, { method: 'POST', body })).status).toBe(410);
    expect((await record()).entries.at(-1)).toMatchObject({ what: 'exported', by: 'nadia', about: 'newsletter' });
    expect((await desk.open(link)).html).toContain('taken out of Relais once');
    expect(texts(await say('hr', 'alumni'))).toContain('1 adresse par Nadia Berger');
    expect(desk.logged.join('\n')).not.toContain(own);
  });

  it('of whoever agrees to something else, or has not confirmed theirs, are in no file', async () => {
    const { link } = await joined();
    await press(link, { do: 'save', purposes: ['openings'] });
    const file = await desk.open(await exportLink(), { method: 'POST', body: new URLSearchParams({ do: 'take' }) });
    expect(file.html).toBe('nom,adresse,langue,accepté le\r\n');
  });

  it('are given to nobody who is not of HR by then, and to nobody who asks for them', async () => {
    await joined();
    expect(await say('it', 'alumni.export', { target: 'newsletter' })).toMatchObject({ notice: { tone: 'refused' } });
    const way = await exportLink();
    desk.world.deps.directory.rolesOf = () => [];
    expect((await desk.open(way)).status).toBe(410);
    expect((await desk.open(way, { method: 'POST', body: new URLSearchParams({ do: 'take' }) })).status).toBe(410);
  });
});

describe('what is kept of somebody who stays in touch', () => {
  it('is asked about before its time is over, and erased when nobody answers', async () => {
    desk.world.deps.retention = {
      sector: null,
      policies: [{ of: ['alumni'], keep: '6 months', ending: 'erase', source: 'Our own choice' }],
    };
    const { link } = await joined();
    await later('2026-08-05T09:00:00.000Z');
    expect(mailTo(/Shall we stay in touch/)?.text).toContain('3 September 2026');
    await press(link, { do: 'stay' });
    await later('2026-09-10T09:00:00.000Z');
    expect(await kept()).toHaveLength(1);
    await later('2027-02-06T09:00:00.000Z');
    expect(await kept()).toEqual([]);
  });

  it('is erased by HR where its person asks for it, and by nobody else', async () => {
    await joined();
    const target = (await record()).id;
    for (const who of ['manager', 'it', 'security'] as const) await say(who, 'alumni.erase', { target });
    expect(await kept()).toHaveLength(1);
    await say('hr', 'alumni.erase', { target });
    expect(await kept()).toEqual([]);
  });

  it('waits for a mail server that is away, and is written to once it is back, under the same name', async () => {
    const { link } = await joined({ purposes: ['survey'] });
    desk.failWith(new ChannelError('unknown-outcome', { en: 'No answer', fr: 'Pas de réponse' }));
    await later('2026-04-02T09:00:00.000Z');
    expect((await record()).entries.at(-1)).toMatchObject({ what: 'mail-refused', about: 'survey 2026-Q2' });
    expect((await desk.open(link)).html).not.toContain('name="score"');
    await later('2026-04-02T10:00:00.000Z');
    await later('2026-04-02T12:00:00.000Z');
    expect(desk.mails.filter(({ subject }) => subject.startsWith('How likely'))).toHaveLength(1);
  });
});
