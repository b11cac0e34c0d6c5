// Run by mongosh, in deploy/compose.yaml: makes the replica set and the user of Relais where they are not there yet.
const { readFileSync } = require('node:fs');

const secret = (name) => readFileSync(`/run/secrets/${name}`, 'utf8').trim();
const rootUri = `mongodb://root:${encodeURIComponent(secret('mongo_root_password'))}@mongo1:27017/admin`;
const members = ['mongo1', 'mongo2', 'mongo3'].map((host, index) => ({ _id: index, host: `${host}:27017` }));

const first = connect(`${rootUri}?directConnection=true`);
try {
  first.adminCommand({ replSetInitiate: { _id: 'relais', members } });
} catch (error) {
  // 23: it was made before.
  if (error.code !== 23) throw error;
}
while (!first.hello().isWritablePrimary && !first.hello().primary) sleep(500);

const admin = connect(`${rootUri}?replicaSet=relais`);
if (admin.getUser('relais') === null)
  admin.createUser({
    user: 'relais',
    pwd: secret('mongo_relais_password'),
    roles: [
      { role: 'readWrite', db: 'relais' },
      // Collections, indexes and their validators are made by Relais itself.
      { role: 'dbAdmin', db: 'relais' },
    ],
  });
