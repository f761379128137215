import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  diffBodies,
  Directory,
  loadProfile,
  nameOf,
  needsApproval,
  outletsOn,
  ProfileError,
  standardOutlet,
} from '#jurisdiction';

const at = new Date('2026-11-23T09:00:00+08:00');
const account = {
  key: 'wechat',
  name: '清岚发布',
  kind: 'account',
  platform: '微信公众号',
  owner: '市委宣传部',
  filing: '备案〔2026〕1号',
  hosts: ['mp.weixin.qq.com'],
  forms: ['authoritative'],
  basis: '虚构',
};
const portal = {
  ...account,
  key: 'portal',
  kind: 'portal',
  name: '门户网站',
  hosts: ['www.qinglan.example'],
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-outlets-'));
  cpSync('test/profiles/tiny', dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const put = (...outlets: object[]) => writeFileSync(join(dir, 'outlets.json'), JSON.stringify(outlets));
function problems(...outlets: object[]): string {
  put(...outlets);
  try {
    loadProfile(dir);
    return '';
  } catch (error) {
    if (error instanceof ProfileError) return error.message;
    throw error;
  }
}

describe('the register of outlets', () => {
  it.each([
    ['a department', { owner: '市综合服务局' }, '属部门或乡镇（街道），不开设网站'],
    ['a township', { owner: '石桥镇' }, '属部门或乡镇（街道），不开设网站'],
    ['a unit outside', { owner: '云州市环境局' }, '不在本系统内'],
    ['nobody known', { owner: '市报社' }, '没有单位“市报社”'],
    ['an account nobody has filed', { filing: ' ' }, '未备案的不能作为发布渠道'],
    ['a place on the net without a host', { hosts: [] }, '请填写发布页面所在的域名'],
    ['an address for a host', { hosts: ['http://mp.weixin.qq.com/'] }, '只写域名'],
    ['a day that does not exist', { validTo: '2026-02-30' }, '没有 2026-02-30 这一天'],
    ['nothing it can carry', { forms: [] }, 'outlets[0].forms'],
  ])('refuses %s', (_, change, message) => {
    expect(problems({ ...account, ...change })).toContain(message);
  });

  it('lets the city office own the portal, which it is in charge of (task 7), and asks for no filing number', () => {
    expect(problems({ ...portal, owner: '市政府办公室', filing: undefined })).toBe('');
  });

  it('refuses a key given twice', () => {
    expect(problems(account, { ...account, name: '另一个' })).toContain(
      'outlets[1].key: “wechat”与第 1 项重复',
    );
  });

  it('gives those in force, the standard one first, and the portal where none is', () => {
    put({ ...account, validTo: '2026-11-22' }, { ...account, key: 'weibo' }, portal);
    const directory = new Directory(loadProfile(dir), 'test');
    expect(outletsOn(directory, at).map(({ key }) => key)).toEqual(['weibo', 'portal']);
    expect(standardOutlet(directory, at)?.key).toBe('portal');
    put(portal, { ...account, standard: true });
    expect(standardOutlet(new Directory(loadProfile(dir), 'test'), at)?.key).toBe('wechat');
    put();
    expect(standardOutlet(new Directory(loadProfile(dir), 'test'), at)).toBeNull();
  });

  it('is edited with the approval of a second person, and says in Chinese what changes', () => {
    expect(needsApproval('outlets', account, { ...account, owner: '市政府办公室' })).toBe(true);
    expect(needsApproval('outlets', account, { ...account, note: '粉丝三万' })).toBe(false);
    expect(nameOf('outlets', 'wechat', account)).toBe('清岚发布');
    expect(diffBodies('outlets', account, { ...account, forms: ['graphic'] })).toMatchObject([
      { label: '可用形式', added: ['图解'], removed: ['权威信息'] },
    ]);
  });

  it('of Xiaoyi names the owners the notice names, and none is a department', () => {
    const directory = new Directory(loadProfile('config/jurisdictions/xiaoyi'), 'test');
    expect(new Set(outletsOn(directory, at).map(({ owner }) => owner))).toEqual(
      new Set(['市党政信息网络中心', '市政府新闻办公室', '市融媒体中心']),
    );
    expect(standardOutlet(directory, at)).toMatchObject({ key: 'portal', owner: '市党政信息网络中心' });
  });
});
