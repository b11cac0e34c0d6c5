import { z } from 'zod';
import type { KeptMail, LocalMail } from './local-mail.ts';
import { type PageForm, readPage } from './read-page.ts';

/** A page behind a link of a mail, as its reader has it in front of them. */
export interface OpenPage extends PageForm {
  url: string;
  status: number;
}

/** A button by what it asks for, and what that is about. */
interface Meant {
  act: string;
  target?: string;
}

/**
 * Somebody who has a mailbox and a browser without scripts, acting from code: opens the links of mails, and posts the
 * forms of the pages behind them, as the browser would.
 */
export interface MailReader {
  readonly person: { readonly id: string; readonly name: string; readonly locale: 'en' | 'fr' };
  /** Everything in their mailboxes, oldest first. */
  mails(): readonly KeptMail[];
  /** The page behind the newest mail to that address on which this can be pressed; null for none. */
  find(address: string, meant: Meant): Promise<OpenPage | null>;
  /**
   * Presses that button, with what was filled in, by the ids of fields; a question whether they are sure is answered
   * with yes.
   */
  press(page: OpenPage, meant: Meant, values?: Readonly<Record<string, string>>): Promise<OpenPage>;
}

/** What a page did not take, or does not have. */
export class PageProblem extends Error {
  override readonly name = 'PageProblem';
}

export function createMailReader({
  mail,
  person,
  addresses,
}: {
  mail: Pick<LocalMail, 'mailsTo'>;
  person: MailReader['person'];
  /** Where they read. */
  addresses: readonly string[];
}): MailReader {
  const opened = async (url: string, init?: RequestInit): Promise<OpenPage> => {
    const response = await fetch(url, init);
    return { ...readPage(await response.text()), url, status: response.status };
  };

  const posted = async (page: OpenPage, meant: Meant, values: Readonly<Record<string, string>>): Promise<OpenPage> => {
    const value = buttonValue(page, meant);
    if (value === null) throw new PageProblem(`"${page.title}" has no button for ${meant.act}`);
    const body = new URLSearchParams(page.hidden.map(([name, text]): [string, string] => [name, text]));
    for (const [id, text] of Object.entries(values)) body.append(`f.${id}`, text);
    body.set('do', value);
    return opened(page.url, { method: 'POST', body });
  };

  return {
    person,
    mails: () =>
      addresses.flatMap((address) => mail.mailsTo(address)).sort((one, other) => (one.at < other.at ? -1 : 1)),
    async find(address, meant) {
      for (const { text } of mail.mailsTo(address).toReversed()) {
        const link = linkIn(text);
        const page = link === null ? null : await opened(link);
        if (page?.status === 200 && buttonValue(page, meant) !== null) return page;
      }
      return null;
    },
    async press(page, meant, values = {}) {
      const answer = await posted(page, meant, values);
      const isAsked = answer.status === 200 && answer.hidden.some(([name]) => name === 'yes');
      const last = isAsked ? await posted(answer, meant, {}) : answer;
      if (last.status !== 200) throw new PageProblem(`"${last.title}" answers ${last.status}: ${last.lines.join(' ')}`);
      return last;
    },
  };
}

function linkIn(text: string): string | null {
  return /https?:\/\/\S+/.exec(text)?.[0] ?? null;
}

const carriedSchema = z.object({
  what: z.object({ act: z.object({ name: z.string(), target: z.string().nullable() }) }),
});

/** The value of the last such button: what Enter presses stands before it. */
function buttonValue({ buttons }: PageForm, { act, target }: Meant): string | null {
  const found = buttons.findLast(({ value }) => {
    const carried = carriedIn(value);
    return carried?.name === act && (target === undefined || carried.target === target);
  });
  return found?.value ?? null;
}

/** What a button carries is signed, and can be read by anybody. */
function carriedIn(value: string): { name: string; target: string | null } | null {
  const [, payload] = value.split('.');
  if (payload === undefined) return null;
  try {
    return carriedSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString())).what.act;
  } catch {
    return null;
  }
}
