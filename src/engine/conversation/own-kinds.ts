import { commonKindSchema, type Flow } from '../../domain/flow/flow.ts';
import type { NamedKind } from '../../views/forms/walk-kind.ts';

/** The kinds of the company's own that flows are for, each once. */
export function ownKindsOf(flows: readonly Flow[]): readonly NamedKind[] {
  const all = flows.flatMap((flow) => flow.kinds.map((kind) => ({ kind, flow })));
  const own = all.filter(({ kind }) => !commonKindSchema.safeParse(kind).success);
  return own.filter(({ kind }, index) => own.findIndex((other) => other.kind === kind) === index);
}
