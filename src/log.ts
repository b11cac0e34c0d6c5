import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** What waits while the log cannot be written, in bytes; what is beyond that is dropped. */
const mostWaiting = 1_000_000;

/** The log of the process: JSON lines on standard output. */
export function createLog(level: Config['logLevel']): Logger {
  const options = {
    level,
    // Belt and braces: nothing of this is logged on purpose.
    redact: {
      paths: [
        '*.token',
        '*.secret',
        '*.password',
        '*.authorization',
        '*.email',
        '*.name',
        'req.headers',
        '*.headers',
        'err.config',
        'err.options',
        'err.request',
        'err.response',
      ],
      censor: '[redacted]',
    },
  };
  return pino(options, standardOutput());
}

/**
 * Whoever logs into a file on a disk that is full loses lines of the log; by itself, pino would end the process for it.
 * Written at once: what waits at the end of the process would be tried for ever.
 */
function standardOutput(): DestinationStream {
  const stream = pino.destination({ dest: 1, sync: true, maxLength: mostWaiting });
  stream.on('error', () => undefined);
  return stream;
}
