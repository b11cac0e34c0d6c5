import { z } from 'zod';

const sectionSchema = z.enum(['decisions', 'systems', 'looks', 'exceptions', 'tasks', 'journal']);

/** A requirement, and the sections of a pack that bear on it. `own`: the organisation's own controls for the same. */
export const controlSchema = z.strictObject({
  framework: z.string(),
  control: z.string(),
  sections: z.array(sectionSchema).min(1),
  own: z.array(z.string()),
});
export type Control = z.infer<typeof controlSchema>;

/** What of a departure bears on which control; whether it is enough is for the auditor to say. */
const known: readonly Omit<Control, 'own'>[] = [
  { framework: 'SOC 2', control: 'CC6.1', sections: ['systems', 'looks'] },
  { framework: 'SOC 2', control: 'CC6.2', sections: ['decisions', 'systems'] },
  { framework: 'SOC 2', control: 'CC6.3', sections: ['decisions', 'systems', 'exceptions'] },
  { framework: 'ISO/IEC 27001:2022', control: 'A.5.11', sections: ['tasks'] },
  { framework: 'ISO/IEC 27001:2022', control: 'A.5.18', sections: ['systems', 'looks', 'exceptions'] },
  { framework: 'ISO/IEC 27001:2022', control: 'A.6.5', sections: ['decisions', 'tasks'] },
  { framework: 'ISO/IEC 27001:2022', control: 'A.8.2', sections: ['systems', 'decisions'] },
];

/** Whose own ids stand for which of these: `CC6.3: [ACC-04]`. */
export const ownControlsSchema = z.partialRecord(
  z.enum(['CC6.1', 'CC6.2', 'CC6.3', 'A.5.11', 'A.5.18', 'A.6.5', 'A.8.2']),
  z.array(z.string().trim().min(1).max(60)).min(1).max(20),
);
export type OwnControls = z.infer<typeof ownControlsSchema>;

export function controlsWith(own: OwnControls): Control[] {
  const ids = new Map<string, readonly string[]>(Object.entries(own));
  return known.map((one) => ({ ...one, own: [...(ids.get(one.control) ?? [])] }));
}
