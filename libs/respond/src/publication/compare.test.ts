import { comparePage, figuresOf } from './compare.js';

const APPROVED = `关于新义街道停水的情况通报
11月18日6时，新义街道主管道破裂，影响居民3200户，无人员伤亡。
市住建局组织抢修，18日20时恢复供水，直接损失12.5万元。`;
const around = (text: string) => `首页 > 公告\n浏览次数：1024\n${text}\n版权所有 晋ICP备05000000号`;

it('finds the approved text among what stands around it, however it is spaced and set', () => {
  const page = around(APPROVED.replaceAll('，', ', ').replaceAll('\n', '\n\n  '));
  expect(comparePage(APPROVED, page)).toEqual({ share: 1, missing: [], instead: [], same: true });
});

it('shows the figures that differ, and what stands in their place', () => {
  const page = around(APPROVED.replace('3200户', '320户').replace('12.5万元', '15万元'));
  const found = comparePage(APPROVED, page);
  expect(found).toMatchObject({ same: false, missing: ['3200户', '12.5万元'], instead: ['320户', '15万元'] });
  expect(found.share).toBeGreaterThan(0.8);
});

it('tells a left out paragraph, and another page altogether', () => {
  const cut = comparePage(APPROVED, around(APPROVED.split('\n').slice(0, 2).join('\n')));
  expect(cut.same).toBe(false);
  expect(cut.share).toBeLessThan(0.8);
  expect(comparePage(APPROVED, '您访问的页面不存在').share).toBe(0);
  expect(comparePage('', '首页').same).toBe(false);
});

it('reads figures with their units, in digits and in characters', () => {
  expect(figuresOf('两人受伤，３人获救，损失1,200万元，十二户，一切正常')).toEqual([
    '两人',
    '3人',
    '1200万元',
    '十二户',
  ]);
});
