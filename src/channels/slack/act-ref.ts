import { z } from 'zod';
import { isActName } from '../../views/act-names.ts';
import type { ActRef } from '../../views/card-view.ts';
import { limits } from './limits.ts';

/** What a button's `value` holds: JSON, because ids may hold any character. */
const carriedSchema = z.strictObject({
  d: z.string().nullable(),
  t: z.string().nullable(),
  s: z.string().nullable(),
});

const actionIdPattern = /^relais:([a-z0-9._-]+):\d+$/;

/** Gives every action of one message or view an id of its own: Slack refuses doubles. */
export function createActionIds(): (act: ActRef) => string {
  let next = 0;
  return (act) => {
    const id = `relais:${act.name}:${next}`;
    next += 1;
    if (id.length > limits.actionId) throw new Error(`The act "${act.name}" has too long a name for Slack`);
    return id;
  };
}

export function encodeCarried(act: ActRef): string {
  const value = JSON.stringify({ d: act.departureId, t: act.target, s: act.seen });
  if (value.length > limits.value) throw new Error(`The act "${act.name}" carries more than Slack's buttons can hold`);
  return value;
}

/** Null for anything Relais did not make. Whether the act is allowed is the conversation's to say. */
export function decodeAct(actionId: string, value: string | null | undefined): ActRef | null {
  const name = actionIdPattern.exec(actionId)?.[1];
  if (name === undefined || !isActName(name) || value == null) return null;
  const carried = carriedSchema.safeParse(jsonOf(value));
  if (!carried.success) return null;
  return { name, departureId: carried.data.d, target: carried.data.t, seen: carried.data.s };
}

/** Undefined for what is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
