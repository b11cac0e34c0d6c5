import { tellWave } from './stories/wave.ts';

await tellWave('on Teams', 'all');
