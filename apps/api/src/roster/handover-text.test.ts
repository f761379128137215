import { handoverText, type HandoverFacts, type HandoverLine } from './handover-text.js';

const at = (text: string) => new Date(`2026-11-${text}+08:00`);
const none: HandoverFacts = {
  from: at('23T08:00'),
  to: at('24T08:00'),
  opened: [],
  signed: [],
  unsigned: [],
  dueNext: [],
  calls: [],
  refusals: [],
  countersigns: [],
};
const line = (number: string, what: string): HandoverLine => ({ number, level: '重大', what });

it('says in every part what there is, and 无 where there is nothing', () => {
  const text = handoverText({
    ...none,
    unsigned: [line('2026-0143', '东湖街道，应于11月24日 09:00前签收')],
    countersigns: ['名录修改第3号，应于11月24日 10:00前补签'],
  });
  expect(text.split('\n')).toEqual([
    '值班时段：11月23日 08:00至11月24日 08:00',
    '一、新增事项：无',
    '二、已签收：无',
    '三、未签收 1 项：',
    '　　2026-0143（重大）东湖街道，应于11月24日 09:00前签收',
    '四、下一班到期：无',
    '五、电话联系：无',
    '六、退单待裁定：无',
    '七、夜间请示待补签 1 项：',
    '　　名录修改第3号，应于11月24日 10:00前补签',
  ]);
});

it('counts what a storm leaves instead of naming all of it', () => {
  const opened = Array.from({ length: 40 }, (_, index) => line(`2026-${1000 + index}`, '停水'));
  const lines = handoverText({ ...none, opened }).split('\n');
  expect(lines[1]).toBe('一、新增事项 40 件：');
  expect(lines.filter((each) => each.includes('停水'))).toHaveLength(12);
  expect(lines).toContain('　　其余28件见事件列表');
});
