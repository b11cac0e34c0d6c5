import { readsWell } from './reads-well.ts';

readsWell('fr');
