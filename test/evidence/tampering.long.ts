import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pack } from '../../src/evidence/make-pack.ts';
import { zipOf } from '../../src/evidence/zip.ts';
import { readStrictZip } from '../../src/verify/strict-zip.ts';
import { verifyPack } from '../../src/verify/verify-pack.ts';
import { goldenStore, packOf } from './golden-store.ts';
import { filesOf, forged, newForger, withFile } from './repack.ts';

let kept: Awaited<ReturnType<typeof goldenStore>>;
let pack: Pack;
const forger = newForger();

beforeAll(async () => {
  kept = await goldenStore(['by-hand']);
  pack = await packOf(kept.store, { departures: ['by-hand'], level: 'auditor' });
});
afterAll(() => kept?.close());

async function codesOf(bytes: Uint8Array, expectedKey: string | null = pack.fingerprint): Promise<string[]> {
  const { findings } = await verifyPack(bytes, { expectedKey });
  return [...new Set(findings.map(({ code }) => code))].sort();
}

/** What somebody finds who trusts the key of whoever forged it: the signature says nothing, the content must. */
async function forgedCodes(changes: Parameters<typeof forged>[2]): Promise<string[]> {
  return codesOf(forged(pack.bytes, forger, changes), forger.fingerprint);
}

describe('the file', () => {
  const flipped = (bytes: Uint8Array, bit: number) => {
    const changed = Uint8Array.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return changed;
  };

  it('is found changed whichever bit of it is, of its heads, its directory and its content', () => {
    // The same writer and few bytes, so that every bit has its turn.
    const small = zipOf([
      { name: 'a.txt', bytes: Buffer.from('some words') },
      { name: 'journals/b.jsonl', bytes: Buffer.from('{}\n') },
      { name: 'empty.txt', bytes: new Uint8Array() },
    ]);
    expect(readStrictZip(small).type).toBe('files');
    const unseen = [];
    for (let bit = 0; bit < small.length * 8; bit += 1)
      if (readStrictZip(flipped(small, bit)).type === 'files') unseen.push(bit);
    expect(unseen).toEqual([]);
    for (let bit = 0; bit < pack.bytes.length * 8; bit += 400_009)
      if (readStrictZip(flipped(pack.bytes, bit)).type === 'files') unseen.push(bit);
    expect(unseen).toEqual([]);
  });

  it('is found cut short anywhere, and with anything behind or before it', async () => {
    for (let length = 0; length < pack.bytes.length; length += 40_009)
      expect(await codesOf(pack.bytes.subarray(0, length)), `${length}`).not.toEqual([]);
    expect(await codesOf(pack.bytes.subarray(0, pack.bytes.length - 1))).toEqual(['damaged']);
    expect(await codesOf(Buffer.concat([pack.bytes, Buffer.of(0)]))).toEqual(['foreign']);
    expect(await codesOf(Buffer.concat([Buffer.of(0), pack.bytes]))).not.toEqual([]);
    expect(await codesOf(new Uint8Array())).toEqual(['damaged']);
  });

  it('is found with two files of one name, whichever a reader would take', async () => {
    const files = filesOf(pack.bytes).map((file) =>
      file.name === 'decisions.csv' ? { ...file, name: 'evidence.jsoX' } : file,
    );
    const bytes = Buffer.from(zipOf(files));
    // The same length, so that nothing else moves.
    for (let at = bytes.indexOf('evidence.jsoX'); at !== -1; at = bytes.indexOf('evidence.jsoX', at))
      bytes.write('evidence.json', at);
    expect(await codesOf(bytes)).toContain('twice');
  });
});

describe('the files in it', () => {
  it('are found each: changed, left out, added, in another order, under the name of another', async () => {
    const files = filesOf(pack.bytes);
    for (const { name, bytes } of files) {
      const without = files.filter((one) => one.name !== name);
      const altered = files.map((one) =>
        one.name === name ? { name, bytes: Buffer.concat([one.bytes, Buffer.from(' ')]) } : one,
      );
      expect(await codesOf(zipOf(altered)), `${name} changed`).not.toEqual([]);
      expect(await codesOf(zipOf(without)), `${name} left out`).not.toEqual([]);
      const other = files.find((one) => one.name !== name);
      if (!other) throw new Error('there is one file only');
      const swapped = files.map((one) =>
        one.name === name ? { name, bytes: other.bytes } : one.name === other.name ? { name: other.name, bytes } : one,
      );
      expect(await codesOf(zipOf(swapped)), `${name} swapped`).not.toEqual([]);
    }
    expect(await codesOf(zipOf([...files, { name: 'more.txt', bytes: Buffer.from('more') }]))).toEqual(['extra']);
    const [first, second, ...rest] = files;
    if (!first || !second) throw new Error('there are no files');
    expect(await codesOf(zipOf([second, first, ...rest]))).toEqual(['order']);
  }, 240_000);

  it('are found changed together with the list of files', async () => {
    const changed = withFile(pack.bytes, 'manifest.json', (text) =>
      text.replace('"level": "auditor"', '"level": "full"'),
    );
    expect(await codesOf(changed)).toContain('signature');
  });

  it('are found signed by another key', async () => {
    const other = forged(pack.bytes, forger, {});
    expect(await codesOf(other)).toEqual(['other-key']);
    // Whoever compares no key hears that nobody did.
    expect(await verifyPack(other, { expectedKey: null })).toMatchObject({ findings: [], key: 'not-compared' });
  });
});

describe('what somebody with a signing key makes of it', () => {
  it('canary: signed anew and otherwise as it was, it is whole under that key', async () => {
    expect(await forgedCodes({})).toEqual([]);
  });

  const lines = (change: (all: string[]) => string[]) => (text: string) =>
    `${change(text.trimEnd().split('\n')).join('\n')}\n`;
  const journal = 'journals/by-hand.jsonl';

  it.each([
    ['an entry left out', lines((all) => all.toSpliced(20, 1)), 'gap'],
    ['the last entry left out', lines((all) => all.slice(0, -1)), 'head'],
    ['an entry doubled', lines((all) => all.toSpliced(20, 0, all[20] ?? '')), 'gap'],
    ['two entries in each other’s place', lines((all) => all.toSpliced(20, 2, all[21] ?? '', all[20] ?? '')), 'gap'],
    [
      'an instant changed',
      (text: string) => text.replace('2026-03-20T17:00:00.000Z', '2026-03-20T16:00:00.000Z'),
      'commitment',
    ],
    [
      'a result changed',
      (text: string) => text.replace(/(\["\/event\/result\/status","\\")\w+/, '$1verifies'),
      'commitment',
    ],
    [
      'a value withheld that was shown',
      (text: string) => text.replace(/\["\/at",[^\]]*\]/, `"${'0'.repeat(64)}"`),
      'commitment',
    ],
    ['sealed bytes changed', (text: string) => text.replace('"sealed":"Ag', '"sealed":"Ah'), 'chain'],
  ])('%s', async (_what, change, code) => {
    expect(await forgedCodes({ [journal]: change })).toContain(code);
  });

  it.each([
    [
      'an action called proven that is not',
      (text: string) => text.replace('"ending": "still-open"', '"ending": "verified"'),
      'unproven',
    ],
    ['a figure', (text: string) => text.replace('"verified": 3', '"verified": 4'), 'count'],
    [
      'the time of a decision',
      (text: string) => text.replace(/("decisions": \[\s+\{\s+"at": "2026-03-)02/, '$101'),
      'fact',
    ],
    [
      'what was decided',
      (text: string) => text.replace('"type": "access-confirmed"', '"type": "cut-off-released"'),
      'fact',
    ],
    [
      'a cut-off that was earlier',
      (text: string) => text.replace(/"cutOff": "2026-03-20T17:00/, '"cutOff": "2026-03-20T17:09'),
      'count',
    ],
  ])('the report says otherwise: %s', async (_what, change, code) => {
    expect(await forgedCodes({ 'evidence.json': change })).toContain(code);
  });

  it('the PDF says otherwise than its document, or the document than the report', async () => {
    // Another glyph in a text of a page.
    const glyph = (text: string) => text.replace(/\[<0001/, '[<0002');
    expect(await forgedCodes({ 'evidence.en.pdf': glyph })).toEqual(['pdf']);
    expect(await forgedCodes({ 'evidence.fr.pdf': glyph })).toEqual(['pdf']);
    const figure = (text: string) => text.replace(/"text": "3",(\s+"from": "\/counts\/verified")/, '"text": "7",$1');
    expect(await forgedCodes({ 'evidence.en.json': figure })).toEqual(['figure', 'pdf']);
    // What a font cannot draw is named by its number, and is held to that.
    const sign = (text: string) =>
      text.replace(/"text": "Example & [^"]*",(\s+"from": "\/organisation")/, '"text": "Another [U+674E]",$1');
    expect(await forgedCodes({ 'evidence.en.json': sign })).toEqual(['figure', 'pdf']);
    const unnamed = (text: string) => text.replace('"from": "/counts/verified"', '"from": "/counts/actions"');
    expect(await forgedCodes({ 'evidence.en.json': unnamed })).toEqual(['figure']);
  });
});
