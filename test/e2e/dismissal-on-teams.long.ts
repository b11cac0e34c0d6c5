import { tellDismissal } from './stories/dismissal.ts';

await tellDismissal('on Teams', 'all');
