/** What is to be ready before a press conference (国办发〔2016〕80号, notice 6(3)). */
export const CONFERENCE_STEPS = [
  'facts_agreed',
  'points_cleared',
  'questions',
  'host_confirmed',
  'place_ready',
  'media_invited',
  'secrecy',
  'record',
] as const;
export type ConferenceStep = (typeof CONFERENCE_STEPS)[number];

export const CONFERENCE_STEP_WORDS: Record<ConferenceStep, string> = {
  facts_agreed: '各部门数据和口径已核对一致',
  points_cleared: '发布词已经审签',
  questions: '已按群众主要关切准备答问',
  host_confirmed: '出席的主要负责人或新闻发言人已确定',
  place_ready: '场地、手语和直播已安排',
  media_invited: '已通知媒体',
  secrecy: '已作保密和个人信息审查',
  record: '已安排文字实录和会后发布',
};
