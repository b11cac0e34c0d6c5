import { Router as createRouter, json, type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';
import { deskQuerySchema, givenViewSchema } from '../engine/people/saved-views.ts';
import { StoreError } from '../engine/ports/store.ts';
import { type DeskQuery, deskViewIds } from '../views/desk/desk-page.ts';
import type { DeskRouterOptions } from './desk-router.ts';
import { fileFormats, mediaTypes } from './file-formats.ts';
import { type AtDesk, carriesForm, secretIn, takeCookie, whoIsAtDesk } from './visits.ts';

const viewSchema = z.enum(deskViewIds);
const removedSchema = z.strictObject({ id: z.string().max(100) });

type ApiOptions = Pick<DeskRouterOptions, 'desk' | 'admissions' | 'writePage' | 'secure' | 'now' | 'log'>;

/** What the page of the desk asks for, and the little that it posts. Answers are JSON, or a file. */
export function createDeskApi({ desk, admissions, writePage, secure, now, log }: ApiOptions): Router {
  const router = createRouter();

  const atDesk =
    (handle: (request: Request, response: Response, who: AtDesk) => Promise<void>): RequestHandler =>
    async (request, response) => {
      try {
        const who = await whoIsAtDesk(request, { desk, admissions });
        if (who === null) {
          takeCookie(response, secure);
          refuse(response, 401, 'over');
        } else await handle(request, response, who);
      } catch (error) {
        const away = error instanceof StoreError && error.kind === 'unavailable';
        log.error({ event: 'desk.failed', err: error }, 'What the desk asked for failed');
        if (!response.headersSent) refuse(response, away ? 503 : 500, 'trouble');
      }
    };
  /** Only from a page that this person was shown. */
  const posted = (handle: (request: Request, response: Response, who: AtDesk) => Promise<void>): RequestHandler[] => [
    json({ limit: '8kb' }),
    atDesk(async (request, response, who) => {
      if (!carriesForm(request, who)) return refuse(response, 403, 'form');
      await handle(request, response, who);
    }),
  ];

  router.get(
    '/shell',
    atDesk(async (_request, response, { reader, form }) => {
      response.json({ shell: await desk.shell(reader), form });
    }),
  );

  router.get(
    '/page/:view',
    atDesk(async (request, response, { reader }) => {
      const asked = askedIn(request);
      const page = asked && (await desk.page(asked, reader));
      if (!page) return refuse(response, 404, 'not-there');
      if (page.view === 'departure')
        log.info({ event: 'desk.read', person: reader.id, departure: asked?.query['id'] }, 'A departure was read');
      response.json(page);
    }),
  );

  router.get(
    '/file/:view/:format',
    atDesk(async (request, response, { reader }) => {
      const asked = askedIn(request);
      const format = z.enum(fileFormats).safeParse(request.params['format']).data;
      const page = asked && format && (await desk.page({ ...asked, whole: true }, reader));
      if (!page || !format) return refuse(response, 404, 'not-there');
      const bytes = await writePage(page, format, reader.locale);
      log.info({ event: 'desk.saved-file', person: reader.id, view: page.view, format }, 'A page was saved as a file');
      const name = `relais-${page.view}-${now().toISOString().slice(0, 10)}.${format}`;
      response
        .status(200)
        .set({ 'Content-Disposition': `attachment; filename="${name}"` })
        .type(mediaTypes[format])
        .send(Buffer.from(bytes));
    }),
  );

  router.post(
    '/saved',
    ...posted(async (request, response, { reader }) => {
      const given = givenViewSchema.safeParse(request.body);
      if (!given.success) return refuse(response, 400, 'name');
      const result = await desk.save(given.data, reader);
      if (result === null) return refuse(response, 404, 'not-there');
      if (result === 'full') return refuse(response, 409, 'full');
      response.json({ shell: await desk.shell(reader) });
    }),
  );
  router.post(
    '/saved/remove',
    ...posted(async (request, response, { reader }) => {
      const given = removedSchema.safeParse(request.body);
      if (!given.success) return refuse(response, 400, 'id');
      await desk.remove(given.data.id, reader);
      response.json({ shell: await desk.shell(reader) });
    }),
  );
  router.post(
    '/leave',
    ...posted(async (request, response) => {
      const secret = secretIn(request);
      if (secret !== null) await admissions.leave(secret);
      takeCookie(response, secure);
      response.json({});
    }),
  );
  return router;
}

function askedIn(request: Request) {
  const view = viewSchema.safeParse(request.params['view']);
  const query = queryIn(request);
  return view.success && query !== null ? { view: view.data, query } : null;
}

/** Of what an address says more than once, nothing is taken. */
function queryIn(request: Request): DeskQuery | null {
  const single = Object.entries(request.query).filter(([, value]) => typeof value === 'string');
  return deskQuerySchema.safeParse(Object.fromEntries(single)).data ?? null;
}

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}
