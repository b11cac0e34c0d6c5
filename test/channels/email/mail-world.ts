import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { createMailApp, type MailApp } from '../../../src/channels/email/mail-app.ts';
import type { Mail, Mailer } from '../../../src/channels/email/mailer.ts';
import type { ChannelId } from '../../../src/domain/people/people.ts';
import { reachedAt } from '../../../src/engine/cards/reached-at.ts';
import type { Conversation } from '../../../src/engine/conversation/conversation.ts';
import { createConversation } from '../../../src/engine/conversation/create-conversation.ts';
import { type Channel, ChannelError, type PlatformUser } from '../../../src/engine/ports/channel.ts';
import { mailReturned } from '../../../src/engine/waves/mail-returned.ts';
import { mountAlumni } from '../../../src/start/alumni.ts';
import { refusedAddress } from '../../../src/views/words/mail-words.ts';
import {
  createMemoryWorld,
  type MemoryWorld,
  type TestPersonName,
  testPeople,
} from '../../support/memory/memory-world.ts';

/** A page as a browser got it. */
interface Page {
  status: number;
  html: string;
  headers: Headers;
  /** Labels of what can be pressed, in order. */
  buttons: readonly string[];
}

export interface MailWorld {
  world: MemoryWorld;
  /** Where its pages are. */
  url: string;
  app: MailApp;
  conversation: Conversation;
  /** Everything that was sent, oldest first. */
  mails: Mail[];
  /** All that was logged. */
  logged: string[];
  /** The next mail fails so. */
  failWith(error: Error): void;
  /** The mail server takes nothing for this address. */
  refuse(address: string): void;
  /** From now on the person has no chat account, and this address. */
  onlyByMail(who: TestPersonName, address?: string): Promise<void>;
  /** The link in a mail. */
  linkIn(mail: Mail | undefined): string;
  open(link: string, init?: RequestInit): Promise<Page>;
  /** Whoever reads this mailbox answers the newest question whether it is the leaver's. */
  answerAt(address: string, label?: string): Promise<Page>;
  /** Presses a button of a page that was opened, with what was filled in. */
  press(link: string, page: Page, label: string, values?: Record<string, string | readonly string[]>): Promise<Page>;
  close(): Promise<void>;
}

/** What signs mails that came back to it. */
export const bouncesSecret = 'a secret of thirty-two characters';

/** Relais in memory with mails and their pages on a real server. */
export async function createMailWorld(
  /** Whom `relais.yaml` names as written to. */
  named: readonly (typeof testPeople)[TestPersonName][] = Object.values(testPeople),
  /** Another process of the same installation. */
  before: MemoryWorld | null = null,
): Promise<MailWorld> {
  const world = before ?? (await createMemoryWorld());
  const { deps, engine } = world;
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const spoken = { ...deps, log };
  const conversation = createConversation(spoken, engine);
  const mails: Mail[] = [];
  const failing: Error[] = [];
  const refused = new Set<string>();
  const mailer: Mailer = {
    domain: 'relais.example.com',
    address: 'relais@relais.example.com',
    send: async (mail) => {
      const error = failing.shift();
      if (error) throw error;
      if (refused.has(mail.to)) throw new ChannelError('unreachable', refusedAddress('550'));
      mails.push(mail);
    },
    check: async () => {},
    close: () => {},
  };
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const app = createMailApp({
    conversation: () => conversation,
    directory: () => deps.directory,
    mailer,
    publicUrl: url,
    notes: deps.store.notes,
    once: deps.store.once,
    clock: world.clock,
    people: named.map(userOf),
    addressOf: (...asked) => reachedAt(deps, ...asked),
    bouncesSecret: () => bouncesSecret,
    bouncesMailbox: null,
    returned: async (...told) => {
      for (const changed of await mailReturned(deps, ...told)) await engine.reconcile(changed);
    },
    log,
    defaultLocale: 'en',
  });
  const pages = express().use(app.router);
  spoken.alumniPages = mountAlumni(
    { roles: ['web'] },
    {
      ...{ http: { mount: (router) => void pages.use(router) }, deps: spoken, mailer, publicUrl: url },
      defaultLocale: 'en',
    },
  );
  deps.alumniPages = spoken.alumniPages;
  server.on('request', pages);
  (deps.channels as Map<ChannelId, Channel>).set('email', app.channel);

  const pageOf = async (response: Response): Promise<Page> => {
    const html = await response.text();
    const buttons = [...html.matchAll(/<button(?![^>]*class="first")[^>]*>([^<]*)<\/button>/g)].map(
      ([, label]) => label ?? '',
    );
    return { status: response.status, html, headers: response.headers, buttons };
  };

  const mailWorld: MailWorld = {
    world,
    url,
    app,
    conversation,
    mails,
    logged,
    failWith: (error) => void failing.push(error),
    refuse: (address) => void refused.add(address),
    onlyByMail: async (who, address = testPeople[who].email) => {
      await deps.store.people.save({ ...testPeople[who], handles: { email: address } });
    },
    linkIn: (mail) => {
      const [link] = mail?.text.match(/https?:\/\/\S+/) ?? [];
      if (!link) throw new Error(`no link in ${mail?.text}`);
      return link;
    },
    open: async (link, init) => pageOf(await fetch(link, init)),
    press: async (link, page, label, values = {}) => {
      const value = buttonValue(page.html, label);
      const body = new URLSearchParams({ do: value });
      for (const name of ['form', 'yes']) {
        const hidden = hiddenValue(page.html, name);
        if (hidden !== null) body.set(name, hidden);
      }
      for (const [name, given] of Object.entries(values))
        for (const one of [given].flat()) body.append(`f.${name}`, one);
      const answered = await pageOf(await fetch(link, { method: 'POST', body }));
      await engine.idle();
      return answered;
    },
    answerAt: async (address, label = 'Yes, it is mine') => {
      const question = mails.findLast(
        ({ to, subject }) => to === address && subject.includes('is this address yours?'),
      );
      const link = mailWorld.linkIn(question);
      return mailWorld.press(link, await mailWorld.open(link), label);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return mailWorld;
}

function userOf({ email, name, title, timeZone, locale }: (typeof testPeople)[TestPersonName]): PlatformUser {
  return {
    handle: email,
    email,
    name,
    title,
    timeZone,
    locale,
    photoUrl: null,
    isBot: false,
    usable: true,
    ours: true,
  };
}

export function buttonValue(html: string, label: string): string {
  for (const [, attributes = '', text] of html.matchAll(/<button([^>]*)>([^<]*)<\/button>/g))
    if (text === label && !attributes.includes('class="first"'))
      return unescaped(/ value="([^"]*)"/.exec(attributes)?.[1] ?? '');
  throw new Error(`there is no button "${label}" in ${html}`);
}

function hiddenValue(html: string, name: string): string | null {
  const found = new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(html)?.[1];
  return found === undefined ? null : unescaped(found);
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
