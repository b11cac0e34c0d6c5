import type { Response } from 'express';
import { z } from 'zod';

const bodyShape = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);

/** Empties every list of the answer, and says that nothing was found: what credentials without the right to see it are told. */
export function hideLists(response: Response): void {
  const send = response.send.bind(response);
  response.send = (body: unknown) => {
    // Express sends an object, such as scimmy's, through here again as text.
    if (typeof body !== 'string') return send(body);
    response.send = send;
    return send(emptied(body));
  };
}

function emptied(text: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return text;
  }
  const body = bodyShape.safeParse(parsed);
  if (!body.success) return text;
  if (Array.isArray(body.data)) return '[]';
  const entries = Object.entries(body.data).map(([name, value]): [string, unknown] => {
    if (Array.isArray(value)) return [name, []];
    return name === 'totalResults' || name === '@odata.count' || name === 'total_count' ? [name, 0] : [name, value];
  });
  return JSON.stringify(Object.fromEntries(entries));
}
