import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { contentSecurityPolicy, style } from '../channels/email/page/style.ts';
import { createDeskRouter } from '../desk/desk-router.ts';
import { deskPath } from '../desk/visits.ts';
import { createDeskAdmissions } from '../engine/desk/admissions.ts';
import { createDesk } from '../engine/desk/desk.ts';
import type { AuditPages } from '../engine/ports/audit-pages.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { DeskPages } from '../engine/ports/desk-pages.ts';
import type { EvidencePages } from '../engine/ports/evidence-pages.ts';
import type { NotesStore } from '../engine/ports/store.ts';
import { createWritePage } from '../evidence/write-page.ts';
import { packageRoot } from '../package-root.ts';
import { type AuditMount, openAuditPart } from './audit-pages.ts';

/** The desk and the pages for auditors, before anybody answers on it. */
export interface DeskPart {
  pages: DeskPages;
  auditPages: AuditPages;
  evidencePages: EvidencePages;
  mount(given: AuditMount): void;
}

/** `publicUrl`: where people reach Relais, without a slash at the end. */
export function openDeskPart(given: { publicUrl: string; notes: NotesStore; clock: Clock }): DeskPart {
  const { publicUrl, notes, clock } = given;
  const admissions = createDeskAdmissions(notes, {
    now: () => clock.now().getTime(),
    secret: () => randomBytes(32).toString('base64url'),
  });
  const audit = openAuditPart({ publicUrl, notes, clock });
  return {
    pages: { open: async (person) => `${publicUrl}${deskPath}/open/${await admissions.ticket(person)}` },
    auditPages: audit.pages,
    evidencePages: audit.evidence,
    mount(given) {
      const { http, roles, deps, defaultLocale } = given;
      if (!roles.includes('web')) return;
      audit.mount(given);
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
