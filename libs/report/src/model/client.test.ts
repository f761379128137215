import { createTestModel, type TestModel } from '../../../../test/support/model.js';
import { askModel } from './client.js';

let model: TestModel;
beforeAll(async () => (model = await createTestModel()));
afterAll(() => model.close());
const LIMITS = { timeoutMs: 400, maxBytes: 100_000 };
const ask = (url = model.url) =>
  askModel({ url, key: null, name: 'm' }, [{ role: 'user', content: '材料' }], LIMITS);

it('gives the words of the answer, and sends no key where there is none', async () => {
  model.answer({ says: '停水[1]。' });
  expect(await ask(`${model.url}/`)).toBe('停水[1]。');
  expect(model.asked.at(-1)?.path).toBe('/v1/chat/completions');
  expect(model.asked.at(-1)?.headers.authorization).toBeUndefined();
});

it.each([
  ['hangs', { hangs: true as const }, 'timeout'],
  ['refuses', { status: 429 }, 'http_error'],
  ['pours without end', { endless: true as const }, 'too_large'],
  ['answers with a page', { raw: '<html></html>' }, 'bad_answer'],
  ['answers with another shape', { raw: '{"choices":[{"message":{"content":[1]}}]}' }, 'bad_answer'],
  ['says nothing', { says: ' ' }, 'empty'],
  ['sends elsewhere', { redirects: 'http://127.0.0.1:1/' }, 'unreachable'],
])('a model that %s', async (_name, how, failure) => {
  model.answer(how);
  await expect(ask()).rejects.toMatchObject({ failure });
});

it('a model that is not there', async () => {
  await expect(ask('http://127.0.0.1:1/v1')).rejects.toMatchObject({ failure: 'unreachable', status: null });
});
