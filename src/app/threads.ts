/**
 * Threads for pictures, files and names to resolve; Node's four are taken by a few pictures. The pool is made at its
 * first use, which is while other modules load: so this one comes before all of them. (Windows takes the number only
 * from the environment in which the process starts.)
 */
process.env['UV_THREADPOOL_SIZE'] ??= '16';
