import type { Response } from 'express';

/** One answer of a sandbox system, in its vendor's words. */
export interface Answer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
}

/** Thrown by a sandbox to answer something other than what was asked for. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: Answer;
  constructor(answer: Answer) {
    super(`answers ${answer.status}`);
    this.answer = answer;
  }
}

export function send(response: Response, answer: Answer): void {
  response.status(answer.status).set(answer.headers ?? {});
  if (answer.body === undefined) response.end();
  else response.send(JSON.stringify(answer.body));
}
