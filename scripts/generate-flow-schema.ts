import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flowJsonSchema } from '../src/flows/json-schema.ts';
import { shippedFlowsDir } from '../src/flows/load-flows.ts';

/**
 * Writes `flows/flow.schema.json`, by which editors complete and check the flows: `npx tsx
 * scripts/generate-flow-schema.ts`.
 */
const file = join(shippedFlowsDir, 'flow.schema.json');
await writeFile(file, flowJsonSchema());
console.log(`wrote ${file}`);
