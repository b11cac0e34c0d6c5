import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { type BounceMailbox, readBounces } from '../../../src/channels/email/bounce-mailbox.ts';
import { createSentMails } from '../../../src/channels/email/sent-mails.ts';
import type { TakingBounces } from '../../../src/channels/email/take-bounce.ts';
import { mailReturned } from '../../../src/engine/waves/mail-returned.ts';
import { testPeople } from '../../support/memory/memory-world.ts';
import { dsn } from './dsn.ts';
import { createMailWorld, type MailWorld } from './mail-world.ts';

let desk: MailWorld;
let log: string[];
beforeEach(async () => {
  desk = await createMailWorld();
  await desk.onlyByMail('it');
  log = [];
});
afterEach(() => desk.close());

/** A mailbox in memory; `fails`: does not answer so often. */
function mailboxOf(texts: readonly string[], { fails = 0 } = {}) {
  const messages = texts.map((text) => ({ text, read: false }));
  const state = { messages, looks: 0 };
  const mailbox: BounceMailbox = {
    async eachNew(take) {
      state.looks += 1;
      if (state.looks <= fails) throw Object.assign(new Error('tom@example.com: no'), { code: 'ECONNREFUSED' });
      for (const message of messages)
        if (!message.read && (await take(new TextEncoder().encode(message.text)))) message.read = true;
    },
  };
  return { ...state, mailbox, looks: () => state.looks };
}

function taking(more: Partial<TakingBounces> = {}): TakingBounces {
  const { deps, engine } = desk.world;
  return {
    sent: createSentMails(deps.store.notes),
    once: deps.store.once,
    now: Date.now,
    returned: async (...told) => {
      for (const changed of await mailReturned(deps, ...told)) await engine.reconcile(changed);
    },
    log: pino({ base: null }, { write: (line: string) => void log.push(line) }),
    ...more,
  };
}

function read(mailbox: BounceMailbox, how = taking()) {
  const reading = readBounces(mailbox, how, 5);
  onTestFinished(() => reading.stop());
  return reading;
}

const alerts = async (id: string) => (await desk.world.load(id)).alerts.filter(({ kind }) => kind === 'mail-returned');

it('rings HR once for a mail of ours that came back, and marks what is none as read too', async () => {
  const id = await desk.world.plan();
  const mail = desk.mails.find(({ to }) => to === testPeople.it.email);
  const text = dsn(mail?.messageId ?? '');
  const box = mailboxOf(['Subject: Absent\r\n\r\nOn holiday', text, text, dsn('<nobody@elsewhere.example>')]);
  const { stop } = read(box.mailbox);
  await vi.waitFor(() => expect(box.messages.every(({ read }) => read)).toBe(true));
  await vi.waitFor(() => expect(box.looks()).toBeGreaterThan(1));
  await stop();
  await desk.world.engine.idle();
  expect(await alerts(id)).toMatchObject([{ subject: 'tom', clearedAt: null }]);
});

it('leaves unread what could not be noted, and notes it the next time', async () => {
  const id = await desk.world.plan();
  const mail = desk.mails.find(({ to }) => to === testPeople.it.email);
  const box = mailboxOf([dsn(mail?.messageId ?? '')]);
  const how = taking();
  let failures = 0;
  read(
    box.mailbox,
    taking({
      async returned(...told) {
        if (failures++ < 2) throw new Error('the database is away');
        await how.returned(...told);
      },
    }),
  );
  await vi.waitFor(() => expect(failures).toBe(3));
  await vi.waitFor(() => expect(box.messages[0]?.read).toBe(true));
  expect(await alerts(id)).toHaveLength(1);
});

it('goes on after a mailbox that did not answer, whose words stay out of the log', async () => {
  const box = mailboxOf(['Subject: Hello\r\n\r\nHello'], { fails: 2 });
  read(box.mailbox);
  await vi.waitFor(() => expect(box.messages[0]?.read).toBe(true));
  expect(log.join('')).toContain('ECONNREFUSED');
  expect(log.join('')).not.toContain('tom@example.com');
});

it('ends with Relais, also while it is reading', async () => {
  let given: AbortSignal | null = null;
  const { stop } = read({
    eachNew: (_, signal) =>
      new Promise((_resolve, reject) => {
        given = signal;
        signal.addEventListener('abort', () => reject(new Error('ended')), { once: true });
      }),
  });
  await stop();
  expect(given).toMatchObject({ aborted: true });
  expect(log).toEqual([]);
});
