import type { z } from 'zod';

/** What people read, in both languages. */
export interface Told {
  en: string;
  fr: string;
}

/** One environment variable: its schema, and what `.env.example` and error messages say about it. */
interface Setting<Schema extends z.ZodType> {
  schema: Schema;
  /** One line: what it is for. */
  about: string;
  /** What a good value looks like, for errors. */
  expected: Told;
  /** Shown in `.env.example`. */
  example: string;
  /** The README's chapter. */
  readOn: string;
  /** May be given as `file:/path`, and is read again while Relais runs. */
  secret?: true;
}

/** Declares one; what it is stays known to the type checker. */
export function setting<Schema extends z.ZodType>(one: Setting<Schema>): Setting<Schema> {
  return one;
}

export const slackChapter = 'README.md, "Going live on Slack"';
export const teamsChapter = 'README.md, "Going live on Teams"';
export const configurationChapter = 'README.md, "Configuration"';
export const rolesChapter = 'README.md, "Several processes"';
export const mailChapter = 'README.md, "E-mail"';
export const networkChapter = 'README.md, "In your network"';

/** Whether a part of an address can be read: what stands in it is escaped as `%40`. */
export function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
