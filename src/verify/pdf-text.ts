interface PdfObject {
  dictionary: string;
  stream: string;
}

/**
 * The text of a PDF as Relais writes it: not compressed, each font with a table of what its codes mean. Page by page in
 * their order, and without page numbers (artifacts). Null for a PDF that is not of this kind.
 */
export function pdfText(bytes: Uint8Array): string | null {
  // Byte by byte: the texts are in hex, and what is not text is skipped by its length.
  const source = new TextDecoder('latin1').decode(bytes);
  const objects = objectsIn(source);
  const pages = /\/Kids \[([^\]]*)\]/.exec(
    [...objects.values()].find(({ dictionary }) => /\/Type \/Pages\b/.test(dictionary))?.dictionary ?? '',
  );
  if (!pages) return null;
  let text = '';
  for (const number of references(pages[1] ?? '')) {
    const page = objects.get(number)?.dictionary ?? '';
    const resources = objects.get(reference(page, 'Resources') ?? -1)?.dictionary ?? '';
    const content = objects.get(reference(page, 'Contents') ?? -1)?.stream;
    if (content === undefined) return null;
    const fonts = new Map<string, ReadonlyMap<string, string>>();
    for (const [, name = '', font = ''] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = objects.get(reference(objects.get(Number(font))?.dictionary ?? '', 'ToUnicode') ?? -1)?.stream;
      if (table !== undefined) fonts.set(name, meaningsIn(table));
    }
    const read = pageText(content, fonts);
    if (read === null) return null;
    text += read;
  }
  return text;
}

function objectsIn(source: string): ReadonlyMap<number, PdfObject> {
  const found = new Map<number, PdfObject>();
  const head = /(\d+) 0 obj\n/g;
  for (let match = head.exec(source); match !== null; match = head.exec(source)) {
    const from = head.lastIndex;
    const end = source.indexOf('endobj', from);
    const begin = source.indexOf('\nstream\n', from);
    if (end === -1) break;
    const hasStream = begin !== -1 && begin < end;
    const dictionary = source.slice(from, hasStream ? begin : end);
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const streamFrom = begin + '\nstream\n'.length;
    const stream = hasStream ? source.slice(streamFrom, streamFrom + length) : '';
    // An object that stands there twice is read as the first here and as the last elsewhere: then it is read nowhere.
    if (found.has(Number(match[1]))) return new Map();
    found.set(Number(match[1]), { dictionary, stream });
    head.lastIndex = hasStream ? streamFrom + length : end;
  }
  return found;
}

function reference(dictionary: string, name: string): number | null {
  const [, number] = new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary) ?? [];
  return number === undefined ? null : Number(number);
}

function references(text: string): number[] {
  return [...text.matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number));
}

/** What each code of a font stands for. */
function meaningsIn(table: string): ReadonlyMap<string, string> {
  const meanings = new Map<string, string>();
  for (const [, from = '', , list = ''] of table.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/g)) {
    let code = Number.parseInt(from, 16);
    for (const [, signs = ''] of list.matchAll(/<([0-9a-f ]*)>/g)) {
      const units = signs.split(' ').map((unit) => Number.parseInt(unit, 16));
      meanings.set(code.toString(16).padStart(4, '0'), String.fromCharCode(...units));
      code += 1;
    }
  }
  return meanings;
}

function pageText(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string | null {
  let font: ReadonlyMap<string, string> | undefined;
  let isArtifact = false;
  let text = '';
  for (const line of content.split('\n')) {
    const [, name] = /^\/(F\d+) [\d.]+ Tf$/.exec(line) ?? [];
    if (name !== undefined) font = fonts.get(name);
    else if (line.startsWith('/Artifact')) isArtifact = true;
    else if (line === 'EMC') isArtifact = false;
    else if (line.endsWith('TJ') && !isArtifact) {
      for (const [, codes = ''] of line.matchAll(/<([0-9a-f]*)>/g))
        for (const code of codes.match(/.{4}/g) ?? []) {
          const meaning = font?.get(code);
          if (meaning === undefined) return null;
          text += meaning;
        }
    }
  }
  return text;
}
