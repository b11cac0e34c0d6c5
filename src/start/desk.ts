import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { contentSecurityPolicy, style } from '../channels/email/page/style.ts';
import type { Config } from '../config.ts';
import { createDeskRouter } from '../desk/desk-router.ts';
import { deskPath } from '../desk/visits.ts';
import type { Locale } from '../domain/people/people.ts';
import type { EngineDeps } from '../engine/deps.ts';
import { createDeskAdmissions } from '../engine/desk/admissions.ts';
import { createDesk } from '../engine/desk/desk.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { DeskPages } from '../engine/ports/desk-pages.ts';
import type { NotesStore } from '../engine/ports/store.ts';
import { createWritePage } from '../evidence/write-page.ts';
import type { HttpServer } from '../http/server.ts';
import { packageRoot } from '../package-root.ts';

/** The desk, before anybody answers on it. */
export interface DeskPart {
  pages: DeskPages;
  mount(given: { http: HttpServer; roles: Config['roles']; deps: EngineDeps; defaultLocale: Locale }): void;
}

/** `publicUrl`: where people reach Relais, without a slash at the end. */
export function openDeskPart(given: { publicUrl: string; notes: NotesStore; clock: Clock }): DeskPart {
  const { publicUrl, notes, clock } = given;
  const admissions = createDeskAdmissions(notes, {
    now: () => clock.now().getTime(),
    secret: () => randomBytes(32).toString('base64url'),
  });
  return {
    pages: { open: async (person) => `${publicUrl}${deskPath}/open/${await admissions.ticket(person)}` },
    mount({ http, roles, deps, defaultLocale }) {
      if (!roles.includes('web')) return;
      http.mount(
        createDeskRouter({
          ...{ desk: createDesk(deps), admissions, log: deps.log, defaultLocale },
          writePage: createWritePage({ fonts: join(packageRoot, 'dist', 'fonts'), now: () => clock.now() }),
          look: { style, contentSecurityPolicy },
          pageDir: join(packageRoot, 'dist', 'desk'),
          secure: publicUrl.startsWith('https:'),
          now: () => clock.now(),
        }),
      );
    },
  };
}
