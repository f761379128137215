/** Signs of the kind of a text: a question, a cry, a title of two parts, a film, a score, an episode, a source. */
const MARKS = [
  /[？?]/gu,
  /[！!]/gu,
  /[|丨｜]/gu,
  /[“"]/gu,
  /《/gu,
  /\d/gu,
  /[，,。]/gu,
  /第.{1,3}[集期届]/gu,
  /[#＃@]/gu,
  /据|消息|报道|获悉/gu,
  /\d+[-:：]\d+/gu,
];

/** How often each mark stands in the text that has fewer and in the one that has more. */
export function marksOf(one: string, two: string): number[] {
  return MARKS.flatMap((mark) => {
    const [a, b] = [one, two].map((text) => text.match(mark)?.length ?? 0) as [number, number];
    return [Math.min(a, b), Math.max(a, b)];
  });
}
