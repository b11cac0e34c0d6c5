import { describe, expect, it } from 'vitest';
import { heldToken } from '../../src/connectors/http/held-token.ts';

const start = Date.parse('2026-03-02T09:00:00.000Z');
const hour = 3_600_000;

/** A login service that answers when it is told to, and counts how often it was asked. */
function loginService() {
  const answers: { give(): void; fail(error: Error): void }[] = [];
  let now = start;
  const context = (signal = new AbortController().signal) => ({ now: () => new Date(now), signal });
  const token = heldToken(
    () =>
      new Promise((resolve, reject) => {
        const number = answers.length + 1;
        answers.push({ give: () => resolve({ token: `token-${number}`, endsAt: now + hour }), fail: reject });
      }),
  );
  return { token, context, answers, later: (milliseconds: number) => (now += milliseconds) };
}

describe('an access token', () => {
  it('is asked for once by all who need it at the same moment, and again only when its time is up', async () => {
    const { token, context, answers, later } = loginService();
    const all = Promise.all(Array.from({ length: 25 }, () => token.get(context())));
    answers[0]?.give();
    expect(new Set(await all)).toEqual(new Set(['token-1']));
    later(hour - 60_001);
    expect(await token.get(context())).toBe('token-1');
    expect(answers).toHaveLength(1);
    later(1);
    const next = token.get(context());
    answers[1]?.give();
    expect(await next).toBe('token-2');
  });

  it('is asked for again after it was refused, once', async () => {
    const { token, context, answers } = loginService();
    const first = token.get(context());
    answers[0]?.give();
    await first;
    const all = [];
    for (let call = 0; call < 5; call += 1) {
      token.drop();
      all.push(token.get(context()));
    }
    answers[1]?.give();
    expect(await Promise.all(all)).toEqual(Array.from({ length: 5 }, () => 'token-2'));
    expect(answers).toHaveLength(2);
  });

  it('is not lost to all because one of them ran out of time; a refusal is told to each', async () => {
    const { token, context, answers } = loginService();
    const impatient = new AbortController();
    const [first, second] = [token.get(context(impatient.signal)), token.get(context())];
    const failed = expect(first).rejects.toThrow('too late');
    impatient.abort();
    answers[0]?.fail(new Error('too late'));
    await failed;
    answers[1]?.give();
    expect(await second).toBe('token-2');

    token.drop();
    const refused = [token.get(context()), token.get(context())].map((one) =>
      expect(one).rejects.toThrow('no such app'),
    );
    answers[2]?.fail(new Error('no such app'));
    await Promise.all(refused);
    expect(answers).toHaveLength(3);
  });

  it('of a minute is held for most of that minute, not asked for at each call', async () => {
    let issued = 0;
    let now = start;
    const context = { now: () => new Date(now), signal: new AbortController().signal };
    const token = heldToken(async () => {
      issued += 1;
      return { token: `token-${issued}`, endsAt: now + 60_000 };
    });
    for (let second = 0; second < 47; second += 1) {
      await token.get(context);
      now += 1000;
    }
    expect(issued).toBe(1);
    now += 1000;
    expect(await token.get(context)).toBe('token-2');
  });
});
