import { describe, expect, it } from 'vitest';
import { createDeskClient } from '../../src/desk/page/client.ts';

/** A client whose next answer is this one; `rest` is what comes of the body before it breaks off. */
const told = (answer: Response) => createDeskClient(async () => answer);
const brokenOff = (rest: string, error: Error, status = 200) =>
  new Response(
    new ReadableStream({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode(rest));
        stream.error(error);
      },
    }),
    { status },
  );
const asked = (client: ReturnType<typeof told>) => client.page('departures', {}, new AbortController().signal);

describe('what the page of the desk asks', () => {
  it('is never answered by a page that was called off, or broke off, on the way', async () => {
    const aborted = new DOMException('called off', 'AbortError');
    await expect(asked(told(brokenOff('{"view":', aborted)))).rejects.toBe(aborted);
    await expect(asked(told(brokenOff('{"view":', new TypeError('cut'))))).rejects.toMatchObject({ status: 0 });
    await expect(asked(told(new Response('<!doctype html><p>A gateway')))).rejects.toMatchObject({ status: 0 });
  });

  it('is refused with its status, in whatever form that comes', async () => {
    const refused = (body: string, status: number) => asked(told(new Response(body, { status })));
    await expect(refused('{"error":"over"}', 401)).rejects.toMatchObject({ status: 401, why: 'over' });
    await expect(refused('<!doctype html>', 429)).rejects.toMatchObject({ status: 429, why: 'trouble' });
    await expect(refused('null', 503)).rejects.toMatchObject({ status: 503, why: 'trouble' });
    const aborted = new DOMException('called off', 'AbortError');
    await expect(asked(told(brokenOff('{', aborted, 500)))).rejects.toMatchObject({ status: 500 });
  });

  it('is no answer where nobody is there', async () => {
    const client = createDeskClient(async () => {
      throw new TypeError('no network');
    });
    await expect(asked(client)).rejects.toMatchObject({ name: 'DeskError', status: 0 });
  });
});
