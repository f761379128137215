/** GET /api/v1/calendar → CalendarView: whether the arrangements of holidays are known that due times rest on. */
export interface CalendarView {
  /** This year and the next. */
  years: CalendarYear[];
}

export interface CalendarYear {
  year: number;
  /** The State Council's arrangement is known, by this version or because the city has entered it. */
  known: boolean;
  /** What holds until then, for people; null when it is known. */
  note: string | null;
}
