import { startWebServer, type WebServer } from '../testing/web-server.js';
import { readPage } from './read-page.js';

let server: WebServer;
beforeAll(async () => {
  server = await startWebServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<title>通报</title><p>已恢复<b>供水</b></p>'),
  );
});
afterAll(() => server.close());
const host = () => new URL(server.url).host;

it('reads what people read, from a host of the house only where it is registered', async () => {
  expect((await readPage(server.url, [host()])).text).toBe('通报\n已恢复供水');
  await expect(readPage(server.url, ['www.gov.example'])).rejects.toThrow('网址指向内部网络，已拒绝访问');
  expect(server.requests).toHaveLength(1);
});

it.each(['http://10.0.0.8/', 'http://localhost/', 'http://[::1]/', 'http://169.254.169.254/'])(
  'never reads %s, whatever else is registered',
  async (address) => {
    await expect(readPage(address, [host()])).rejects.toThrow('内部网络');
  },
);

it('does not follow a page into the house', async () => {
  server.serve((_request, response) => response.writeHead(302, { location: 'http://10.0.0.8/' }).end());
  await expect(readPage(server.url, [host()])).rejects.toThrow('内部网络');
});

it('says what is no page', async () => {
  server.serve((_request, response) => response.setHeader('content-type', 'image/png').end('x'));
  await expect(readPage(server.url, [host()])).rejects.toThrow('不是网页');
});
