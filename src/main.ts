import { ConfigError, readConfig, readEnvironment, secretFilesOf } from './config.ts';
import { createLog } from './log.ts';
import { inLittleMemory } from './start/in-little-memory.ts';
import type { Relais } from './start.ts';

/** Starts Relais from the environment, and stops it cleanly when asked to. */
async function main(): Promise<void> {
  const env = readEnvironment();
  const config = readConfig(env);
  const log = createLog(config.logLevel);
  // As with the log: a file on a full disk takes no word, and that ends nothing.
  process.stdout.on('error', () => undefined);
  const reread = () => {
    const now = readEnvironment();
    return { config: readConfig(now), env: now, files: secretFilesOf(now) };
  };
  // Left alone, the signal would end the process, also one that only starts.
  const started: { relais?: Relais } = {};
  process.on('SIGHUP', () => void started.relais?.reload?.now());
  const end = (code: number) =>
    (started.relais?.stop() ?? Promise.resolve()).then(
      () => process.exit(code),
      () => process.exit(1),
    );
  const relais = await inLittleMemory(async () => {
    const { startRelais } = await import('./start.ts');
    return startRelais({
      config,
      env,
      log,
      secrets: { reread },
      onMoved: () => void end(1),
      onKeyGivenUp: () => void end(1),
    });
  });
  started.relais = relais;
  if (relais.workspace) process.stdout.write(`\nRelais is ready. Open the local workspace: ${relais.url}\n\n`);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, 'stopping');
      void end(0);
    });
}

main().catch((error: unknown) => {
  // Configuration, flow and key errors are for people: their message says what to do, a stack would bury it.
  const known = error instanceof Error && (error instanceof ConfigError || /Error$/.test(error.name));
  process.stderr.write(`${known && error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
