import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { createMailApp } from '../../src/channels/email/mail-app.ts';
import { createSmtpMailer } from '../../src/channels/email/smtp-mailer.ts';
import { mailedKey } from '../../src/domain/cards/card-spec.ts';
import { refusedAddress } from '../../src/views/words/mail-words.ts';
import { testPeople } from '../../test/support/memory/memory-world.ts';
import { type EngineWorld, openEngineWorld } from '../engine-world.ts';
import { manyItems } from '../many-items.ts';
import { definePart, type Row, type Size } from '../part.ts';
import { leavers } from '../people.ts';
import { inScratch } from '../scratch.ts';
import { milliseconds, quantile } from '../statistics.ts';

/** Visits are spread over the departures: a page takes sixty a minute. */
const sizes: Record<Size, { departures: number; mails: number; visits: number }> = {
  full: { departures: 20, mails: 500, visits: 1_000 },
  tiny: { departures: 2, mails: 4, visits: 6 },
};

export const mails = definePart({
  name: 'mails',
  about: 'mails through a real SMTP server on loopback, and the pages behind their links',
  measure: (size) =>
    inScratch(async (folder) => {
      const all = leavers(sizes[size].departures);
      const world = await openEngineWorld(folder, all);
      world.connectors.set('okta', manyItems('okta', 5));
      try {
        const departures: string[] = [];
        for (const one of all) departures.push(await world.plan(one));
        return await measureMails(world, departures, sizes[size]);
      } finally {
        await world.stop();
      }
    }),
});

async function measureMails(
  world: EngineWorld,
  departures: readonly string[],
  { mails: count, visits }: (typeof sizes)[Size],
): Promise<Row[]> {
  const reader = { ...testPeople.it, handles: { email: testPeople.it.email } };
  const smtp = await openSmtp();
  const web = createServer();
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const sender = createSmtpMailer({
    url: new URL(`smtp://127.0.0.1:${smtp.port}`),
    ...{ encryption: 'if-offered', oauth: null, dkim: null, from: 'Relais <relais@example.com>', refusedAddress },
  });
  const links = new Map<string, string>();
  const app = createMailApp({
    conversation: () => world.conversation,
    directory: () => world.directory,
    mailer: {
      ...sender,
      send: async (mail) => {
        await sender.send(mail);
        links.set(mail.thread ?? '', /https?:\/\/\S+/.exec(mail.text)?.[0] ?? '');
      },
    },
    publicUrl: `http://127.0.0.1:${portOf(web)}`,
    ...{ notes: world.store.notes, once: world.store.once, clock: { now: () => new Date(world.now()) } },
    people: [],
    addressOf: async () => reader.email,
    bouncesSecret: null,
    bouncesMailbox: null,
    returned: async () => {},
    log: pino({ level: 'silent' }),
    defaultLocale: 'en',
  });
  web.on('request', express().use(app.router));
  try {
    const keys = departures.map((id) => mailedKey(`${id}/access|-|${reader.id}`));
    const view = await world.conversation.standing(keys[0] ?? '', { person: reader, channel: 'email' });
    if (view === null) throw new Error('there is no card to send');
    const to = { to: { type: 'person', person: reader }, thread: null } as const;
    const start = performance.now();
    await Promise.all(
      keys.map(async (key, at) => {
        for (let sent = at; sent < count; sent += keys.length) await app.channel.post(to, view, key);
      }),
    );
    const perMinute = (count / (performance.now() - start)) * 60_000;
    if (smtp.taken() !== count) throw new Error(`the server took ${smtp.taken()} of ${count} mails`);
    const took: number[] = [];
    for (let at = 0; at < visits; at += 1) took.push(await visit([...links.values()][at % links.size] ?? ''));
    const p99 = quantile(took, 0.99);
    return [
      {
        what: `mails a minute, ${count} of them, each noted in the store before and after it is sent`,
        measured: Math.round(perMinute).toLocaleString('en'),
        baseline: '',
        ratio: 500 / perMinute,
        goal: { type: 'limit', words: '500' },
        reason: 'each waits for the disk twice, and for one of three connections',
      },
      {
        what: `a page behind a link, from the request to its last byte, p99 of ${visits}`,
        measured: milliseconds(p99),
        baseline: `${milliseconds(quantile(took, 0.5))} p50`,
        ratio: p99 / 20,
        goal: { type: 'limit', words: 'within 20 ms' },
        reason: 'the departure is opened, and every button signed, for each visit',
      },
    ];
  } finally {
    await app.stop();
    web.closeAllConnections();
    web.close();
    await smtp.close();
  }
}

async function visit(link: string): Promise<number> {
  const start = performance.now();
  const response = await fetch(link);
  const html = await response.text();
  // A page that refuses would be faster.
  if (response.status !== 200 || !html.includes('<button')) throw new Error(`a page answered ${response.status}`);
  return performance.now() - start;
}

async function openSmtp(): Promise<{ port: number; taken(): number; close(): Promise<void> }> {
  let taken = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on('end', () => {
        taken += 1;
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server.server),
    taken: () => taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function portOf(server: Pick<Server, 'address'>): number {
  return (server.address() as AddressInfo).port;
}
