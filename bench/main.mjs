// What the gateway adds to the CLI itself, and what its pool saves. Each figure stands beside another one of the same
// run, taken in turns, so that a busy machine slows both. Loopback and the simulator only; some minutes.
import { availableParallelism } from 'node:os';
import { benchBodies } from './bodies.mjs';
import { benchFirstText } from './first-text.mjs';
import { benchRoutes } from './routes.mjs';
import { benchSchemas } from './schemas.mjs';
import { benchThroughput } from './throughput.mjs';
import { benchWarmProcesses } from './warm-processes.mjs';

console.log(`Node ${process.version}, ${availableParallelism()} cores`);
await benchFirstText();
await benchThroughput();
await benchRoutes();
await benchBodies();
await benchSchemas();
await benchWarmProcesses();
