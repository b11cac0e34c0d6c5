import type { HookRequest } from '../../src/engine/ports/hr-system.ts';
import type { Company } from './company.ts';

export interface Asked {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string | null;
}

export interface Given {
  status?: number;
  json?: unknown;
  text?: string;
  headers?: Readonly<Record<string, string>>;
}

interface HookOptions {
  secret: string;
  at: Date;
  /** Instead of the company's own. */
  companyId?: string;
  /** Instead of what the vendor says, signed like it. */
  body?: string;
}

export type SentHook = Pick<HookRequest, 'headers' | 'query' | 'rawBody'>;

/** How a vendor answers for a company, and what it refuses. */
export interface FakeVendor {
  type: string;
  /** The entry of `hris:` without id, type and label; secrets are references to `env`. */
  settings: Readonly<Record<string, unknown>>;
  env: Readonly<Record<string, string>>;
  answer(asked: Asked, company: Company): Given;
  /** The vendor tells when somebody was changed, so that who was not changed is left out. */
  tellsChanges: boolean;
  /** Gives out `canary-token` for the credentials. */
  issuesToken: boolean;
  /** Why a lie is impossible there, or cannot be noticed: printed with the test that is skipped. */
  cannot: Partial<Record<'repeats-pages' | 'ends-early' | 'hides-ends', string>>;
  /** Null where the vendor sends none. */
  hooks: null | {
    send(personId: string, options: HookOptions): SentHook;
    /** Carries an id of the delivery. */
    hasEvent: boolean;
    /** How old it may be at most, in minutes. Null: nothing in it tells its age. */
    minutes: number | null;
    /** Covers the body with a signature. */
    signsBody: boolean;
    /** Says which company it is about, and `companyId` is set. */
    namesCompany: boolean;
  };
}

export const unauthorised: Given = { status: 401, json: { error: 'unauthorised' } };
export const nowhere: Given = { status: 404, json: { error: 'not found' } };
export const bad = (why: string): Given => ({ status: 400, json: { error: why } });

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
