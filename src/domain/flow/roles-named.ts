import { type Flow, type FlowStep, flowRoleSchema } from './flow.ts';

/** The roles of the organisation's own that a flow names, each once. */
export function ownRolesNamed({ steps }: Pick<Flow, 'steps'>): readonly string[] {
  return [...new Set(steps.flatMap(rolesOf))].filter((role) => !isFlowRole(role));
}

function isFlowRole(role: string): boolean {
  return (flowRoleSchema.options as readonly string[]).includes(role);
}

function rolesOf({ owner, next, approvers = [] }: FlowStep): readonly string[] {
  return [owner, ...next, ...approvers];
}
