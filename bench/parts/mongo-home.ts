import { basename } from 'node:path';
import { uriOfDatabase } from '../../src/stores/mongo/connection.ts';
import { openEngineWorld } from '../engine-world.ts';
import { onMongo } from '../mongo-server.ts';
import { definePart } from '../part.ts';
import { measureHome } from './home.ts';

export const mongoHome = definePart({
  name: 'mongo-home',
  about: "HR's home page on MongoDB after each change of a departure, among few departures and among many that ended",
  measure: (size) =>
    onMongo(1, "HR's home page on MongoDB", ({ uri }) =>
      measureHome(size, (folder) => openEngineWorld(folder, [], uriOfDatabase(uri, basename(folder)))),
    ),
});
