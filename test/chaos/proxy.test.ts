import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openProxy, type Passing, type TcpProxy } from '../../chaos/proxy.ts';
import { eventually } from '../end-to-end/bench.ts';

interface Echo {
  readonly server: Server;
  readonly sockets: Socket[];
  heard: string;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Says back what it hears. */
async function startEcho(): Promise<Echo & { readonly port: number }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      echo.heard += bytes.toString();
      socket.write(bytes);
    });
  });
  const echo = { server, sockets, heard: '', port: 0 };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  echo.port = typeof address === 'object' && address ? address.port : 0;
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return echo;
}

async function begin(random?: () => number) {
  const echo = await startEcho();
  const proxy = await openProxy({ host: '127.0.0.1', port: echo.port }, random);
  closing.push(proxy.close);
  return { echo, proxy };
}

async function call(proxy: TcpProxy) {
  const socket = connect(proxy.port, '127.0.0.1');
  const said = { text: '', chunks: 0, isOver: false };
  socket.on('data', (bytes) => {
    said.text += bytes.toString('latin1');
    said.chunks += 1;
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    said.isOver = true;
  });
  closing.push(async () => socket.destroy());
  await once(socket, 'connect');
  return { socket, said };
}

const quiet = () => new Promise((resolve) => setTimeout(resolve, 60));

test('what is said passes both ways, and the end of one side is the end of the other', async () => {
  const { echo, proxy } = await begin();
  const { socket, said } = await call(proxy);
  socket.write('hello');
  await eventually(() => said.text === 'hello');
  echo.sockets[0]?.end('bye');
  await eventually(() => said.isOver);
  expect(said.text).toBe('hellobye');
  expect(proxy.felt()).toBe(0);
});

test('a cut closes what is there and refuses what comes, until the way is open again', async () => {
  const { proxy } = await begin();
  const first = await call(proxy);
  first.socket.write('hello');
  await eventually(() => first.said.text);
  proxy.become('cut');
  await eventually(() => first.said.isOver);
  const second = await call(proxy);
  await eventually(() => second.said.isOver);
  proxy.become('open');
  const third = await call(proxy);
  third.socket.write('again');
  await eventually(() => third.said.text === 'again');
  expect(proxy.felt()).toBeGreaterThan(1);
});

test('a silent way carries nothing and tells no side, also when others can pass again', async () => {
  const { echo, proxy } = await begin();
  const { socket, said } = await call(proxy);
  proxy.become('silent');
  socket.write('hello');
  await quiet();
  proxy.become('open');
  socket.write('hello?');
  await quiet();
  expect([echo.heard, said.text, said.isOver]).toEqual(['', '', false]);
  const other = await call(proxy);
  other.socket.write('other');
  await eventually(() => other.said.text === 'other');
});

test('what is said on a half open way arrives, and its answer does not', async () => {
  const { echo, proxy } = await begin();
  proxy.become('half-open');
  const { socket, said } = await call(proxy);
  socket.write('pay');
  await eventually(() => echo.heard === 'pay');
  await quiet();
  expect([said.text, said.isOver]).toEqual(['', false]);
});

test('a slow way keeps the order, whatever each piece takes', async () => {
  const waits = [1, 0, 0.5, 0, 1, 0];
  const { proxy } = await begin(() => waits.shift() ?? 0);
  proxy.become({ delayMs: 5, jitterMs: 60 });
  const { socket, said } = await call(proxy);
  const began = performance.now();
  for (const each of ['one ', 'two ', 'three']) {
    socket.write(each);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  await eventually(() => said.text.length === 13);
  expect(said.text).toBe('one two three');
  expect(performance.now() - began).toBeGreaterThan(60);
});

test('a way that slices hands on the same bytes in many pieces', async () => {
  const { proxy } = await begin();
  proxy.become({ sliceBytes: 3, delayMs: 2 });
  const { socket, said } = await call(proxy);
  socket.write('abcdefghijkl');
  await eventually(() => said.text === 'abcdefghijkl');
  expect(said.chunks).toBeGreaterThan(1);
});

test('an answer is cut when it gets longer than the way lets it', async () => {
  const { proxy } = await begin();
  proxy.become({ mostBytes: 10 });
  const { socket, said } = await call(proxy);
  socket.write('0123456789abcdef');
  await eventually(() => said.isOver);
  expect(said.text).toBe('0123456789');
});

test('the beginning of an answer can be made unreadable, what was asked is not', async () => {
  const { echo, proxy } = await begin();
  proxy.become({ corruptsAnswers: true });
  const { socket, said } = await call(proxy);
  socket.write('HTTP/1.1 200 OK');
  await eventually(() => said.text.length === 15);
  expect(echo.heard).toBe('HTTP/1.1 200 OK');
  expect(said.text).toBe('\xff\xff\xff\xff/1.1 200 OK');
});

test('who watches sees each piece before it passes, and may let through half of it or nothing', async () => {
  const { echo, proxy } = await begin();
  const seen: Passing[] = [];
  const stop = proxy.watch((passing) => {
    seen.push(passing);
    const text = passing.bytes.toString();
    if (text === 'half of this') return 'half';
    return passing.way === 'down' && text === 'secret' ? 'hold' : 'pass';
  });
  const first = await call(proxy);
  first.socket.write('half of this');
  await eventually(() => echo.heard === 'half o');
  first.socket.write('and more');
  const second = await call(proxy);
  second.socket.write('secret');
  await eventually(() => echo.heard === 'half osecret');
  await quiet();
  expect(echo.heard).toBe('half osecret');
  expect(second.said.text).toBe('');
  const numbers = seen.map(({ connection, way }) => `${connection} ${way}`);
  expect(numbers).toEqual(['1 up', '1 down', '2 up', '2 down']);
  stop();
  const third = await call(proxy);
  third.socket.write('secret');
  await eventually(() => third.said.text === 'secret');
});

test('only connections that began in a certain way fall silent', async () => {
  const { proxy } = await begin();
  const [socket, other] = [await call(proxy), await call(proxy)];
  socket.socket.write('GET /gateway');
  other.socket.write('GET /api');
  await eventually(() => socket.said.text && other.said.text);
  expect(proxy.silence((opening) => opening.startsWith('GET /gateway'))).toBe(1);
  socket.socket.write('!');
  other.socket.write('!');
  await eventually(() => other.said.text === 'GET /api!');
  expect(socket.said.text).toBe('GET /gateway');
});

test('a way can lead somewhere else from now on', async () => {
  const { proxy } = await begin();
  const other = await startEcho();
  proxy.leadTo({ host: '127.0.0.1', port: other.port });
  const { socket } = await call(proxy);
  socket.write('moved');
  await eventually(() => other.heard === 'moved');
});
