import { bodies } from './families/bodies.mjs';
import { cli } from './families/cli.mjs';
import { histories } from './families/histories.mjs';
import { limits } from './families/limits.mjs';
import { schemas } from './families/schemas.mjs';
import { sockets } from './families/sockets.mjs';
import { tools } from './families/tools.mjs';

/** Each makes hostile cases, as JSON that can be kept and sent again, and says what is wrong with what came back. */
export const families = [schemas, bodies, tools, histories, sockets, cli, limits];
