import { readDay, readShiftTable } from './shift-table.js';
import { shiftDayOf } from './shifts.js';

const read = (rows: string[][]) => readShiftTable({ file: 'a.xlsx', sheet: '表1', rows }, '2026-11-23');

describe('a table of duty by day', () => {
  it('is read by its headings; a phone belongs to whom it stands beside', () => {
    const { shifts, problems } = read([
      ['11月值班表'],
      ['日期', '星期', '带班领导', '电话', '值班人员', '电话'],
      ['11月23日', '一', '张 示例', '138 0000 0000', '李样本', '0358-7654321'],
      ['2026-11-24', '二', '', '', '王演示', ''],
      ['', '', '', '', '', ''],
      ['待定', '三', '', '', '赵试填', ''],
      ['11月26日', '四', '张示例', '', '', ''],
    ]);
    expect(shifts).toEqual([
      {
        unit: null,
        day: '2026-11-23',
        person: '李样本',
        phone: '0358-7654321',
        leader: '张示例',
        leaderPhone: '13800000000',
        row: 3,
      },
      {
        unit: null,
        day: '2026-11-24',
        person: '王演示',
        phone: null,
        leader: null,
        leaderPhone: null,
        row: 4,
      },
    ]);
    expect(problems).toEqual(['第 6 行的日期“待定”不能识别，未读取。', '第 7 行没有值班人员，未读取。']);
  });

  it('may name the unit of each row', () => {
    const { shifts } = read([
      ['日期', '单位', '值班人员', '联系电话'],
      ['11.23', '东湖街道', '李样本', '13800000000'],
    ]);
    expect(shifts).toMatchObject([{ unit: '东湖街道', day: '2026-11-23', phone: '13800000000' }]);
  });

  it.each([
    ['1月2日', '2027-01-02'],
    ['2026/12/01', '2026-12-01'],
    ['2026年2月29日', null],
    ['13月1日', null],
    ['周一', null],
  ])('reads the day %s', (text, day) => expect(readDay(text, '2026-11-23')).toBe(day));

  it('runs until the hand-over of the next morning', () => {
    const at = (time: string) => shiftDayOf(new Date(`2026-11-23T${time}:00+08:00`), '08:00');
    expect([at('23:00'), at('08:00'), at('07:59'), at('00:30')]).toEqual([
      '2026-11-23',
      '2026-11-23',
      '2026-11-22',
      '2026-11-22',
    ]);
  });
});
