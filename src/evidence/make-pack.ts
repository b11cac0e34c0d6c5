import { createHash } from 'node:crypto';
import { toInstant } from '../domain/calendar/time.ts';
import { controlsWith, type OwnControls } from '../domain/evidence/controls.ts';
import type { Level } from '../domain/evidence/level.ts';
import { type DepartureReport, type EvidenceReport, reportSchema } from '../domain/evidence/report.ts';
import { reportOfJournal, sumOf } from '../domain/evidence/report-of-journal.ts';
import { localeSchema } from '../domain/people/people.ts';
import { type DepartureProof, type Store, StoreError } from '../engine/ports/store.ts';
import { verifyPack } from '../verify/verify-pack.ts';
import { drawEvidence } from '../views/evidence/draw-document.ts';
import { evidenceWords } from '../views/evidence/pack-words.ts';
import { drawPdf } from './draw-pdf.ts';
import { shownBy } from './drawable.ts';
import { loadFonts } from './fonts.ts';
import { type InstallationKey, installationKey } from './installation-key.ts';
import { journalFile } from './journal-file.ts';
import { actionsCsv, decisionsCsv, exceptionsCsv } from './tables.ts';
import { type PackFile, zipOf } from './zip.ts';

export interface PackSources {
  store: Pick<Store, 'audit' | 'notes'>;
  now: Date;
  organisation: string;
  /** Version of Relais. */
  relais: string;
  own: OwnControls;
  /** The page by which the pack is checked, which goes into it. */
  verifyPage: Uint8Array;
  /** The folder into which a build copies the fonts; from sources they are read from their package. */
  fonts: string;
  /**
   * Asks a time-stamp server (RFC 3161) about a SHA-256; null where none is configured. Rejects when it does not
   * answer.
   */
  stamp: ((digest: Uint8Array) => Promise<Uint8Array>) | null;
}

export interface PackRequest {
  level: Level;
  departures: readonly string[];
  period: EvidenceReport['period'];
  erased: number;
  sample: EvidenceReport['sample'];
  limitedTo?: EvidenceReport['limitedTo'];
}

/**
 * A pack as it is handed out. `notStamped`: why the time-stamp server did not vouch for it, where one is configured.
 */
export interface Pack {
  bytes: Uint8Array;
  /** SHA-256 of the whole file, in hex. */
  digest: string;
  fingerprint: string;
  report: EvidenceReport;
  notStamped: string | null;
}

/**
 * Makes the pack of some departures, and checks it as a stranger would before anybody gets it. The same store, instant
 * and request give the same bytes, where no time-stamp server is asked. Throws StoreError `corrupt` where a journal is
 * not whole, and `conflict` for a departure that is not there or was erased.
 */
export async function makePack(sources: PackSources, request: PackRequest): Promise<Pack> {
  const { store, now } = sources;
  const key = await installationKey(store.notes, now);
  const proofs: DepartureProof[] = [];
  for (const id of request.departures) {
    const proof = await store.audit.proof(id);
    if (proof === null) throw new StoreError('conflict', `there is no departure ${id}, or its data was erased`);
    proofs.push(proof);
  }
  const report = reportOf(proofs, { sources, request, key });
  const files = await contentOf(report, proofs, { sources, key, level: request.level });
  const sealed = await signedFiles(files, { sources, key, level: request.level });
  const bytes = zipOf(sealed.files);
  const checked = await verifyPack(bytes, { expectedKey: key.fingerprint });
  const wrong = checked.findings.filter(({ code }) => code !== 'state-differs');
  if (wrong.length > 0)
    throw new Error(
      `the pack does not verify, so nobody gets it: ${wrong.map(({ code, about }) => `${code} ${about}`).join('; ')}`,
    );
  return { bytes, digest: sha256(bytes), fingerprint: key.fingerprint, report, notStamped: sealed.notStamped };
}

interface Making {
  sources: PackSources;
  key: InstallationKey;
}

function reportOf(
  proofs: readonly DepartureProof[],
  { sources, request, key }: Making & { request: PackRequest },
): EvidenceReport {
  const naming = { level: request.level, codeOf: key.codeOf };
  const departures = proofs.map(({ entries, stored }): DepartureReport => {
    const head = Buffer.from(entries.at(-1)?.hash ?? []).toString('hex');
    const committed = entries.filter(({ openings }) => openings !== null).length;
    return reportOfJournal(
      entries.map(({ entry }) => entry),
      { stored, head, committed },
      naming,
    );
  });
  return reportSchema.parse({
    format: 1,
    relais: sources.relais,
    organisation: sources.organisation,
    level: request.level,
    madeAt: toInstant(sources.now),
    period: request.period,
    sample: request.sample,
    ...(request.limitedTo && { limitedTo: request.limitedTo }),
    erased: request.erased,
    controls: controlsWith(sources.own),
    departures,
    counts: sumOf(departures.map(({ counts }) => counts)),
  });
}

async function contentOf(
  report: EvidenceReport,
  proofs: readonly DepartureProof[],
  { sources, key, level }: Making & { level: Level },
): Promise<PackFile[]> {
  const fonts = loadFonts(sources.fonts);
  const files: PackFile[] = [
    {
      name: 'README.txt',
      bytes: text(localeSchema.options.map((one) => evidenceWords(one).readme(key.fingerprint)).join('\n\n')),
    },
  ];
  for (const locale of localeSchema.options) {
    const document = shownBy(drawEvidence(report, locale), fonts);
    const subject = evidenceWords(locale).subject;
    const pdf = await drawPdf(document, { fonts, at: sources.now, subject });
    files.push(
      { name: `evidence.${locale}.pdf`, bytes: pdf },
      { name: `evidence.${locale}.json`, bytes: json(document) },
    );
  }
  files.push(
    { name: 'evidence.json', bytes: json(report) },
    { name: 'decisions.csv', bytes: decisionsCsv(report) },
    { name: 'actions.csv', bytes: actionsCsv(report) },
    { name: 'exceptions.csv', bytes: exceptionsCsv(report) },
    ...proofs.map((one) => ({ name: `journals/${one.departureId}.jsonl`, bytes: journalFile(one, level) })),
    { name: 'verify.html', bytes: sources.verifyPage },
    { name: 'public-key.pem', bytes: text(key.publicKeyPem) },
    {
      name: 'keys.json',
      bytes: json({ format: 1, fingerprint: key.fingerprint, madeAt: key.madeAt, earlier: key.earlier }),
    },
  );
  return files;
}

async function signedFiles(
  files: readonly PackFile[],
  { sources, key, level }: Making & { level: Level },
): Promise<{ files: PackFile[]; notStamped: string | null }> {
  const manifestOf = (isStamped: boolean) =>
    json({
      format: 1,
      relais: sources.relais,
      level,
      madeAt: toInstant(sources.now),
      key: key.fingerprint,
      timeStamp: isStamped ? 'rfc3161' : null,
      files: files.map(({ name, bytes }) => ({ name, bytes: bytes.byteLength, sha256: sha256(bytes) })),
    });
  const signature = (name: string, bytes: Uint8Array): PackFile => ({
    name,
    bytes: text(`${key.sign(bytes).toString('base64')}\n`),
  });
  if (sources.stamp !== null) {
    const manifest = manifestOf(true);
    const digest = createHash('sha256').update(manifest).digest();
    const stamp = await sources.stamp(digest).catch((error: unknown) => new Error('not stamped', { cause: error }));
    if (!(stamp instanceof Error))
      return {
        files: [
          ...files,
          { name: 'manifest.json', bytes: manifest },
          signature('manifest.sig', manifest),
          { name: 'timestamp.tsr', bytes: stamp },
          signature('timestamp.sig', stamp),
        ],
        notStamped: null,
      };
    const manifestWithout = manifestOf(false);
    return {
      files: [...files, { name: 'manifest.json', bytes: manifestWithout }, signature('manifest.sig', manifestWithout)],
      notStamped: stamp.cause instanceof Error ? stamp.cause.message : String(stamp.cause),
    };
  }
  const manifest = manifestOf(false);
  return {
    files: [...files, { name: 'manifest.json', bytes: manifest }, signature('manifest.sig', manifest)],
    notStamped: null,
  };
}

function json(value: unknown): Uint8Array {
  return text(`${JSON.stringify(value, null, 1)}\n`);
}

function text(value: string): Uint8Array {
  return Buffer.from(value, 'utf8');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
