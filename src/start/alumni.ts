import { createAlumniLinks } from '../channels/email/alumni-links.ts';
import { createAlumniPages } from '../channels/email/alumni-pages.ts';
import { madeOfSecret } from '../channels/email/link-secret.ts';
import type { Mailer } from '../channels/email/mailer.ts';
import { createAlumniExportRouter } from '../channels/email/page/alumni-export-router.ts';
import { createAlumniRouter } from '../channels/email/page/alumni-router.ts';
import type { Config } from '../config.ts';
import type { Locale } from '../domain/people/people.ts';
import { createAlumniExports } from '../engine/alumni/alumni-export.ts';
import { createAlumnusDesk } from '../engine/alumni/alumni-page.ts';
import type { EngineDeps } from '../engine/deps.ts';
import type { AlumniPages } from '../engine/ports/alumni-pages.ts';
import { csvOf } from '../evidence/csv.ts';
import type { HttpServer } from '../http/server.ts';

/** The mails of those who stay in touch, and their pages mounted on the server. */
export function mountAlumni(
  { roles }: Pick<Config, 'roles'>,
  given: {
    http: Pick<HttpServer, 'mount'>;
    deps: EngineDeps;
    mailer: Mailer;
    /** Where people reach Relais, without a slash at the end. */
    publicUrl: string;
    defaultLocale: Locale;
  },
): AlumniPages {
  const { http, deps, mailer, publicUrl, defaultLocale } = given;
  const { store, clock, directory, log, organisationName: organisation } = deps;
  const now = () => clock.now().getTime();
  const links = madeOfSecret(store.notes, (secret) => createAlumniLinks(secret, now));
  if (roles.includes('web')) {
    const shared = { links, log, defaultLocale };
    http.mount(createAlumniRouter({ ...shared, desk: createAlumnusDesk(deps), organisation }));
    const exports = createAlumniExports(deps, csvOf);
    http.mount(createAlumniExportRouter({ ...shared, exports, once: store.once, now, directory }));
  }
  return createAlumniPages({ mailer, links, publicUrl, clock });
}
