const HOUR = 3600_000;
/** "于12月11日18时前", "请在2026年11月28日前反馈": year and hour may be missing. */
const BY_DATE =
  /(?:(20\d{2})年)?(\d{1,2})月(\d{1,2})日(?:(?:上午|(下午|晚上?))?(\d{1,2})(?:时|点|[:：])(?:(\d{1,2})分?)?)?(?:之?前|以前|下班前)/u;
const ANSWER = /反馈|回复|回告|报告|上报|报送|报结果|办结|核查|核实|答复|前报|办理|处理|回应/u;

/** End of office hours in Shanghai, where a day is named without an hour. */
const END_OF_DAY = 18;
/** Hours that Shanghai is ahead of UTC, without summer time. */
const SHANGHAI = 8;

/**
 * Until when a superior wants its answer, where its order names the day (上级时限, DL-19; RT-06). A stretch ("七日内")
 * does not say what it counts from, so a person sets it.
 * @param text an order's text; what it gives for any other text means nothing
 * @param at when the order came
 * @returns null when the text names no day, or one that has passed
 */
export function orderDue(text: string, at: Date): Date | null {
  for (const sentence of text.split(/[。！？\n]/u)) {
    const due = ANSWER.test(sentence) ? byDate(sentence, at) : null;
    if (due && due > at) return due;
  }
  return null;
}

function byDate(sentence: string, at: Date): Date | null {
  const match = BY_DATE.exec(sentence);
  if (!match) return null;
  const [, year, month, day, later, hour, minute] = match;
  const afternoon = later !== undefined && Number(hour) < 12 ? 12 : 0;
  const hours = (hour === undefined ? END_OF_DAY : Number(hour) + afternoon) - SHANGHAI;
  const inYear = (of: number) =>
    new Date(Date.UTC(of, Number(month) - 1, Number(day), hours, Number(minute ?? 0)));
  if (year !== undefined) return inYear(Number(year));
  const thisYear = new Date(at.getTime() + SHANGHAI * HOUR).getUTCFullYear();
  // In December an order may be due in January.
  return Number(month) === 1 && inYear(thisYear) < at ? inYear(thisYear + 1) : inYear(thisYear);
}
