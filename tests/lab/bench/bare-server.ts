/** The reference: a node:http server that reads a request and sends fixed bytes. What was PUT to a path is what a POST to it answers. */
import { createServer, type IncomingMessage } from 'node:http';

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

const answers = new Map<string, Buffer>();

const server = createServer((request, response) => {
  void read(request).then((body) => {
    const path = request.url ?? '/';
    if (request.method === 'PUT') answers.set(path, body);
    const answer = request.method === 'PUT' ? '' : (answers.get(path) ?? '');
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(answer) });
    response.end(answer);
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`Listening on http://127.0.0.1:${address.port}`);
});
