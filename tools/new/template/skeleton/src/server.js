import { createServer } from 'node:http';
import process from 'node:process';
import { URL } from 'node:url';
import { greet } from './greet.js';

const port = Number(process.env.PORT ?? 3000);

createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end(greet(searchParams.get('name') ?? 'world'));
}).listen(port);
