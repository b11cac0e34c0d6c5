import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk } from '../support/desk-server.ts';

describe('what somebody who means ill sends to the desk', () => {
  let desk: Awaited<ReturnType<typeof openDesk>>;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  it('is answered by a word, and by nothing of the inside', async () => {
    const cookie = await desk.enter('tom');
    const sent = (path: string, body: string, more: Record<string, string> = {}) =>
      desk.get(path, cookie, { method: 'POST', body, headers: { 'content-type': 'application/json', ...more } });
    const answers = [
      await sent('/api/saved', '{"name": '),
      await sent('/api/saved', JSON.stringify({ name: 'x'.repeat(9000) })),
      await sent('/api/leave', '{}', { 'content-type': 'application/json; charset=nonsense' }),
      await sent('/api/saved/remove', 'x', { 'content-encoding': 'nonsense' }),
      await desk.get('/%E0%A4%A', cookie),
      await desk.get('/api/page/%E0%A4%A', cookie),
      await desk.get('/open/%E0%A4%A'),
    ];
    for (const answer of answers) {
      const text = await answer.text();
      expect([answer.status >= 400 && answer.status < 500, text]).toEqual([true, text]);
      expect(text).not.toMatch(/node_modules|at .*\.[jt]s|SyntaxError|URIError/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    // Nobody was let out by it.
    expect((await desk.get('/api/shell', cookie)).status).toBe(200);
  });
});
