// Loaded into the server before anything else: lets a test look inside, and move the wall clock.
import { unlinkSync } from 'node:fs';
import net from 'node:net';
import v8 from 'node:v8';
import vm from 'node:vm';

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc');

const RealDate = Date;
let shiftMs = 0;
const now = () => RealDate.now() + shiftMs;
globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, values) => (values.length === 0 ? new target(now()) : new target(...values)),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

const socketFile = process.env.CHAOS_SOCKET;
const control = net.createServer((socket) => {
  // Neither this connection nor its server counts as what keeps the process alive.
  socket.unref();
  socket.on('error', () => undefined);
  socket.once('data', (request) => {
    const asked = JSON.parse(request.toString());
    shiftMs += asked.shiftMs ?? 0;
    if (asked.memory) collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    const resources = process.getActiveResourcesInfo().sort();
    socket.end(JSON.stringify({ resources, memoryBytes: heapUsed + external }));
  });
});
control.listen(socketFile).unref();
process.on('exit', () => {
  try {
    unlinkSync(socketFile);
  } catch {
    // Gone with its folder.
  }
});
