// Relais as a company runs it that has Slack alone: the built files, without the local workspace and without Teams.
import { readConfig } from '../../dist/config.js';
import { inLittleMemory } from '../../dist/start/in-little-memory.js';

const [slackApiUrl] = process.argv.slice(2);
await inLittleMemory(async () => {
  const { startRelais } = await import('../../dist/start.js');
  return startRelais({ config: readConfig(process.env), env: {}, slackElsewhere: { slackApiUrl } });
});
console.log(JSON.stringify({ msg: 'Relais is ready' }));
