import { z } from 'zod';
import { flowSchema } from '../domain/flow/flow.ts';

/** The flow as JSON Schema text, for editors: what may be left out is optional, unknown keys are refused. */
export function flowJsonSchema(): string {
  // Editors' YAML servers know draft 7 best.
  const { $schema, ...schema } = z.toJSONSchema(flowSchema, { target: 'draft-7', io: 'input' });
  const titled = { $schema, title: 'A Relais flow: the steps of one kind of departure', ...schema };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
