import { timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Person } from '../domain/people/people.ts';
import type { DeskAdmissions } from '../engine/desk/admissions.ts';
import type { Desk } from '../engine/desk/desk.ts';

/** Everything of the desk stands below this. */
export const deskPath = '/desk';

const cookieName = 'relais-desk';
/** What each form of the desk carries; no other website can read it, and none can set a header of this name. */
const formHeader = 'x-relais-form';

/** Somebody at the desk, as of this request. */
export interface AtDesk {
  reader: Person;
  form: string;
}

/**
 * By the cookie of a request who is at the desk; null for nobody, and for whoever may not be there any more, whose
 * visit ends with that.
 */
export async function whoIsAtDesk(
  request: Request,
  { desk, admissions }: { desk: Desk; admissions: DeskAdmissions },
): Promise<AtDesk | null> {
  const secret = secretIn(request);
  const visit = secret === null ? null : await admissions.visit(secret);
  if (secret === null || visit === null) return null;
  const reader = await desk.reader(visit.person);
  if (reader) return { reader, form: visit.form };
  await admissions.leave(secret);
  return null;
}

export function secretIn(request: Request): string | null {
  return /(?:^|;\s*)relais-desk=([\w-]{20,100})(?:;|$)/.exec(request.get('cookie') ?? '')?.[1] ?? null;
}

/** The cookie ends with the browser; how long the visit lasts is only ours to say. `secure`: people come by https. */
export function giveCookie(response: Response, secret: string, secure: boolean): void {
  response.cookie(cookieName, secret, { path: deskPath, httpOnly: true, sameSite: 'strict', secure });
}

export function takeCookie(response: Response, secure: boolean): void {
  response.clearCookie(cookieName, { path: deskPath, httpOnly: true, sameSite: 'strict', secure });
}

/** Whether what was posted comes from a page that this person was shown. */
export function carriesForm(request: Request, { form }: AtDesk): boolean {
  const [given, wanted] = [Buffer.from(request.get(formHeader) ?? ''), Buffer.from(form)];
  return isSameOrigin(request) && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/**
 * Browsers say where a request comes from; one that says nothing is no browser of these years, and carries what it was
 * given.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  return site === undefined || site === 'same-origin';
}
