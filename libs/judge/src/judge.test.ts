import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { FLAGS, type Item } from '#incidents';
import { judge } from '#judge';
import { loadDirectory } from '#jurisdiction';
import { projectRoot, readConfig } from '#config';
import { judged, post, xiaoyi } from '../../../test/support/judging.js';

describe('judge', () => {
  it('is deterministic and leaves the item as it was', () => {
    const item = post('梧桐镇某化工厂爆炸，5人死亡，网传还有人被困');
    const before = JSON.stringify(item);
    expect(judge(item, xiaoyi)).toEqual(judge(item, xiaoyi));
    expect(JSON.stringify(item)).toBe(before);
  });

  it('gives each finding a reason with the version of the directory and words that stand in the text', () => {
    const text = '高阳镇派出所办户口推诿，洗煤厂偷排黑水，2人受伤';
    const judgement = judged(text);
    expect(judgement.why.length).toBeGreaterThan(5);
    for (const reason of judgement.why) {
      expect(reason.version).toBe(xiaoyi.version);
      expect(reason.because).toMatch(/。$/u);
      for (const word of reason.words ?? []) expect(text).toContain(word);
    }
  });

  it('reads title and text together, a repeated title once', () => {
    const both = judge(post('已经三天了', { title: '梧桐镇停水' }), xiaoyi);
    expect([both.topics[0]?.no, both.places[0]?.name]).toEqual([29, '梧桐镇']);
    const repeated = judge(post('梧桐镇停水，5人受伤', { title: '梧桐镇停水，5人受伤' }), xiaoyi);
    expect(repeated.facts.injured).toBe(5);
  });

  it('takes an item with nothing but an id and a title', () => {
    const judgement = judge({ id: 'bare', title: '孝义一小区停暖' }, xiaoyi);
    expect([judgement.relevant, judgement.opinionLevel]).toEqual([true, '一般']);
    expect(judge({ id: 'bare', title: '某地停暖' }, xiaoyi).relevant).toBe(false);
  });

  it('decides by the profile alone: another city is another folder', () => {
    const tiny = loadDirectory(path.join(projectRoot(), 'test/profiles/tiny'));
    const item = post('孝义市梧桐镇停水', { source: { name: '测试来源', tier: 'self', scope: 'open' } });
    expect(judge(item, tiny).relevant).toBe(false);
    const own = tiny.profile.jurisdiction.name;
    expect(judge({ ...item, text: `${own}的路灯坏了` }, tiny).relevant).toBe(true);
  });

  it('survives whatever a feed brings, and only ever sets flags of the closed list', () => {
    const scraps = [
      '孝义',
      '赵家庄',
      '<b>',
      '\u0000',
      '😀',
      '死亡',
      '99999999999人',
      '2026年',
      '市',
      '+',
      '\n',
      '否认',
      '\ud800',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...scraps), fc.string({ unit: 'binary', maxLength: 6 })));
    fc.assert(
      fc.property(text, (pieces) => {
        const judgement = judge(post(pieces.join('')), xiaoyi);
        expect(judgement.flags.every((flag) => FLAGS.includes(flag))).toBe(true);
        expect(new Set(judgement.flags).size).toBe(judgement.flags.length);
      }),
      { numRuns: 200 },
    );
  });
});

const hotlist = path.join(readConfig().testDataDir, 'hotlists/weibo.jsonl');
const measured = existsSync(hotlist) ? describe : describe.skip;

measured('on national hot lists (HUIYIN_TEST_DATA)', () => {
  it('takes at most one title in a thousand for ours', () => {
    const rows = readFileSync(hotlist, 'utf8').split('\n').slice(0, 20_000).filter(Boolean);
    const titles = rows.map((row) => (JSON.parse(row) as { title: string }).title);
    const ours = titles.filter((title) => judge({ id: 'h', title } satisfies Item, xiaoyi).relevant);
    expect(ours.length).toBeLessThanOrEqual(titles.length / 1000);
  });
});
