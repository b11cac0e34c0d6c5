import type { FlowFinding } from './check-flow.ts';
import type { Path } from './explain-issue.ts';

/**
 * The texts of a flow that are in one language only, as YAML has them. `raw` is a flow that was read without problems:
 * what is left out there is filled in once it is read.
 */
export function oneLanguageTexts(raw: unknown): readonly FlowFinding[] {
  return textsOf(raw).flatMap(({ path, text }): FlowFinding[] => {
    if (typeof text === 'string')
      return [{ path, message: 'is one text for every language; { en: …, fr: … } says it in both' }];
    const [en, fr] = [partOf(text, 'en'), partOf(text, 'fr')];
    if (fr === undefined)
      return [{ path, message: 'has no French (fr): French readers read the English, marked (EN)' }];
    if (en === undefined)
      return [{ path, message: 'has no English (en): English readers read the French, marked (FR)' }];
    return [];
  });
}

function textsOf(raw: unknown): readonly { path: Path; text: unknown }[] {
  const steps = listOf(raw, 'steps').flatMap((step, index) =>
    [
      ...namedTexts(step, ['title', 'notes']),
      ...listOf(step, 'checklist').map((text, position) => ({ path: ['checklist', position], text })),
      ...listOf(step, 'clauses').map((text, position) => ({ path: ['clauses', position], text })),
      ...listOf(step, 'links').flatMap((link, position) =>
        namedTexts(link, ['label']).map(({ path, text }) => ({ path: ['links', position, ...path], text })),
      ),
    ].map(({ path, text }) => ({ path: ['steps', index, ...path], text })),
  );
  const names = Object.entries(partOf(raw, 'names') ?? {}).map(([id, text]) => ({ path: ['names', id], text }));
  return [...namedTexts(raw, ['name']), ...names, ...steps];
}

function namedTexts(group: unknown, keys: readonly string[]): { path: Path; text: unknown }[] {
  return keys.flatMap((key) => {
    const text = partOf(group, key);
    return text === undefined ? [] : [{ path: [key], text }];
  });
}

function listOf(group: unknown, key: string): readonly unknown[] {
  const value = partOf(group, key);
  return Array.isArray(value) ? value : [];
}

function partOf(group: unknown, key: string): unknown {
  return typeof group === 'object' && group !== null
    ? Object.entries(group).find(([name]) => name === key)?.[1]
    : undefined;
}
