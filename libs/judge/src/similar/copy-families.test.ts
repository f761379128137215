import { CopyFamilies } from './copy-families.js';
import { copyText } from './copies.js';

const HEAD =
  '连续三天我们小区的暖气一点都不热，室内只有十三度，老人孩子整天穿着棉衣，给物业打电话说不归他们管，';
const MIDDLE = '社区的干部也来看过，';
const TAIL =
  '热力公司说要等换热站检修完才能恢复，什么时候修好没有人说得清，眼看又要降温，请政府管一管给个准话。';
const FRAME = '以下内容来自网友投稿，本站仅作展示，内容真实性由发布者负责，请相关部门核实处理并及时回复：';

/** Puts texts in one after another, all of one incident. @returns for each the text it is a copy of, by its place */
function repeats(texts: readonly string[], together = true) {
  const families = new CopyFamilies(100);
  const joined: string[][] = [];
  const firsts = texts.map((text, i) => {
    const copy = copyText('', text);
    const alike = families.alike(
      copy,
      texts.slice(0, i).map((_, slot) => slot),
    );
    const found = families.find(
      copy,
      alike,
      () => true,
      () => together,
    );
    families.add(i, String(i), copy, found?.first ?? null, found?.also ?? []);
    joined.push(found?.also ?? []);
    return found?.first ?? null;
  });
  return { firsts, joined };
}

describe('texts with their copies', () => {
  it('become one group once the whole text shows it, and repeat the earliest', () => {
    const whole = `${HEAD}${MIDDLE}${TAIL}`;
    const { firsts, joined } = repeats([`${HEAD}${MIDDLE}`, `${MIDDLE}${TAIL}`, whole, `转发：${TAIL}`]);
    expect(firsts).toEqual([null, null, '0', '0']);
    expect(joined[2]).toEqual(['1']);
  });

  it('stay apart where they stand in different incidents', () => {
    const whole = `${HEAD}${MIDDLE}${TAIL}`;
    expect(repeats([`${HEAD}${MIDDLE}`, `${MIDDLE}${TAIL}`, whole], false).joined[2]).toEqual([]);
  });

  it('are not led astray by one that lost the number', () => {
    const of = (hours: string) => `停水通知：前山村${hours}停水，${HEAD}${TAIL}`;
    const cut = `${HEAD}${TAIL}`;
    const { firsts, joined } = repeats([of('3月5日'), of('3月8日'), cut, of('3月8日')]);
    expect(firsts[1]).toBeNull();
    expect(joined[2]).toEqual([]);
    expect(firsts[3]).toBe('1');
  });

  it('are not taken for one another for what stands around them all', () => {
    const about = [
      '东街的路灯坏了半个月，晚上下班走路什么也看不见，已经有人摔伤',
      '公园里的健身器材生锈断裂，螺丝都掉了，孩子在上面玩太危险',
      '学校放学时门口车辆乱停，家长把路堵得死死的，希望有人疏导',
      '河边垃圾成堆，夏天一到臭得不敢开窗，打了几次电话没人来清',
      '楼上装修从早敲到半夜，老人心脏不好，物业说管不了这种事情',
      '这趟公交半小时不来一趟，来了也挤不上去，上班天天要迟到',
    ];
    const { firsts } = repeats(about.map((text) => `${FRAME}${text}`));
    expect(firsts.slice(-2)).toEqual([null, null]);
    expect(repeats([HEAD, `${FRAME}${HEAD}`]).firsts).toEqual([null, '0']);
  });
});
