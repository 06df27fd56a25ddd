import { type Listener, startListener } from '../../../sandbox/http/local-server.ts';

/** Where a link in a request leads. */
export async function startPictureServer(
  pictures: Readonly<Record<string, Buffer>>,
): Promise<Listener & { readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const listener = await startListener({
    async handle(request, response) {
      const path = request.url ?? '/';
      asked.push(path);
      const bytes = pictures[path];
      response.writeHead(bytes ? 200 : 404).end(bytes ?? 'Not found');
    },
    onDefect(text) {
      throw new Error(text);
    },
  });
  return { ...listener, asked };
}
