import { Composer, type CST, type Document, isScalar, Lexer, LineCounter, Parser, parseDocument, visit } from 'yaml';

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
  const tokens = tokensOf(text, lines);
  if (tokens === null) return refused(null, `it is nested more than ${mostLevels} levels deep`);
  // Each check of unique keys by the library compares all with all: twenty thousand keys take it a quarter of a minute.
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false });
  const [document, another] = composer.compose(tokens, true, text.length);
  if (!document) return refused(null, 'it holds no document');
  if (another) return refused(another.range[0], 'it holds several documents; expected one, without "---" between');
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

/**
 * What the text is composed of; null when it is nested too deep. That is asked before it is composed: composing
 * recurses, and near the end of the stack node ends the whole process instead of throwing.
 */
function tokensOf(text: string, lines: LineCounter): CST.Token[] | null {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > mostLevels) return null;
  }
  tokens.push(...parser.end());
  return tokens;
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
