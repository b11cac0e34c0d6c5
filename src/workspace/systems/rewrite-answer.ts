import type { Response } from 'express';

/** Sends JSON as `rewritten` makes of it; anything else as it is. */
export function rewriteAnswer(response: Response, rewritten: (body: unknown) => unknown): void {
  const send = response.send.bind(response);
  response.send = (body: unknown) => {
    // Express sends an object, such as scimmy's, through here again as text.
    if (typeof body !== 'string') return send(body);
    response.send = send;
    let parsed: unknown;
    try {
      parsed = JSON.parse(body);
    } catch {
      return send(body);
    }
    return send(JSON.stringify(rewritten(parsed)));
  };
}
