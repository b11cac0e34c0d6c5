import { type Document, isScalar, Lexer, LineCounter, Parser, parseDocument, visit } from 'yaml';

const mostLevels = 64;

/** Somebody's YAML, read without trusting it. */
export interface ReadYaml {
  document: Document;
  /** Null exactly when there is a mistake. */
  raw: unknown;
  /** The first one: what follows is mostly its echo. `offset` is null when it is about the whole text. */
  mistake: { offset: number | null; message: string } | null;
  /** Line and column of an offset, from 1. */
  at(offset: number): { line: number; col: number };
}

/** Reads one document. Never throws, and takes no longer than the text is long. */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const at = (offset: number) => lines.linePos(offset);
  const refused = (offset: number | null, message: string, document: Document = parseDocument('')) => ({
    document,
    raw: null,
    mistake: { offset, message },
    at,
  });
  if (nestsTooDeep(text)) return refused(null, `it is nested more than ${mostLevels} levels deep`);
  // Each check of unique keys by the library compares all with all: twenty thousand keys take it a quarter of a minute.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const [broken] = [...document.errors, ...document.warnings];
  if (broken) return refused(broken.pos[0], broken.message, document);
  const twice = repeatedKey(document);
  if (twice !== null) return refused(twice, 'Map keys must be unique', document);
  try {
    return { document, raw: document.toJS(), mistake: null, at };
  } catch (error) {
    // An alias without its anchor, or one that grows without end.
    return refused(null, error instanceof Error ? error.message : 'unreadable', document);
  }
}

/** Asked before the text is composed: that recurses, and near the end of the stack node ends the whole process instead of throwing. */
function nestsTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _token of parser.next(lexeme));
    if (parser.stack.length > mostLevels) return true;
  }
  return false;
}

/** Where the first key stands that its mapping has already; null when there is none. */
function repeatedKey(document: Document): number | null {
  let found: number | null = null;
  visit(document, {
    Map(_key, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found = key.range?.[0] ?? null;
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}
