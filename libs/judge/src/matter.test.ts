import { judge } from '#judge';
import { judged, judgedOpen, post, xiaoyi } from '../../../test/support/judging.js';

describe('what is no public matter (先观察)', () => {
  it.each([
    ['small talk', '今天胜溪湖的晚霞真好看，随手发一下'],
    ['a sale', '出一台九成新洗衣机，自提'],
    ['routine news', '梧桐镇开展冬季消防宣传活动'],
    ['praise', '兑镇镇派出所帮忙找回老人，点赞，暖心'],
  ])('%s opens no incident', (_, text) => {
    const judgement = judged(text);
    expect(judgement).toMatchObject({ relevant: true, isMatter: false });
    expect(judgement.why.map((reason) => reason.rule)).toContain('no-matter');
  });

  it.each([
    ['displeasure without a subject', '孝义这地方越想越憋气，真是无语'],
    ['a plain fact somebody may worry about', '崇文街道停电八小时，供电公司无说明'],
    ['a question', '胜溪湖的路灯什么时候亮'],
    ['an event', '梧桐镇举行活动时舞台坍塌，两人受伤'],
    ['a doubt about an event of the town', '全市连续三天重污染天气'],
    ['a statement with nothing known of it', '这边一直这样'],
  ])('%s is one', (_, text) => expect(judged(text).isMatter).toBe(true));

  it('counts spread and a superior’s word as a matter whatever the text', () => {
    const small = post('今天胜溪湖的晚霞真好看');
    expect(judge({ ...small, hotSearch: 'local' }, xiaoyi).isMatter).toBe(true);
    expect(judge({ ...small, assignedBySuperior: true }, xiaoyi).isMatter).toBe(true);
    expect(judge({ ...small, engagement: { comments: 150 } }, xiaoyi).isMatter).toBe(true);
  });

  it('is not misled by an item of the database, where nothing confirmed is an empty object', () => {
    const small = {
      ...post('今天胜溪湖的晚霞真好看'),
      facts: {},
      hotSearch: 'none' as const,
      assignedBySuperior: false,
    };
    expect(judge(small, xiaoyi).isMatter).toBe(false);
    expect(judge({ ...small, facts: { eventLevel: 'IV' } }, xiaoyi).isMatter).toBe(true);
  });

  it('says nothing of what is not ours', () => {
    expect(judgedOpen('太原举办马拉松').why.map((reason) => reason.rule)).not.toContain('no-matter');
  });
});
