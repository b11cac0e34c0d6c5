import { z } from 'zod';

/** A button of an Adaptive Card, wherever in the card it is. */
export interface CardButton {
  type: string;
  title: string;
  verb: string | null;
  data: Readonly<Record<string, unknown>>;
}

const buttonSchema = z.looseObject({
  type: z.enum(['Action.Execute', 'Action.Submit']),
  title: z.string().default(''),
  verb: z.string().nullish(),
  data: z.record(z.string(), z.unknown()).default({}),
});

/** Every node of the card, in order of reading; what is only a fallback is none that anybody sees. */
function nodes(card: unknown): Record<string, unknown>[] {
  if (Array.isArray(card)) return card.flatMap(nodes);
  if (typeof card !== 'object' || card === null) return [];
  const inside = Object.entries(card).flatMap(([key, value]) =>
    key === 'fallback' || key === 'data' ? [] : nodes(value),
  );
  return [Object.fromEntries(Object.entries(card)), ...inside];
}

export function buttonsOf(card: unknown): CardButton[] {
  return nodes(card).flatMap((node) => {
    const button = buttonSchema.safeParse(node).data;
    return button ? [{ type: button.type, title: button.title, verb: button.verb ?? null, data: button.data }] : [];
  });
}

const inputSchema = z.looseObject({
  type: z.string().startsWith('Input.'),
  id: z.string(),
  value: z.unknown().optional(),
});

/** What the card's inputs hold before anybody types. */
export function presetsOf(card: unknown): Record<string, unknown> {
  return Object.fromEntries(
    nodes(card).flatMap((node) => {
      const input = inputSchema.safeParse(node).data;
      return input && input.value !== undefined ? [[input.id, input.value]] : [];
    }),
  );
}

const refreshSchema = z.looseObject({
  refresh: z.looseObject({
    action: z.looseObject({ verb: z.string(), data: z.record(z.string(), z.unknown()) }),
    userIds: z.array(z.string()).default([]),
  }),
});

/**
 * What the client asks for by itself when the card comes into sight of those who are named; null when the card asks for
 * nothing.
 */
export function refreshOf(card: unknown): z.infer<typeof refreshSchema>['refresh'] | null {
  return refreshSchema.safeParse(card).data?.refresh ?? null;
}

/** Everything the card says, one text a line. */
export function textOf(card: unknown): string {
  return nodes(card)
    .flatMap((node) => (['text', 'title', 'label', 'value'] as const).map((key) => node[key]))
    .filter((text): text is string => typeof text === 'string' && text !== '')
    .join('\n');
}
