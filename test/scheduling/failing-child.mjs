// What a forked job of Agenda runs in; it tells its failure as Agenda's own helper does, as an object.
process.send(JSON.stringify({ name: 'Error', message: 'no water' }));
process.exitCode = 1;
process.disconnect();
