import type { Request, Response } from 'express';
import { queryText } from '../paging.ts';
import { badRequest } from './words.ts';

const eq = /^(\w+) eq '((?:[^']|'')*)'$/;
const any = /^(\w+)\/any\(p:p eq '((?:[^']|'')*)'\)$/;

/**
 * The part of OData's filters that is used to look somebody up: `a eq 'x' or b/any(p:p eq 'y')`. Anything else is a
 * 400.
 */
export function matchesFilter(filter: string, resource: object): boolean {
  return filter.split(/ or (?=(?:[^']*'[^']*')*[^']*$)/).some((clause) => {
    const [, property, wanted] = eq.exec(clause) ?? any.exec(clause) ?? [];
    if (property === undefined || wanted === undefined) throw badRequest('Invalid filter clause');
    const value: unknown = Reflect.get(resource, property);
    const values: unknown[] = Array.isArray(value) ? value : [value];
    const lower = wanted.replaceAll("''", "'").toLowerCase();
    return values.some((each) => typeof each === 'string' && each.toLowerCase() === lower);
  });
}

/** What was selected of a resource, or what Graph gives unasked. */
export function selected(request: Request, resource: object, unasked: readonly string[]): Record<string, unknown> {
  const names = queryText(request, '$select')?.split(',') ?? unasked;
  return Object.fromEntries(Object.entries(resource).filter(([name]) => names.includes(name)));
}

/** One page, with the address of the next one in the body, as Graph does. */
export function sendPage(
  { request, response }: { request: Request; response: Response },
  items: readonly unknown[],
  pageSize: number,
): void {
  const asked = Number(queryText(request, '$top') ?? pageSize);
  // Graph may put fewer on a page than were asked for.
  const size = Number.isInteger(asked) && asked > 0 ? Math.min(asked, pageSize) : pageSize;
  const start = Number(queryText(request, '$skiptoken') ?? 0);
  const next = new URL(request.originalUrl, `${request.protocol}://${request.get('host') ?? 'localhost'}`);
  next.searchParams.set('$skiptoken', String(start + size));
  response.json({
    value: items.slice(start, start + size),
    ...(start + size < items.length ? { '@odata.nextLink': next.href } : {}),
  });
}
