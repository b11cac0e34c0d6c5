import { accessActs } from './acts/access.ts';
import { commandActs } from './acts/commands.ts';
import { departureActs } from './acts/departure.ts';
import { equipmentActs } from './acts/equipment.ts';
import { knowledgeActs } from './acts/knowledge.ts';
import { partingActs } from './acts/parting.ts';
import { surroundingActs } from './acts/surroundings.ts';
import { walkActs } from './acts/walk.ts';
import type { ActRef } from './card-view.ts';

/**
 * Everything a person can ask for by a click, a command or a submitted form. The comment of each says what its `ActRef`
 * carries (`target`, `seen`) and, when a form is submitted, which values come with it (ids in forms/fields.ts).
 * `departureId` is always set, except where it says "no departure".
 */
export const actNames = [
  ...commandActs,
  ...walkActs,
  ...departureActs,
  ...accessActs,
  ...surroundingActs,
  ...knowledgeActs,
  ...equipmentActs,
  ...partingActs,
] as const;

export type ActName = (typeof actNames)[number];

export function isActName(name: string): name is ActName {
  return (actNames as readonly string[]).includes(name);
}

/** The only way views make an ActRef, so that no button can carry a name nobody handles. */
export function act(
  name: ActName,
  departureId: string | null,
  carried: { target?: string; seen?: string | number } = {},
): ActRef {
  return {
    name,
    departureId,
    target: carried.target ?? null,
    seen: carried.seen === undefined ? null : String(carried.seen),
  };
}
