import { expect, it } from 'vitest';
import { drawPdf } from '../../src/evidence/draw-pdf.ts';
import { loadFonts } from '../../src/evidence/fonts.ts';
import { pdfText } from '../../src/verify/pdf-text.ts';
import type { EvidenceDocument } from '../../src/views/evidence/document-model.ts';

const rows = Array.from({ length: 120 }, (_, index) => [{ text: `a${index}` }, { text: `b${index}` }]);
const document: EvidenceDocument = {
  ...{ format: 1, locale: 'en', title: 'Evidence' },
  blocks: [
    { type: 'heading', level: 1, text: 'Evidence' },
    { type: 'table', caption: '', widths: [1, 2], head: ['System', 'What was done'], rows },
    { type: 'text', text: 'The end.' },
  ],
};

it('shows the head of a table again on each page that it goes on on, for the eyes alone', async () => {
  const fonts = loadFonts('nowhere, so from their package');
  const pdf = await drawPdf(document, { fonts, at: new Date('2026-05-01T10:00:00.000Z'), subject: 'Evidence' });
  const source = pdf.toString('latin1');
  const pages = source.match(/\/Type \/Page\b/g)?.length ?? 0;
  expect(pages).toBeGreaterThan(2);
  // One number at the foot of each page, and a head on top of each but the first.
  expect(source.match(/^\/Artifact/gm)).toHaveLength(pages + pages - 1);
  // What is read and compared says each text once, in its order.
  const texts = ['Evidence', 'System', 'What was done', ...rows.flat().map(({ text }) => text), 'The end.'];
  expect(pdfText(pdf)?.replaceAll(/\s/g, '')).toBe(texts.join('').replaceAll(/\s/g, ''));
});
