import { randomBytes } from 'node:crypto';
import { createEvidenceLinks } from '../channels/email/evidence-links.ts';
import { madeOfSecret } from '../channels/email/link-secret.ts';
import { auditPath, createAuditRouter } from '../channels/email/page/audit-router.ts';
import { createEvidencePages, createEvidenceRouter } from '../channels/email/page/evidence-router.ts';
import type { Config } from '../config.ts';
import type { OwnControls } from '../domain/evidence/controls.ts';
import type { Locale } from '../domain/people/people.ts';
import { createAuditDesk } from '../engine/audit/audit-desk.ts';
import { createEvidenceDesk } from '../engine/audit/evidence-desk.ts';
import type { EngineDeps } from '../engine/deps.ts';
import { createDeskAdmissions, ofAuditors } from '../engine/desk/admissions.ts';
import type { Engine } from '../engine/engine.ts';
import type { AuditPages } from '../engine/ports/audit-pages.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { EvidencePages } from '../engine/ports/evidence-pages.ts';
import type { NotesStore } from '../engine/ports/store.ts';
import { createEvidencePacks } from '../evidence/create-packs.ts';
import { csvOf } from '../evidence/csv.ts';
import { timeStampBy } from '../evidence/time-stamp.ts';
import type { HttpServer } from '../http/server.ts';
import { packageRoot } from '../package-root.ts';

/** The pages for auditors, before anybody answers on them. */
export interface AuditPart {
  pages: AuditPages;
  evidence: EvidencePages;
  mount(given: AuditMount): void;
}

export interface AuditMount {
  http: HttpServer;
  roles: Config['roles'];
  deps: EngineDeps;
  engine: Engine;
  defaultLocale: Locale;
  /** What packs say and are stamped by. */
  evidence: { controls: OwnControls; timeStampServer?: string | undefined };
  fetch: typeof globalThis.fetch;
}

/** `publicUrl`: where people reach Relais, without a slash at the end. */
export function openAuditPart(given: { publicUrl: string; notes: NotesStore; clock: Clock }): AuditPart {
  const { publicUrl, notes, clock } = given;
  const admissions = auditAdmissions(notes, clock);
  const links = madeOfSecret(notes, (secret) => createEvidenceLinks(secret, () => clock.now().getTime()));
  return {
    pages: { open: async (auditor) => `${publicUrl}${auditPath}/open/${await admissions.ticket(auditor)}` },
    evidence: createEvidencePages({ links, publicUrl, clock }),
    mount({ http, roles, deps, engine, defaultLocale, evidence, fetch }) {
      if (!roles.includes('web')) return;
      const packs = createEvidencePacks({
        ...{ store: deps.store, now: () => clock.now(), organisation: deps.organisationName, packageRoot },
        own: evidence.controls,
        stamp: evidence.timeStampServer ? timeStampBy(evidence.timeStampServer, { fetch }) : null,
      });
      http.mount(
        createEvidenceRouter({
          ...{ links, clock, defaultLocale, desk: createEvidenceDesk(deps, packs) },
          ...{ once: deps.store.once, directory: deps.directory, log: deps.log },
        }),
      );
      http.mount(
        createAuditRouter({
          desk: createAuditDesk(deps, engine, packs),
          ...{ admissions, defaultLocale, organisation: deps.organisationName, log: deps.log },
          secure: publicUrl.startsWith('https:'),
          newSeed: () => randomBytes(16).toString('hex'),
          csv: csvOf,
        }),
      );
    },
  };
}

/** Links and visits of auditors. */
function auditAdmissions(notes: NotesStore, clock: Clock) {
  const secret = () => randomBytes(32).toString('base64url');
  return createDeskAdmissions(notes, { now: () => clock.now().getTime(), secret }, ofAuditors);
}
