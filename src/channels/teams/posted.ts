import { z } from 'zod';
import { isActName } from '../../views/act-names.ts';
import type { ActRef } from '../../views/card-view.ts';

const postedSchema = z.looseObject({
  relais: z.looseObject({
    name: z.string(),
    departureId: z.string().nullable(),
    target: z.string().nullable(),
    seen: z.string().nullable(),
  }),
  /** Which form this was, when it was one; see `tracked`. */
  relaisForm: z.string().optional(),
});

/** A button as it stands in a card. */
const postedInCardSchema = z.looseObject({ data: postedSchema });

export interface Posted {
  /** Null for anything Relais did not make. Whether the act is allowed is the conversation's to say. */
  ref: ActRef | null;
  form: string | null;
  /** Everything that came with the click: what was filled in, under the fields' ids. */
  data: Readonly<Record<string, unknown>>;
}

export function readPosted(value: unknown): Posted {
  const data = z.record(z.string(), z.unknown()).safeParse(value).data ?? {};
  const posted = postedSchema.safeParse(data).data;
  if (!posted || !isActName(posted.relais.name)) return { ref: null, form: null, data };
  const { name, departureId, target, seen } = posted.relais;
  return { ref: { name, departureId, target, seen }, form: posted.relaisForm ?? null, data };
}

/** The same card, every button of which says which form it belongs to. */
export function tracked<T>(card: T, form: string): T {
  return walk(card, form) as T;
}

/** The departures that a drawn card is about, by its buttons. */
export function departuresOf(card: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  gather(card, found);
  return found;
}

function gather(node: unknown, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  const { data } = postedInCardSchema.safeParse(node);
  if (data && data.data.relais.departureId !== null) found.add(data.data.relais.departureId);
  for (const part of Object.values(node)) gather(part, found);
}

function walk(node: unknown, form: string): unknown {
  if (Array.isArray(node)) return node.map((one) => walk(one, form));
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value, form)]));
  const isAction = copy['type'] === 'Action.Execute' || copy['type'] === 'Action.Submit';
  const { data } = copy;
  if (!isAction || typeof data !== 'object' || data === null || !('relais' in data)) return copy;
  return { ...copy, data: { ...data, relaisForm: form } };
}
