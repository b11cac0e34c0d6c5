import { hostileWords } from './hostile-words.ts';

hostileWords(100);
