import { join } from 'node:path';
import { createDossierLinks } from '../channels/email/dossier-links.ts';
import { createFileLinks } from '../channels/email/file-links.ts';
import { madeOfSecret } from '../channels/email/link-secret.ts';
import { createListLinks, createListMark } from '../channels/email/list-links.ts';
import { createDossierPages, createDossierRouter } from '../channels/email/page/dossier-router.ts';
import { createFilePages, createFileRouter } from '../channels/email/page/file-router.ts';
import { createListPages, createListRouter } from '../channels/email/page/list-router.ts';
import type { Config } from '../config.ts';
import type { Locale } from '../domain/people/people.ts';
import { createBroughtLists } from '../engine/conversation/brought-lists.ts';
import { createDossierFiles } from '../engine/conversation/dossier-files.ts';
import { createTaskFiles } from '../engine/conversation/task-files.ts';
import type { EngineDeps } from '../engine/deps.ts';
import type { Engine } from '../engine/engine.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { DossierPages } from '../engine/ports/dossier-pages.ts';
import type { FilePages } from '../engine/ports/file-pages.ts';
import type { ListPages } from '../engine/ports/list-pages.ts';
import type { NotesStore } from '../engine/ports/store.ts';
import { createDossierPress } from '../evidence/dossier-press.ts';
import type { HttpServer } from '../http/server.ts';
import { packageRoot } from '../package-root.ts';

/** The pages for files, before anybody answers on them. */
export interface FilePart {
  pages: FilePages;
  dossiers: DossierPages;
  lists: ListPages;
  mount(given: {
    http: HttpServer;
    roles: Config['roles'];
    deps: EngineDeps;
    engine: Engine;
    defaultLocale: Locale;
    /**
     * A file of HR was put in place: it is read at once where this process reads, else at the next poll of one that
     * does.
     */
    onHrFile(system: string): void;
  }): void;
}

/** `publicUrl`: where people reach Relais, without a slash at the end. */
export function openFilePart(given: { publicUrl: string; notes: NotesStore; clock: Clock }): FilePart {
  const { publicUrl, notes, clock } = given;
  const now = () => clock.now().getTime();
  const dossierLinks = madeOfSecret(notes, (secret) => createDossierLinks(secret, now));
  const listLinks = madeOfSecret(notes, (secret) => createListLinks(secret, now));
  const listMark = madeOfSecret(notes, createListMark);
  const links = madeOfSecret(notes, (secret) => createFileLinks(secret, now));
  return {
    pages: createFilePages({ links, publicUrl, now }),
    lists: createListPages({ links: listLinks, publicUrl, now }),
    dossiers: createDossierPages({ links: dossierLinks, publicUrl, now }),
    mount({ http, roles, deps, engine, defaultLocale, onHrFile }) {
      if (!roles.includes('web')) return;
      const { directory, log, store } = deps;
      const shared = { directory, log, defaultLocale };
      const lists = createBroughtLists(deps, {
        hrFiles: deps.hrFiles ?? [],
        mark: async (text) => (await listMark())(text),
        onPut: onHrFile,
      });
      // Before the files: these count visits by what stands at the place of `lists`.
      http.mount(createListRouter({ ...shared, lists, links: listLinks }));
      http.mount(createFileRouter({ ...shared, files: createTaskFiles(deps, engine), links }));
      const press = createDossierPress({ fontsFolder: join(packageRoot, 'dist', 'fonts'), now: () => clock.now() });
      const dossiers = { files: createDossierFiles(deps, press), once: store.once };
      http.mount(createDossierRouter({ ...shared, ...dossiers, links: dossierLinks, now }));
    },
  };
}
