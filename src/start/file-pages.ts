import { createDossierLinks } from '../channels/email/dossier-links.ts';
import { createFileLinks } from '../channels/email/file-links.ts';
import { madeOfSecret } from '../channels/email/link-secret.ts';
import {
  createDossierPages,
  createDossierRouter,
  type DossierRouterOptions,
} from '../channels/email/page/dossier-router.ts';
import { createFilePages, createFileRouter, type FileRouterOptions } from '../channels/email/page/file-router.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { DossierPages } from '../engine/ports/dossier-pages.ts';
import type { FilePages } from '../engine/ports/file-pages.ts';
import type { NotesStore } from '../engine/ports/store.ts';
import type { HttpServer } from '../http/server.ts';

/** The pages for files, before anybody answers on them. */
export interface FilePart {
  pages: FilePages;
  dossiers: DossierPages;
  mount(
    given: Omit<FileRouterOptions, 'links'> & {
      http: HttpServer;
      roles: Config['roles'];
      dossierFiles: DossierRouterOptions['files'];
      once: DossierRouterOptions['once'];
    },
  ): void;
}

/** `publicUrl`: where people reach Relais, without a slash at the end. */
export function openFilePart(given: { publicUrl: string; notes: NotesStore; clock: Clock }): FilePart {
  const { publicUrl, notes, clock } = given;
  const now = () => clock.now().getTime();
  const dossierLinks = madeOfSecret(notes, (secret) => createDossierLinks(secret, now));
  const links = madeOfSecret(notes, (secret) => createFileLinks(secret, now));
  return {
    pages: createFilePages({ links, publicUrl, now }),
    dossiers: createDossierPages({ links: dossierLinks, publicUrl, now }),
    mount({ http, roles, dossierFiles, once, ...rest }) {
      if (!roles.includes('web')) return;
      http.mount(createFileRouter({ ...rest, links }));
      http.mount(createDossierRouter({ ...rest, ...{ files: dossierFiles, links: dossierLinks, once, now } }));
    },
  };
}
