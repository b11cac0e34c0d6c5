import PDFDocument from 'pdfkit';
import type { DocumentBlock, EvidenceDocument } from '../views/evidence/document-model.ts';
import type { Fonts } from './fonts.ts';

const ink = '#1a1a1a';
const line = '#8a8a8a';
const headFill = '#e9eef5';
const sizes = { 1: 20, 2: 14, 3: 11 } as const;

/**
 * The document as a tagged PDF (PDF/UA): headings, tables with their heads, language and title. The same document and
 * instant give the same bytes. Not compressed, so that whoever checks it reads its text with few lines of code.
 */
export async function drawPdf(
  { locale, title, blocks }: EvidenceDocument,
  { fonts, at, subject }: { fonts: Fonts; at: Date; subject: string },
): Promise<Buffer> {
  const options: PDFKit.PDFDocumentOptions = {
    ...{ size: 'A4', layout: 'landscape', margin: 40, bufferPages: true },
    ...{ pdfVersion: '1.7', tagged: true, displayTitle: true, lang: locale, compress: false },
    // The name of the company would stand in XML that is not escaped.
    info: { Title: subject, Creator: 'Relais', Producer: 'Relais', CreationDate: at, ModDate: at },
  };
  // Its types do not know these yet. Without a first font it looks for none of its own, which a build does not bring.
  const pdf = new PDFDocument(Object.assign(options, { subset: 'PDF/UA', font: null }));
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => pdf.once('end', resolve).once('error', reject));
  register(pdf, 'regular', fonts.regular);
  register(pdf, 'bold', fonts.bold);
  write({ pdf }, 'regular', 9.5);
  const root = pdf.struct('Document', { title });
  pdf.addStructure(root);
  const pen: Pen = { pdf, root };
  for (const block of blocks) drawBlock(pen, block);
  root.end();
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) drawFoot(pen, { page, count });
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

type Pdf = InstanceType<typeof PDFDocument>;
type Struct = ReturnType<Pdf['struct']>;

interface Pen {
  pdf: Pdf;
  root: Struct;
}

type Face = 'regular' | 'bold';

/**
 * Under one name as font and as family: after each cell of a table pdfkit goes back to a font by its family, and would
 * open it anew.
 */
function register(pdf: Pdf, face: Face, font: Fonts['regular']): void {
  // It takes opened fonts, which its types do not know.
  pdf.registerFont(face, font as unknown as Buffer, face);
}

function write({ pdf }: Pick<Pen, 'pdf'>, face: Face, size: number): Pdf {
  return pdf.font(face).fontSize(size).fillColor(ink);
}

function drawBlock(pen: Pen, block: DocumentBlock): void {
  const { pdf } = pen;
  switch (block.type) {
    case 'heading': {
      // A heading alone at the foot of a page belongs to nothing.
      if (pdf.y > pdf.page.height - 130) pdf.addPage();
      const size = sizes[block.level];
      pdf.moveDown(block.level === 1 ? 0 : 0.8);
      spoken(pen, `H${block.level}`, () => write(pen, 'bold', size).text(block.text));
      pdf.moveDown(0.3);
      return;
    }
    case 'text':
      spoken(pen, 'P', () => write(pen, 'regular', 9.5).text(block.text, { lineGap: 1.5 }));
      pdf.moveDown(0.5);
      return;
    case 'table':
      drawTable(pen, block);
      pdf.moveDown(0.7);
  }
}

function spoken({ pdf, root }: Pen, type: string, draw: () => void): void {
  root.add(pdf.struct(type, {}, [draw]));
}

function drawTable(pen: Pen, { caption, widths, head, rows }: DocumentBlock & { type: 'table' }): void {
  const { pdf, root } = pen;
  if (pdf.y > pdf.page.height - 100) pdf.addPage();
  if (caption !== '') {
    spoken(pen, 'P', () => write(pen, 'bold', 8.5).text(caption));
    pdf.moveDown(0.2);
  }
  const room = pdf.page.width - pdf.page.margins.left - pdf.page.margins.right;
  const share = room / widths.reduce((a, b) => a + b, 0);
  const columns = widths.map((one) => one * share);
  const end = repeatHead(pen, { columns, head });
  write(pen, 'regular', 7.5);
  pdf.table({
    structParent: root,
    columnStyles: columns,
    defaultStyle: { padding: 3, border: 0.5, borderColor: line, textColor: ink, font: { src: 'regular', size: 7.5 } },
    data: [
      head.map((text) => ({
        text,
        type: 'TH',
        scope: 'Column',
        backgroundColor: headFill,
        font: { src: 'bold', size: 7.5 },
      })),
      ...rows.map((cells) => cells.map(({ text }) => ({ text }))),
    ],
  } as never);
  end();
}

const headPadding = 3;

/**
 * Until the returned function is called, each page that is added begins with the head of the table: for the eyes alone,
 * as page numbers are, because the table says it once already.
 */
function repeatHead(pen: Pen, { columns, head }: { columns: readonly number[]; head: readonly string[] }): () => void {
  const { pdf } = pen;
  write(pen, 'bold', 7.5);
  const heights = head.map((text, index) =>
    pdf.heightOfString(text, { width: (columns[index] ?? 0) - 2 * headPadding }),
  );
  const height = Math.max(...heights) + 2 * headPadding;
  const { top, left } = pdf.page.margins;
  const onNewPage = () => {
    pdf.markContent('Artifact', { type: 'Pagination' });
    let x = left;
    for (const [index, text] of head.entries()) {
      const width = columns[index] ?? 0;
      pdf.rect(x, top, width, height).lineWidth(0.5).fillAndStroke(headFill, line);
      write(pen, 'bold', 7.5).text(text, x + headPadding, top + headPadding, { width: width - 2 * headPadding });
      x += width;
    }
    pdf.endMarkedContent();
    write(pen, 'regular', 7.5);
    pdf.page.margins.top = top + height;
  };
  // A row that finds no room begins the next page below its upper margin.
  pdf.page.margins.top = top + height;
  pdf.on('pageAdded', onNewPage);
  return () => {
    pdf.off('pageAdded', onNewPage);
    pdf.page.margins.top = top;
  };
}

/** Page numbers are no part of what is read aloud, nor of what is compared. */
function drawFoot(pen: Pen, { page, count }: { page: number; count: number }): void {
  const { pdf } = pen;
  pdf.switchToPage(page);
  const { bottom } = pdf.page.margins;
  pdf.page.margins.bottom = 0;
  pdf.markContent('Artifact', { type: 'Pagination' });
  write(pen, 'regular', 7).text(`${page + 1} / ${count}`, 40, pdf.page.height - 28, {
    align: 'center',
    lineBreak: false,
    width: pdf.page.width - 80,
  });
  pdf.endMarkedContent();
  pdf.page.margins.bottom = bottom;
}
