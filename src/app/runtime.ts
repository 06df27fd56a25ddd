import { setFlagsFromString } from 'node:v8';

/**
 * What has to be known before any other module loads. Threads for pictures, files and names to resolve: Node's four are
 * taken by a few pictures, and the pool is made at its first use. (Windows takes the number only from the environment in
 * which the process starts.)
 */
process.env['UV_THREADPOOL_SIZE'] ??= '16';
/** Old objects are looked through when there are a third more of them, not twice as many: what a rush leaves behind goes soon. */
setFlagsFromString('--heap-growing-percent=30');
