import type { Request, Response } from 'express';
import type { ChangeEvent } from '../browser-api.ts';
import type { Changes } from '../stores/changes.ts';

/** Proxies and browsers drop a silent stream. */
const heartbeat = 20_000;

export interface Streams {
  open(request: Request, response: Response): void;
  /** Ends every open stream, so that the server can close. */
  stop(): void;
}

export function createStreams(changes: Changes): Streams {
  const open = new Set<Response>();
  return {
    open: (request, response) => {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        connection: 'keep-alive',
        'x-accel-buffering': 'no',
      });
      response.write('retry: 1000\n\n');
      const stopListening = changes.listen((event: ChangeEvent) =>
        response.write(`data: ${JSON.stringify(event)}\n\n`),
      );
      const beat = setInterval(() => response.write(': still here\n\n'), heartbeat);
      open.add(response);
      request.on('close', () => {
        clearInterval(beat);
        stopListening();
        open.delete(response);
      });
    },
    stop: () => {
      for (const response of open) response.end();
    },
  };
}
