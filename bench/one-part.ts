import { parts } from './parts.ts';

/** One part in a process of its own, so that no part inherits memory or warm code from another. Started by `run.ts`. */
const [name, size] = process.argv.slice(2);
const part = parts.find((one) => one.name === name);
if (!part || (size !== 'full' && size !== 'tiny'))
  throw new Error(`expected a part (${parts.map((one) => one.name).join(', ')}) and full or tiny`);

const rows = await part.measure(size);
if (process.send) process.send(rows, () => process.exit());
else {
  console.log(JSON.stringify(rows, null, 2));
  process.exit();
}
