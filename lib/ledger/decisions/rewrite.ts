import type { TableName, Tables } from '../rows/columns';
import type { Change, Write } from '../store/step';
import type { Happening } from './transitions';

/** A row as a decision leaves it: a new one has no revision yet. */
export function rewrite<Table extends TableName>(table: Table, was: Tables[Table] | null, is: Tables[Table] | null, on: Happening): Change[] {
	if (was === null && is === null) return [];
	const change: Write<Table> = { do: 'write', table, was, is, on };
	return [change as Change];
}
