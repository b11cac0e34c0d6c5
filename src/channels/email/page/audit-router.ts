import { timingSafeEqual } from 'node:crypto';
import {
  Router as createRouter,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
  urlencoded,
} from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Grant } from '../../../domain/auditors/grant.ts';
import type { Locale } from '../../../domain/people/people.ts';
import { type AuditDesk, listSize, mostDrawn, packsPerHour } from '../../../engine/audit/audit-desk.ts';
import type { DeskAdmissions } from '../../../engine/desk/admissions.ts';
import { StoreError } from '../../../engine/ports/store.ts';
import { type AuditPage, auditPaths } from '../../../views/auditors/audit-page.ts';
import { departuresPage, exceptionsPage, registerRows, samplePage } from '../../../views/auditors/draw-audit.ts';
import { auditWords } from '../../../views/words/audit-words.ts';
import { digestOf } from '../links.ts';
import { behindLink, localeOf, sendPage } from './behind-link.ts';
import { drawAuditDoor, drawAuditPage } from './draw-audit-page.tsx';
import { drawMessagePage } from './draw-page.tsx';
import { sendFile } from './given-file.ts';

/** Where these pages are, on the one server. */
export const auditPath = '/audit';
const cookieName = 'relais-audit';
/** How many requests one link, and one visit, may make in a minute. */
const perMinute = { link: 30, visit: 120 };

export interface AuditRouterOptions {
  desk: AuditDesk;
  admissions: Pick<DeskAdmissions, 'isGood' | 'enter' | 'visit' | 'leave'>;
  organisation: string;
  /** Whether people come by https. */
  secure: boolean;
  log: Logger;
  defaultLocale: Locale;
  /** A seed that nobody can foresee. */
  newSeed(): string;
  /** A CSV file that no spreadsheet takes for formulas. */
  csv(head: readonly string[], rows: readonly (readonly string[])[]): Uint8Array;
}

/** Somebody who came in, as of this request. */
interface Visit {
  secret: string;
  grant: Grant;
  form: string;
}

type Handle = (request: Request, response: Response, visit: Visit) => Promise<void>;

const pageSchema = z.coerce.number().int().min(1).max(100_000).catch(1);
const drawSchema = z.object({
  size: z.coerce.number().int().min(1).max(mostDrawn),
  seed: z.string().regex(/^[\w.-]{0,100}$/),
});
const packSchema = z.union([
  z.object({ departure: z.string().min(1).max(100) }),
  z.object({ sample: z.coerce.number().int().min(1) }),
]);

/**
 * The pages for auditors. A link lets in once; whoever came in is asked for at each request, so an invitation that ends
 * ends what stands open. Everything is shown only after its entry, so a page that is opened twice is two entries.
 */
export function createAuditRouter(options: AuditRouterOptions): Router {
  const { desk, admissions, organisation, secure, log, defaultLocale } = options;
  const router = createRouter();
  const over = (request: Request, response: Response): void => {
    const locale = localeOf(request, defaultLocale);
    sendPage(response, 410, drawMessagePage(locale, auditWords(locale).over));
  };
  const guarded =
    (handle: (request: Request, response: Response) => Promise<void>): RequestHandler =>
    async (request, response) => {
      try {
        await handle(request, response);
      } catch (error) {
        // The path may hold the secret of a link, so it is not told.
        log.error({ event: 'audit-page.failed', err: error }, 'A page for an auditor failed');
        const locale = localeOf(request, defaultLocale);
        const away = error instanceof StoreError && error.kind === 'unavailable';
        const text = auditWords(locale).trouble;
        if (!response.headersSent)
          sendPage(response, away ? 503 : 500, drawMessagePage(locale, { title: 'Relais', text }));
      }
    };
  const whoCame = async (request: Request): Promise<Visit | null> => {
    const secret = secretIn(request);
    const visit = secret === null ? null : await admissions.visit(secret);
    if (secret === null || visit === null) return null;
    const grant = await desk.grant(visit.person);
    if (grant !== null) return { secret, grant, form: visit.form };
    await admissions.leave(secret);
    return null;
  };
  const within = (handle: Handle): RequestHandler =>
    guarded(async (request, response) => {
      const visit = await whoCame(request);
      return visit === null ? over(request, response) : handle(request, response, visit);
    });
  /** What is posted comes from a page that this visit was shown. */
  const posted = (handle: Handle): RequestHandler[] => [
    urlencoded({ extended: false, limit: '2kb' }),
    within(async (request, response, visit) =>
      carriesForm(request, visit) ? handle(request, response, visit) : over(request, response),
    ),
  ];
  const show = (response: Response, page: AuditPage, { grant, form }: Visit): void =>
    sendPage(
      response,
      200,
      drawAuditPage(page, {
        ...{ locale: grant.locale, words: auditWords(grant.locale), organisation, form },
        ...{ place: auditPath, samples: grant.samples.length },
      }),
    );
  const busy = (locale: Locale) => auditWords(locale);
  router.use(`${auditPath}/open/:token`, ...behindLink(perMinute.link, { defaultLocale, words: busy }));
  router.get(
    `${auditPath}/open/:token`,
    guarded(async (request, response) => {
      if (!(await admissions.isGood(String(request.params['token'])))) return over(request, response);
      const locale = localeOf(request, defaultLocale);
      sendPage(response, 200, drawAuditDoor(locale, auditWords(locale)));
    }),
  );
  router.post(
    `${auditPath}/open/:token`,
    guarded(async (request, response) => {
      const secret = isSameOrigin(request) ? await admissions.enter(String(request.params['token'])) : null;
      const visit = secret === null ? null : await admissions.visit(secret);
      if (secret === null || visit === null) return over(request, response);
      if (!(await desk.entered(visit.person))) {
        await admissions.leave(secret);
        return over(request, response);
      }
      log.info({ event: 'audit.entered', auditor: visit.person }, 'An auditor came in');
      response.cookie(cookieName, secret, { path: auditPath, httpOnly: true, sameSite: 'strict', secure });
      response.redirect(303, auditPath);
    }),
  );

  const [headers] = behindLink(perMinute.visit, { defaultLocale, words: busy });
  if (headers) router.use(auditPath, headers);
  router.use(
    auditPath,
    rateLimit({
      ...{ windowMs: 60_000, limit: perMinute.visit, standardHeaders: false, legacyHeaders: false },
      keyGenerator: (request) => digestOf(secretIn(request) ?? 'nobody'),
      handler: (request, response) => {
        const locale = localeOf(request, defaultLocale);
        sendPage(response, 429, drawMessagePage(locale, auditWords(locale).busy));
      },
    }),
  );
  router.get(
    auditPath,
    within(async (request, response, visit) => {
      const list = await desk.list(visit.grant.id, pageIn(request));
      if (list === null) return over(request, response);
      show(response, departuresPage(list, { from: list.page * listSize, most: mostDrawn }), visit);
    }),
  );
  router.get(
    `${auditPath}${auditPaths.listFile}`,
    within(async (request, response, { grant }) => {
      const list = await desk.listFile(grant.id);
      if (list === null) return over(request, response);
      const bytes = options.csv(
        ['number', 'id', 'began'],
        list.rows.map(({ id, began }, index) => [String(index + 1), id, began]),
      );
      sendFile(response, { name: 'departures.csv', type: 'text/csv; charset=utf-8', bytes });
    }),
  );
  router.get(
    `${auditPath}${auditPaths.exceptions}`,
    within(async (request, response, visit) => {
      const list = await desk.register(visit.grant.id, { page: pageIn(request), as: 'exceptions' });
      return list === null ? over(request, response) : show(response, exceptionsPage(list), visit);
    }),
  );
  router.get(
    `${auditPath}${auditPaths.registerFile}`,
    within(async (request, response, { grant }) => {
      const list = await desk.register(grant.id, { page: pageIn(request), as: 'exceptions-file' });
      if (list === null) return over(request, response);
      const { head, rows } = registerRows(list);
      sendFile(response, { name: 'exceptions.csv', type: 'text/csv; charset=utf-8', bytes: options.csv(head, rows) });
    }),
  );
  router.post(
    `${auditPath}/samples`,
    ...posted(async (request, response, { grant }) => {
      const words = auditWords(grant.locale);
      const refused = (said: { title: string; text: string }): void =>
        sendPage(response, 422, drawMessagePage(grant.locale, said));
      const asked = drawSchema.safeParse(request.body);
      if (!asked.success) return refused(words.drawWrong(mostDrawn));
      const { size, seed } = asked.data;
      const drawn = await desk.draw(grant.id, { size, seed: seed === '' ? options.newSeed() : seed });
      if (drawn.type === 'too-many') return refused(words.drawTooMany);
      if (drawn.type !== 'drawn') return over(request, response);
      response.redirect(303, `${auditPath}${auditPaths.sample(drawn.number)}`);
    }),
  );
  router.get(
    `${auditPath}/samples/:number`,
    within(async (request, response, visit) => {
      const number = pageSchema.parse(request.params['number']);
      const shown = await desk.sample(visit.grant.id, number);
      return shown === null ? over(request, response) : show(response, samplePage(shown, number), visit);
    }),
  );
  router.post(
    `${auditPath}/packs`,
    ...posted(async (request, response, { grant }) => {
      const asked = packSchema.safeParse(request.body);
      const pack = asked.success ? await desk.pack(grant.id, asked.data) : null;
      if (pack === null) return over(request, response);
      const words = auditWords(grant.locale);
      if (pack === 'busy') return sendPage(response, 503, drawMessagePage(grant.locale, words.packBusy));
      if (pack === 'too-many')
        return sendPage(response, 429, drawMessagePage(grant.locale, words.packTooMany(packsPerHour)));
      sendFile(response, { name: 'evidence.zip', type: 'application/zip', bytes: pack });
    }),
  );
  router.post(
    `${auditPath}/leave`,
    ...posted(async (request, response, { secret }) => {
      await admissions.leave(secret);
      response.clearCookie(cookieName, { path: auditPath, httpOnly: true, sameSite: 'strict', secure });
      over(request, response);
    }),
  );
  return router;
}

/** From 0. */
function pageIn(request: Request): number {
  return pageSchema.parse(request.query['page']) - 1;
}

function secretIn(request: Request): string | null {
  return /(?:^|;\s*)relais-audit=([\w-]{20,100})(?:;|$)/.exec(request.get('cookie') ?? '')?.[1] ?? null;
}

/** Browsers say where a request comes from; one that says nothing is none of these years. */
function isSameOrigin(request: Request): boolean {
  return ['same-origin', undefined].includes(request.get('sec-fetch-site'));
}

function carriesForm(request: Request, { form }: Visit): boolean {
  const body = z.object({ form: z.string() }).safeParse(request.body);
  const [given, wanted] = [Buffer.from(body.data?.form ?? ''), Buffer.from(form)];
  return isSameOrigin(request) && given.length === wanted.length && timingSafeEqual(given, wanted);
}
