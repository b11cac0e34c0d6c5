import { ConfigError, readConfig, readEnvironment } from './config.ts';
import { createLog } from './log.ts';
import { startRelais } from './start.ts';

/** Starts Relais from the environment, and stops it cleanly when asked to. */
async function main(): Promise<void> {
  const env = readEnvironment();
  const config = readConfig(env);
  const log = createLog(config.logLevel);
  // As with the log: a file on a full disk takes no word, and that ends nothing.
  process.stdout.on('error', () => undefined);
  const relais = await startRelais({ config, env, log });
  if (relais.workspace) process.stdout.write(`\nRelais is ready. Open the local workspace: ${relais.url}\n\n`);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, 'stopping');
      relais.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
}

main().catch((error: unknown) => {
  // Configuration, flow and key errors are for people: their message says what to do, a stack would bury it.
  const known = error instanceof Error && (error instanceof ConfigError || /Error$/.test(error.name));
  process.stderr.write(`${known && error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
