import { join } from 'node:path';
import { Router } from 'express';
import { z } from 'zod';
import { ownPageOnly } from '../own-page-only.ts';
import { openStateFile } from '../systems/state-file.ts';
import { drawMailbox, mailboxesPath } from './draw-mailbox.tsx';

/** A mail as whoever sends it hands it over. */
interface Sent {
  to: string;
  subject: string;
  html: string;
  text: string;
  messageId: string;
  thread: string | null;
}

const keptSchema = z.strictObject({
  to: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  messageId: z.string(),
  thread: z.string().nullable(),
  at: z.iso.datetime(),
});
/** A mail in somebody's mailbox. */
export type KeptMail = z.infer<typeof keptSchema>;

const stateSchema = z.strictObject({ mails: z.array(keptSchema) });

/** So many are kept for each address; older ones go. */
const mostKept = 200;

/** The mail server of the local workspace: it takes everything, sends nothing on, and shows every mailbox. */
export interface LocalMail {
  /** What Relais sends with. */
  mailer: {
    readonly domain: string;
    readonly address: string;
    send(mail: Sent): Promise<void>;
    check(): Promise<void>;
    close(): void;
  };
  mailsTo(address: string): readonly KeptMail[];
  router: Router;
}

export function createLocalMail({
  dataDir,
  people,
  now,
}: {
  dataDir: string;
  /** Whose mailboxes are shown from the start. */
  people: readonly { name: string; email: string }[];
  now: () => Date;
}): LocalMail {
  const file = openStateFile(join(dataDir, 'workspace-mail.json'), stateSchema);
  let mails: readonly KeptMail[] = file.read()?.mails ?? [];
  const mailsTo = (address: string) => mails.filter(({ to }) => to === address);

  const keep = ({ to, subject, html, text, messageId, thread }: Sent): void => {
    // Mailboxes show the same message once.
    const others = mails.filter((one) => one.to !== to || one.messageId !== messageId);
    const own = others.filter((one) => one.to === to).slice(-(mostKept - 1));
    const mail = { to, subject, html, text, messageId, thread, at: now().toISOString() };
    mails = [...others.filter((one) => one.to !== to), ...own, mail];
    file.write({ mails: [...mails] });
  };

  const router = Router();
  router.get(`${mailboxesPath}{/:address}`, ownPageOnly, (request, response) => {
    const address = typeof request.params.address === 'string' ? request.params.address.toLowerCase() : null;
    const known = people.map(({ email, name }) => ({ address: email, name, count: mailsTo(email).length }));
    const others = [...new Set(mails.map(({ to }) => to))]
      .filter((to) => people.every(({ email }) => email !== to))
      .map((to) => ({ address: to, name: null, count: mailsTo(to).length }));
    const current = address === null ? null : { address, mails: mailsTo(address).toReversed() };
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(drawMailbox([...known, ...others], current));
  });

  return {
    mailer: {
      domain: 'relais.example.com',
      address: 'relais@relais.example.com',
      send: async (mail) => keep(mail),
      check: async () => {},
      close: () => {},
    },
    mailsTo,
    router,
  };
}
