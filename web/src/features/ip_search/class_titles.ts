/** A class is called by the first of its subjects; references to other classes stand in brackets. */
export const shortTitle = (title: string): string => title.split(/[；;（(]/)[0] ?? title
