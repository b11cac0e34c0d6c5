import { z } from 'zod';

const bodyShape = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);

/** Every list of an answer empty, and nothing counted: what credentials without the right to see it are told. */
export function withoutItems(body: unknown): unknown {
  const { data, success } = bodyShape.safeParse(body);
  if (!success) return body;
  if (Array.isArray(data)) return [];
  const entries = Object.entries(data).map(([name, value]): [string, unknown] => {
    if (Array.isArray(value)) return [name, []];
    return name === 'totalResults' || name === '@odata.count' || name === 'total_count' ? [name, 0] : [name, value];
  });
  return Object.fromEntries(entries);
}
