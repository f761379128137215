interface Asked<In, Out> {
  item: In;
  resolve(out: Out): void;
  reject(error: unknown): void;
}

/**
 * Does for many at once what each of them asks for by itself: whoever asks while one round is under way goes with the
 * next. A lone caller waits for nobody; a hundred share a statement.
 */
export class Rounds<In, Out> {
  private waiting: Asked<In, Out>[] = [];
  private busy = false;

  /**
   * @param work gives one result for each item, in their order; when it throws, everybody of the round hears of it
   * @param most items of one round
   */
  constructor(
    private readonly work: (items: In[]) => Promise<Out[]>,
    private readonly most = 100,
  ) {}

  ask(item: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.busy) void this.go();
    });
  }

  private async go(): Promise<void> {
    this.busy = true;
    // Those who ask in the same turn of the event loop belong to the same round.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const round = this.waiting.splice(0, this.most);
      try {
        const results = await this.work(round.map(({ item }) => item));
        for (const [place, { resolve }] of round.entries()) resolve(results[place] as Out);
      } catch (error) {
        for (const { reject } of round) reject(error);
      }
    }
    this.busy = false;
  }
}
