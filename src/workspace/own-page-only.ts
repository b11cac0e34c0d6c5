import type { NextFunction, Request, Response } from 'express';
import type { Refusal } from './slack/browser-api.ts';

/**
 * Another site's page must not act here: a browser says where a write comes from, and the Host check stops a foreign
 * name that was pointed at this computer (DNS rebinding).
 */
export function ownPageOnly(request: Request, response: Response, next: NextFunction): void {
  const site = request.headers['sec-fetch-site'];
  const fromHere = site === undefined || site === 'same-origin' || site === 'none';
  if (fromHere && /^(localhost|127(\.\d+){3}|::1|\[::1\])$/i.test(request.hostname)) {
    next();
    return;
  }
  const answer: Refusal = { error: 'foreign_origin', message: 'only the page of this workspace, on this computer' };
  response.status(403).json(answer);
}
