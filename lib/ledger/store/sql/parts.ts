/** Rows in one insert: far below the 32,766 parameters that SQLite takes. */
const ROWS_AN_INSERT = 200;

/** Rows in parts that one insert takes. */
export function* parts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
	for (let from = 0; from < rows.length; from += ROWS_AN_INSERT) yield rows.slice(from, from + ROWS_AN_INSERT);
}
