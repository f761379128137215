/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { MORNING } from '../support/rows.js';
import { choose } from './choose.js';
import { createTown, inBrowser, overhang, PHONE, picture, type Town } from './town.js';

inBrowser('a worry, from the forum to the answer, before the eyes of those who handle it', () => {
  let town: Town;
  let monitor: Page;
  let office: Page;
  let phone: Page;
  beforeAll(async () => {
    town = await createTown();
    monitor = await town.as({ role: 'monitor', name: '监测员甲' });
    office = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员乙' });
    phone = await town.open(PHONE);
  });
  afterAll(() => town?.close());

  const duties = (page: Page) => page.getByRole('region', { name: '交办与签收' });
  const duty = (page: Page, unit: string) => duties(page).locator('.signs li', { hasText: unit });
  const row = (page: Page) => page.locator('li.row', { hasText: '2026-0001' });
  const story = (page: Page) => page.getByRole('region', { name: '办理经过' });
  const receivers = async (words: string) =>
    (await town.mails.list()).filter((mail) => mail.subject.includes(words)).flatMap((mail) => mail.to);
  const mailTo = (who: string, words: string) =>
    eventually(async () => (await receivers(words)).includes(`${who}@qinglan.example`), `${words} to ${who}`);

  it('announces itself at the top of the open list and waits to be called', async () => {
    await monitor.getByText('还没有事件').waitFor();
    await monitor.getByText('按紧急程度列在这里').waitFor();
    const said = '东湖街道阳光小区停水三天了，自来水一直没有恢复，老人孩子没法生活。';
    town.feed.publish('东湖街道停水三天', said, MORNING);
    await town.database.source.query('update source set next_due_at = $1', [town.clock.now()]);
    const news = monitor.getByRole('button', { name: /^1 起新事件，点此载入/ });
    await news.waitFor();
    expect(await row(monitor).count()).toBe(0);
    await news.click();
    await row(monitor).getByText('市综合服务局').waitFor();
    await row(monitor).getByText('已交办').waitFor();
  });

  it('shows units, both clocks, and why with the words it rests on', async () => {
    await row(monitor).getByRole('link', { name: '东湖街道停水三天' }).click();
    await monitor.waitForURL(/\/incidents\/[\w-]{36}$/);
    await duty(monitor, '市综合服务局').getByText('回应主体').waitFor();
    await duty(monitor, '东湖街道').getByText('待签收').waitFor();
    expect(await duty(monitor, '东湖街道').getByRole('timer').textContent()).toMatch(
      /签收 ?剩 (4 小时|3 小时 59)/,
    );
    await monitor
      .locator('.marks')
      .getByText(/剩 (2 天|47 小时)/)
      .waitFor();
    const why = monitor.getByRole('region', { name: '为什么' }).last();
    for (const words of ['文中点明东湖街道', '主责为市综合服务局', 'RT-10', '“停水”'])
      await why.getByText(words).first().waitFor();
    const marked = monitor.locator('article mark', { hasText: '停水' }).first();
    await why.locator('li', { hasText: '主责为市综合服务局' }).hover();
    await marked.waitFor();
  });

  it('is legible Chinese on a machine without Chinese fonts', async () => {
    await monitor.waitForFunction(() => document.fonts.check('14px "Noto Sans SC"', '交办与签收法定时限'));
    const loaded = await monitor.evaluate(
      () => [...document.fonts].filter((font) => font.status === 'loaded').length,
    );
    expect(loaded).toBeGreaterThan(0);
    expect(await overhang(monitor)).toBeLessThanOrEqual(0);
    await picture(monitor, 'incident-1440');
  });

  it('is signed on a phone through the link of the mail; the other unit has not signed', async () => {
    await mailTo('p4', '舆情交办 2026-0001');
    await phone.goto(`${town.url}/dev/mail`);
    const mail = phone.locator('tr', { hasText: 'p4@qinglan.example' });
    await mail.getByRole('link', { name: /舆情交办 2026-0001/ }).click();
    expect(await phone.locator('pre').innerText()).not.toContain('停水');
    await phone.getByRole('link', { name: /\/s\// }).click();
    await phone.getByRole('heading', { name: '东湖街道停水三天' }).waitFor();
    expect(await overhang(phone)).toBeLessThanOrEqual(0);
    await picture(phone, 'sign-before-390');
    await duty(monitor, '市综合服务局').getByText('待签收').waitFor();
    await phone.getByRole('button', { name: '签收' }).click();
    await phone.getByRole('heading', { name: '已签收' }).waitFor();
    await picture(phone, 'sign-after-390');
    await duty(monitor, '市综合服务局').getByText('已签收').waitFor();
    await duty(monitor, '东湖街道').getByText('待签收').waitFor();
  });

  it('climbs for the unit that does not sign, live on the open page', async () => {
    await town.pass(120);
    await duty(monitor, '东湖街道').getByText('已催办联络人').waitFor();
    await town.pass(120);
    await duty(monitor, '东湖街道').getByText('逾期未签').waitFor();
    await duty(monitor, '东湖街道').getByText('已报分管负责人').waitFor();
    await mailTo('p21', '2026-0001');
    await town.pass(120);
    await duty(monitor, '东湖街道').getByText('已报市政府办公室').waitFor();
    await mailTo('p12', '逾期未签收');
    await story(monitor).getByText('东湖街道未按时签收，报市政府办公室').waitFor();
    expect(await duty(monitor, '市综合服务局').innerText()).not.toContain('已催办');
    await picture(monitor, 'climbed-1440');
  });

  it('is corrected by the office, which sees before what changes', async () => {
    await office.goto(monitor.url());
    await office.getByRole('button', { name: '更正交办' }).click();
    const dialog = office.getByRole('dialog', { name: '更正交办' });
    await choose(office, dialog.getByLabel('第一责任主体', { exact: true }), /^石桥镇/, '石桥镇');
    await dialog.getByRole('heading').first().click();
    await dialog.getByRole('button', { name: '看看会有什么变化' }).click();
    await dialog.getByText('＋ 新增').waitFor();
    expect(await dialog.locator('.diff').innerText()).toMatch(/新增\s*石桥镇（第一责任.*将立即通知/);
    expect(await duty(monitor, '石桥镇').count()).toBe(0);
    const done = dialog.getByRole('button', { name: '按以上变化更正交办' });
    expect(await done.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: '更正理由' }).fill('水源在石桥镇，一并核实');
    await picture(office, 'correct-1440');
    await done.click();
    await duty(office, '石桥镇').getByText('待签收').waitFor();
    await duties(office).getByText('由值班员乙确定').waitFor();
    await duty(monitor, '石桥镇').getByText('待签收').waitFor();
    await story(monitor).getByText('更正交办方案：水源在石桥镇，一并核实').waitFor();
    await mailTo('p28', '舆情交办 2026-0001');
  });

  it('is answered and closed; the statutory clock ends with the answer', async () => {
    await office.getByRole('button', { name: '登记首次回应' }).click();
    const answer = office.getByRole('dialog', { name: '登记首次回应' });
    expect(await answer.getByRole('button', { name: '登记首次回应' }).isDisabled()).toBe(true);
    await answer.getByPlaceholder('https://').fill('https://qinglan.example/answers/1');
    await answer.getByRole('button', { name: '登记首次回应' }).click();
    await office.locator('.marks').getByText('2026年11月23日 14:30 已首次回应').waitFor();
    await office.getByRole('link', { name: '查看首次回应' }).waitFor();
    await monitor.locator('.marks').getByText('已首次回应', { exact: true }).waitFor();
    await office.getByRole('button', { name: '办结' }).click();
    const close = office.getByRole('dialog', { name: '办结' });
    await close.getByRole('textbox').fill('供水已恢复，居民已告知');
    await close.getByRole('button', { name: '办结此事件' }).click();
    await office.getByText('办结理由：供水已恢复，居民已告知').waitFor();
    await monitor.getByRole('link', { name: '舆情事件' }).first().click();
    await row(monitor).getByText('已办结').waitFor();
    await picture(monitor, 'list-1440');
    expect(town.errors).toEqual([]);
  });
});
