import { hostileWords } from './hostile-words.ts';
import { readsWell } from './reads-well.ts';

readsWell('en');

hostileWords(12);
