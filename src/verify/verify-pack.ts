import { hexOf, ofBase64, same, sha256, textOf, utf8 } from './bytes.ts';
import { checkDocument } from './check-document.ts';
import { checkJournal, type ShownEntry } from './check-journal.ts';
import { checkReport } from './check-report.ts';
import type { Checked, Finding, FindingCode, KeyStanding } from './findings.ts';
import { fieldOf, isRecord, listOf, numberOf, stringOf } from './json.ts';
import { readKey, type SigningKey, standingOf } from './signing-key.ts';
import { readStrictZip, type ZippedFile } from './strict-zip.ts';
import { stampedAt } from './time-stamp.ts';

/** Files that stand behind those that the manifest names, in their order. */
const ends = {
  plain: ['manifest.json', 'manifest.sig'],
  stamped: ['manifest.json', 'manifest.sig', 'timestamp.tsr', 'timestamp.sig'],
};

/**
 * Checks a pack from its bytes alone. `expectedKey`: the fingerprint that whoever checks it was given by another way;
 * null: the signature is checked, but nobody has said that the key is the right one. Never throws: what cannot be read
 * is a finding.
 */
export async function verifyPack(bytes: Uint8Array, { expectedKey }: { expectedKey: string | null }): Promise<Checked> {
  const zip = readStrictZip(bytes);
  if (zip.type !== 'files') return unchecked([{ code: zip.type, about: zip.about }]);
  const findings: Finding[] = [];
  const found = (code: FindingCode, about: string) => {
    findings.push({ code, about });
  };
  const files = new Map<string, ZippedFile>();
  for (const file of zip.files) {
    if (files.has(file.name)) found('twice', file.name);
    files.set(file.name, file);
  }
  const manifest = readJson(files.get('manifest.json')?.bytes);
  if (!isRecord(manifest) || manifest['format'] !== 1) {
    found('manifest', 'manifest.json');
    return unchecked(findings);
  }
  await checkFiles(manifest, zip.files, found);
  const signed = await checkSignature(manifest, files, { expectedKey, found });
  const stamp = await checkStamp(manifest, files, { key: signed.key, found });
  const content = await checkContent(files, found);
  return {
    findings,
    key: signed.standing,
    fingerprint: signed.key?.fingerprint ?? null,
    madeAt: stringOf(manifest['madeAt']),
    level: stringOf(manifest['level']),
    stampedAt: stamp,
    ...content,
  };
}

type Note = (code: FindingCode, about: string) => void;

/** What the manifest names is there, in its order, unchanged; and nothing else is. */
async function checkFiles(manifest: Record<string, unknown>, files: readonly ZippedFile[], found: Note): Promise<void> {
  const named = listOf(manifest['files']);
  const names = named.map((one) => stringOf(fieldOf(one, 'name')) ?? '');
  const end = manifest['timeStamp'] === null ? ends.plain : ends.stamped;
  const expected = [...names, ...end];
  const there = files.map(({ name }) => name);
  for (const name of expected) if (!there.includes(name)) found('missing', name);
  for (const name of there) if (!expected.includes(name)) found('extra', name);
  if (expected.length === there.length && expected.some((name, index) => there[index] !== name))
    found('order', there.join(' '));
  if (new Set(names).size !== names.length) found('manifest', 'manifest.json');
  for (const one of named) {
    const name = stringOf(fieldOf(one, 'name'));
    const file = files.find((other) => other.name === name);
    if (!file) continue;
    const digest = hexOf(await sha256(file.bytes));
    if (fieldOf(one, 'sha256') !== digest || fieldOf(one, 'bytes') !== file.bytes.length) found('changed', file.name);
  }
}

async function checkSignature(
  manifest: Record<string, unknown>,
  files: ReadonlyMap<string, ZippedFile>,
  { expectedKey, found }: { expectedKey: string | null; found: Note },
): Promise<{ key: SigningKey | null; standing: KeyStanding }> {
  const key = await readKey(files.get('public-key.pem')?.bytes);
  if (key === null || key.fingerprint !== manifest['key']) {
    found('key-file', 'public-key.pem');
    return { key: null, standing: expectedKey === null ? 'not-compared' : 'other' };
  }
  if (!(await isSigned(files, 'manifest.json', { by: 'manifest.sig', key }))) found('signature', 'manifest.json');
  if (expectedKey === null) return { key, standing: 'not-compared' };
  const standing = await standingOf(key, readJson(files.get('keys.json')?.bytes), expectedKey);
  if (standing === 'other') found('other-key', key.fingerprint);
  return { key, standing };
}

/** A signature stands alone in its file, in base64, with the end of its line. */
async function isSigned(
  files: ReadonlyMap<string, ZippedFile>,
  name: string,
  { by, key }: { by: string; key: SigningKey },
): Promise<boolean> {
  const [file, signature] = [files.get(name), files.get(by)];
  if (!file || !signature) return false;
  try {
    const text = textOf(signature.bytes);
    if (!text.endsWith('\n')) return false;
    return await key.verify(ofBase64(text.slice(0, -1)), file.bytes);
  } catch {
    return false;
  }
}

async function checkStamp(
  manifest: Record<string, unknown>,
  files: ReadonlyMap<string, ZippedFile>,
  { key, found }: { key: SigningKey | null; found: Note },
): Promise<string | null> {
  if (manifest['timeStamp'] === null) return null;
  const [stamp, signed] = [files.get('timestamp.tsr'), files.get('manifest.json')];
  const at = stamp && signed ? stampedAt(stamp.bytes, await sha256(signed.bytes)) : null;
  const isOurs = key !== null && (await isSigned(files, 'timestamp.tsr', { by: 'timestamp.sig', key }));
  if (at === null || !isOurs || manifest['timeStamp'] !== 'rfc3161') {
    found('time-stamp', 'timestamp.tsr');
    return null;
  }
  return at;
}

/** What the files say, and whether they say the same. */
async function checkContent(
  files: ReadonlyMap<string, ZippedFile>,
  found: Note,
): Promise<Pick<Checked, 'departures' | 'entries' | 'committed'>> {
  const report = readJson(files.get('evidence.json')?.bytes);
  if (!isRecord(report) || report['format'] !== 1) {
    found('unreadable', 'evidence.json');
    return { departures: 0, entries: 0, committed: 0 };
  }
  const departures = listOf(report['departures']);
  const total = { entries: 0, committed: 0 };
  const journals = new Map<string, ReadonlyMap<number, ShownEntry>>();
  for (const one of departures) {
    const id = stringOf(fieldOf(one, 'departureId')) ?? '';
    const journal = await checkJournal(id, files.get(`journals/${id}.jsonl`)?.bytes, {
      head: fieldOf(fieldOf(one, 'chain'), 'head'),
      entries: numberOf(fieldOf(fieldOf(one, 'chain'), 'entries')),
      found,
    });
    if (fieldOf(fieldOf(one, 'chain'), 'committed') !== journal.committed) found('count', `${id} committed`);
    total.entries += journal.entries.size;
    total.committed += journal.committed;
    journals.set(id, journal.entries);
  }
  for (const name of files.keys()) {
    const [, id] = /^journals\/(.*)\.jsonl$/.exec(name) ?? [];
    if (id !== undefined && !journals.has(id)) found('extra', name);
  }
  checkReport(report, journals, found);
  for (const locale of ['en', 'fr'])
    checkDocument(
      { name: `evidence.${locale}.pdf`, bytes: files.get(`evidence.${locale}.pdf`)?.bytes },
      readJson(files.get(`evidence.${locale}.json`)?.bytes),
      { report, found },
    );
  return { departures: departures.length, ...total };
}

function unchecked(findings: readonly Finding[]): Checked {
  return {
    ...{ findings, key: 'not-compared', fingerprint: null, madeAt: null, level: null, stampedAt: null },
    ...{ departures: 0, entries: 0, committed: 0 },
  };
}

function readJson(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return null;
  try {
    const text = textOf(bytes);
    // What would be read otherwise by another reader is not read at all.
    return same(utf8(text), bytes) ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
