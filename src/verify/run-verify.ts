import { verifyPack } from './verify-pack.ts';
import { type Language, linesOf, outcomeOf, wordsOf } from './words.ts';

/** By how it ended. */
const codes = { whole: 0, wrong: 1, 'key-not-compared': 3 } as const;
const misused = 2;

interface Around {
  /** Throws where there is no such file. */
  read(file: string): Uint8Array;
  /** Of whoever runs it, unless they say otherwise. */
  language: Language;
}

/** The program: what it says, and its exit code. */
export async function runVerify(
  args: readonly string[],
  { read, language }: Around,
): Promise<{ lines: readonly string[]; code: number }> {
  const asked = readArguments(args);
  const said = asked?.language ?? language;
  const words = wordsOf(said);
  if (asked === null) return { lines: [words['verify.usage']], code: misused };
  if (asked.key !== null && !isFingerprint(asked.key)) return { lines: [words['verify.noKey']], code: misused };
  let bytes: Uint8Array;
  try {
    bytes = read(asked.file);
  } catch {
    return { lines: [`${words['verify.noFile']} ${asked.file}`], code: misused };
  }
  const checked = await verifyPack(bytes, { expectedKey: asked.key });
  return { lines: linesOf(checked, said), code: codes[outcomeOf(checked)] };
}

/** As people copy it: in groups, in capitals. */
export function asFingerprint(text: string): string {
  return text.replaceAll(/[\s:]/g, '').toLowerCase();
}

export function isFingerprint(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function readArguments(
  args: readonly string[],
): { file: string; key: string | null; language: Language | null } | null {
  let file: string | null = null;
  let key: string | null = null;
  let language: Language | null = null;
  for (let index = 0; index < args.length; index += 1) {
    const one = args[index] ?? '';
    const next = args[index + 1];
    if (one === '--key' && next !== undefined) key = asFingerprint(next);
    else if (one === '--lang' && (next === 'en' || next === 'fr')) language = next;
    else if (!one.startsWith('-') && file === null) {
      file = one;
      continue;
    } else return null;
    index += 1;
  }
  return file === null ? null : { file, key, language };
}
