import type { Departure } from '../../domain/departure.ts';
import { type FlowRole, flowRoleSchema } from '../../domain/flow/flow.ts';
import { oneLine } from './plain.ts';
import type { Voice } from './voice.ts';

/** What people call a role of a flow, also one of the organisation's own. */
export function roleName({ cast }: Pick<Departure, 'cast'>, role: string, voice: Voice): string {
  const own = cast.own?.[role];
  if (own) return oneLine(voice.localized(own.name));
  return isFlowRole(role) ? voice.t(`role.${role}`) : role;
}

function isFlowRole(role: string): role is FlowRole {
  return flowRoleSchema.safeParse(role).success;
}
